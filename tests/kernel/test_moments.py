"""Which day a page looks at, from what the address says."""

from datetime import date

import pytest

from portfolio.kernel.errors import Refused
from portfolio.kernel.moments import Moment, moment_for
from portfolio.kernel.quarters import Quarter

TODAY = date(2026, 11, 22)
CURRENT = Quarter(2026, 4)


@pytest.mark.parametrize("text", [None, "", "  ", "2026-q4", "2026 Q4"])
def test_no_quarter_or_the_current_one_means_today(text: str | None) -> None:
    moment = moment_for(text, TODAY)
    assert moment == Moment(on=TODAY, quarter=CURRENT, today=TODAY)
    assert moment.is_past is False


def test_a_past_quarter_means_its_last_day() -> None:
    moment = moment_for("2026-q3", TODAY)
    assert moment == Moment(on=date(2026, 9, 30), quarter=Quarter(2026, 3), today=TODAY)
    assert moment.is_past is True


def test_on_the_last_day_of_a_quarter_it_is_not_past_yet() -> None:
    last_day = date(2026, 9, 30)
    assert moment_for("2026-q3", last_day).is_past is False
    assert moment_for("2026-q3", date(2026, 10, 1)).is_past is True


def test_the_fiscal_calendar_is_the_organisations() -> None:
    assert moment_for("fy2027-q2", TODAY, 4).on == date(2026, 9, 30)
    assert moment_for(None, TODAY, 4).quarter == Quarter(2027, 3, 4)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("2027-q1", "quarter_in_future", "2027 Q1 has not begun; the current quarter is 2026 Q4"),
        (
            "soon",
            "quarter_unreadable",
            "“soon” is not a quarter; write it as 2026Q3, 2026 Q3 or 2026-q3",
        ),
    ],
)
def test_what_cannot_be_looked_at_is_refused(text: str, code: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        moment_for(text, TODAY)
    assert (caught.value.code, caught.value.field, caught.value.message) == (code, "at", message)
