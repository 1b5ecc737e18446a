"""Since when a state lasts, told from ends of quarters and from days."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.calculations.lasting import Lasting, lasting, quarter_ends

Q4, Q1, Q2 = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "first_month", "ends"),
    [
        (Q2, 1, [Q2, Q1, Q4]),
        (date(2026, 6, 29), 1, [Q1, Q4, date(2025, 9, 30)]),
        (date(2026, 7, 1), 1, [Q2, Q1, Q4]),
        (date(2026, 4, 30), 2, [date(2026, 4, 30), date(2026, 1, 31), date(2025, 10, 31)]),
    ],
)
def test_ends_of_quarters(day: date, first_month: int, ends: list[date]) -> None:
    assert quarter_ends(day, first_month, 3) == ends


@pytest.mark.parametrize(
    ("spans", "day", "told"),
    [
        ([("2026-05-10", "2026-12-31")], date(2026, 5, 10), Lasting(date(2026, 5, 10), 0)),
        ([("2026-05-10", "2026-12-31")], date(2026, 6, 29), Lasting(date(2026, 5, 10), 0)),
        ([("2026-05-10", "2026-12-31")], Q2, Lasting(date(2026, 5, 10), 1)),
        ([("2026-02-10", "2026-12-31")], date(2026, 8, 1), Lasting(date(2026, 2, 10), 2)),
        ([("2026-04-01", "2026-12-31")], Q2, Lasting(date(2026, 4, 1), 1)),  # the day after an end
        ([("2026-03-31", "2026-12-31")], Q2, Lasting(Q1, 2)),
        # it did not hold at an end in between: the row begins anew
        ([("2025-11-01", "2026-03-30"), ("2026-04-02", "2026-12-31")], Q2,
         Lasting(date(2026, 4, 2), 1)),
        # a break between two ends at which it held is not looked for
        ([("2026-02-01", "2026-04-10"), ("2026-04-20", "2026-12-31")], Q2,
         Lasting(date(2026, 2, 1), 2)),
        # further back than is looked
        ([("2020-01-01", "2026-12-31")], Q2, Lasting(Q4, 3)),
    ],
)  # fmt: skip
def test_since_when(spans: list[tuple[str, str]], day: date, told: Lasting) -> None:
    def holds(then: date) -> bool:
        return any(first <= then.isoformat() <= last for first, last in spans)

    assert lasting(holds, day, quarter_ends(day, 1, 3)) == told
