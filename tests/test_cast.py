"""The cast is what its description says."""

from people.queries import today
from products.models import Ownership
from tests.harness.people import Cast


def test_who_owns_what(cast: Cast) -> None:
    owners = Ownership.objects.on(today()).values_list("cluster__name", "person__name")
    assert set(owners) == {("Rostering", "Olga Owner"), ("Payslips", "Otto Other")}
    assert set(cast.rostering.products.values_list("key", flat=True)) == {"CP", "SS"}
    assert set(cast.payroll.products.values_list("key", flat=True)) == {"PAY"}
