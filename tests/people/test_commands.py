"""`createadmin` and `organisation`."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metrics.models import MetricQuarter, ProductScore
from people.models import Person
from people.queries import organisation
from tests.builders import PASSWORD, make_metric, make_person, make_product, measure

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_first_admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMANAC_ADMIN_PASSWORD", PASSWORD)
    assert run("createadmin", "ada.admin@example.org") == (
        "Ada Admin is an admin and signs in as ada.admin@example.org.\n"
    )
    person = Person.objects.get()
    assert person.is_admin
    assert person.check_password(PASSWORD)


def test_an_existing_person_keeps_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person("Olga Owner", title="Engineer", is_active=False, left_on=date(2026, 1, 1))
    monkeypatch.setenv("ALMANAC_ADMIN_PASSWORD", "a quite different one")
    run("createadmin", "OLGA.owner@example.org", "--name", "Somebody Else")
    person.refresh_from_db()
    assert (person.name, person.title, person.is_admin, person.is_active, person.left_on) == (
        "Olga Owner", "Engineer", True, True, None,
    )  # fmt: skip
    assert person.check_password("a quite different one")


@pytest.mark.parametrize(
    ("email", "password"), [("no address", PASSWORD), ("ada@example.org", "short")]
)
def test_what_createadmin_refuses(
    monkeypatch: pytest.MonkeyPatch, email: str, password: str
) -> None:
    monkeypatch.setenv("ALMANAC_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        run("createadmin", email)
    assert not Person.objects.exists()


def test_a_name_for_the_organisation() -> None:
    assert run("organisation", "--name", "Harbour") == (
        "Harbour; the fiscal year begins in month 1.\n"
    )


def test_a_new_fiscal_year_sums_everything_up_anew() -> None:
    metric = make_metric(make_product(), summary="sum", direction="higher", target=(9, 5, 0))
    measure(metric, date(2026, 3, 1), 4)
    measure(metric, date(2026, 4, 1), 3)
    run("organisation", "--first-month", "2")
    rows = MetricQuarter.objects.values_list("quarter_start", "value")
    assert list(rows) == [(date(2026, 2, 1), Decimal(7))]
    starts = set(ProductScore.objects.values_list("quarter_start", flat=True))
    assert date(2026, 2, 1) in starts
    assert all(start.month in (2, 5, 8, 11) for start in starts)
    before = list(ProductScore.objects.order_by("id").values())
    run("organisation", "--first-month", "2")
    assert list(ProductScore.objects.order_by("id").values()) == before


def test_no_such_month() -> None:
    with pytest.raises(CommandError, match="A month is 1 to 12, not 13"):
        run("organisation", "--first-month", "13")
    assert organisation().first_month == 1
