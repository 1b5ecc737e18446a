"""What a refusal carries to the front door."""

import pytest

from portfolio.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused


@pytest.mark.parametrize(
    ("kind", "status"), [(Refused, 422), (Conflict, 409), (Forbidden, 403), (NotFound, 404)]
)
def test_each_kind_has_its_status(kind: type[DomainError], status: int) -> None:
    error = kind("The order changed meanwhile.", code="stale", field="rank", details={"version": 3})
    assert error.status == status
    assert str(error) == error.message == "The order changed meanwhile."
    assert (error.code, error.field, error.details) == ("stale", "rank", {"version": 3})


def test_details_are_the_errors_own() -> None:
    given = {"version": 3}
    error = Refused("No.", code="no", details=given)
    given["version"] = 4
    assert error.details == {"version": 3}
    assert Refused("No.", code="no").details == {}
