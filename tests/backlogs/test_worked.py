"""Counting what came of shipped items, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from backlogs.calculations.worked import Told, Work, median_effect, tally
from backlogs.values import Dimension, ItemType
from backlogs.values.verdicts import Lot, Verdict

SHIPPED, FIRST, SECOND = date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 30)
EARLY = Told(FIRST, Verdict.PARTLY, Decimal("0.6"))
LATE = Told(SECOND, Verdict.WORSE, Decimal("-0.4"))
SAID = Told(FIRST, Verdict.PARTLY, Decimal("0.6"), Verdict.UNKNOWN, date(2026, 5, 1))


def work(*reviews, kind=ItemType.IMPROVEMENT, has_outcome=True):
    return Work(1, 1, SHIPPED, kind, Dimension.SUPPORT, has_outcome, reviews)


@pytest.mark.parametrize(
    ("one", "day", "lot"),
    [
        (work(EARLY, LATE), date(2026, 3, 31), Lot.EARLY),
        (work(EARLY, LATE), FIRST, Lot.PARTLY),
        (work(EARLY, LATE), date(2026, 6, 29), Lot.PARTLY),
        (work(LATE, EARLY), SECOND, Lot.WORSE),  # the later review knows better
        (work(SAID), date(2026, 4, 30), Lot.PARTLY),  # not said yet
        (work(SAID), date(2026, 5, 1), Lot.UNKNOWN),
        (work(has_outcome=False), SECOND, Lot.SILENT),
        (work(has_outcome=False, kind=ItemType.FIX), SECOND, Lot.FIX),
        (work(EARLY, kind=ItemType.FIX), SECOND, Lot.PARTLY),  # a fix may promise something
    ],
)
def test_every_item_is_in_exactly_one_lot_on_a_day(one, day, lot):
    assert one.lot_on(day) is lot


def test_lots_add_up_to_what_was_shipped_and_nothing_is_hidden():
    works = [work(EARLY), work(LATE), work(SAID), work(), work(has_outcome=False)]
    found = tally(works, SECOND)
    assert found.shipped == 5
    assert [found.lots[lot] for lot in Lot] == [0, 1, 0, 1, 1, 1, 1, 0]
    assert (found.judged, found.worked, found.asked, found.has_share) == (2, 1, 4, False)
    assert tally([], SECOND).shipped == 0


def test_the_middle_comes_from_the_numbers_alone():
    assert median_effect([work(EARLY), work(LATE), work()], SECOND) == (Decimal("0.1"), 2)
    assert median_effect([work()], SECOND) == (None, 0)
