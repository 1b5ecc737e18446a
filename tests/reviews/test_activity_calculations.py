"""Whether a product is active, as tables: stages, items, changes, retirement, overrides."""

from datetime import date, timedelta

import pytest

from backlogs.values import ItemState
from portfolio.kernel.periods import Period
from products.values import ActiveReason, ChangeKind, Stage, TreatAs
from reviews.calculations.activity import activity, items_moved
from reviews.values import ChangeFact, LoadPolicy, Override, ProductActivity, ProductFacts

POLICY = LoadPolicy()
ON = date(2026, 9, 30)
DAY = timedelta(days=1)
IDEA, READY, PROGRESS, WAITING, SHIPPED, DROPPED = ItemState
STABLE_UNTIL_YEAR_END = Override(
    TreatAs.STABLE, "launch is over", Period(ON, date(2027, 1, 1)), "Ada"
)


def product(stage: Stage | None = Stage.MATURITY, **facts: object) -> ProductFacts:
    """A quiet product in maturity, unless told otherwise."""
    return ProductFacts(1, "Payroll", stage, date(2026, 3, 3), **facts)  # type: ignore[arg-type]


def change(start: date, end: date | None, kind: ChangeKind = ChangeKind.MIGRATION) -> ChangeFact:
    """A change between two days."""
    return ChangeFact(kind, "Move to the new host", start, end)


def rules(facts: ProductFacts, policy: LoadPolicy = POLICY) -> list[str]:
    """The rules by which a product is active."""
    return [reason.rule for reason in activity(facts, ON, policy).reasons]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (product(), []),
        (product(None), []),
        (product(Stage.INTRODUCTION), ["stage"]),
        (product(Stage.GROWTH), ["stage"]),
        (product(items_moved=7), []),
        (product(items_moved=8), ["items"]),
        (product(Stage.GROWTH, items_moved=8), ["stage", "items"]),
        (product(None, items_moved=8), ["items"]),
        (product(Stage.RETIREMENT), ["migration"]),
        (product(Stage.RETIREMENT, migration_finished=True), []),
        (product(Stage.RETIREMENT, migration_finished=True, items_moved=8), ["items"]),
        (product(Stage.RETIREMENT, changes=(change(ON, None),)), ["change", "migration"]),
        (product(changes=(change(ON, None),)), ["change"]),
        (product(changes=(change(ON + DAY, None),)), []),
        (product(changes=(change(ON - DAY, ON + DAY),)), ["change"]),
        (product(changes=(change(ON - DAY, ON),)), []),
        (product(changes=(change(ON - DAY, ON - DAY),)), []),
        (product(changes=(change(ON, None), change(ON - DAY, None))), ["change", "change"]),
    ],
)
def test_what_makes_a_product_active(facts: ProductFacts, expected: list[str]) -> None:
    assert rules(facts) == expected
    found = activity(facts, ON, POLICY)
    assert found.is_active is found.is_naturally_active is bool(expected)
    assert found.counts is True


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_of_change_counts(kind: ChangeKind) -> None:
    (reason,) = activity(product(changes=(change(ON, None, kind),)), ON, POLICY).reasons
    assert reason.kind is ActiveReason.OPERATIONAL_CHANGE
    assert reason.evidence["kind"] == kind


def test_a_retired_product_does_not_count_whatever_is_known_about_it() -> None:
    forced = Override(TreatAs.ACTIVE, "because", Period(ON, ON + DAY))
    facts = product(Stage.RETIRED, items_moved=99, changes=(change(ON, None),), overrides=(forced,))
    assert activity(facts, ON, POLICY) == ProductActivity(
        1, "Payroll", Stage.RETIRED, False, False, counts=False
    )


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (ON, ON + DAY, True),  # today only
        (ON - DAY, ON + DAY, True),  # today is its last day
        (ON - DAY, ON, False),  # it ended yesterday
        (ON + DAY, ON + 2 * DAY, False),  # it starts tomorrow
    ],
)
@pytest.mark.parametrize(
    ("treat_as", "stage"),
    [
        (TreatAs.STABLE, Stage.GROWTH),
        (TreatAs.ACTIVE, Stage.MATURITY),
        (TreatAs.ACTIVE, Stage.GROWTH),
        (TreatAs.STABLE, Stage.MATURITY),
    ],
)
def test_an_override_decides_while_it_holds(
    start: date, end: date, holds: bool, treat_as: TreatAs, stage: Stage
) -> None:
    override = Override(treat_as, "agreed in the review", Period(start, end))
    found = activity(product(stage, overrides=(override,)), ON, POLICY)
    natural = stage is Stage.GROWTH
    assert found.is_naturally_active is natural
    assert found.is_active is ((treat_as is TreatAs.ACTIVE) if holds else natural)
    assert found.override == (override if holds else None)
    assert [reason.rule for reason in found.reasons] == (["stage"] if natural else [])


def test_what_the_reasons_say() -> None:
    facts = product(
        Stage.GROWTH,
        items_moved=9,
        item_keys=("PAY-1",),
        changes=(change(date(2026, 8, 1), None, ChangeKind.MAJOR_UPGRADE),),
        overrides=(STABLE_UNTIL_YEAR_END,),
    )
    found = activity(facts, ON, POLICY)
    assert [reason.sentence for reason in found.reasons] == [
        "In growth since 3 March 2026.",
        "9 items started or shipped in the 90 days to 30 September 2026; "
        "8 or more make a product active.",
        "Major upgrade “Move to the new host” under way since 1 August 2026.",
    ]
    assert found.brief == (
        "growth; 9 items started or shipped in 90 days; major upgrade under way; "
        "treated as stable until 31 December 2026: launch is over"
    )
    assert found.reasons[1].evidence == {
        "items": 9,
        "threshold": 8,
        "from": date(2026, 7, 3),
        "to": ON,
        "keys": ["PAY-1"],
    }
    assert found.is_strained is True
    assert activity(product(Stage.GROWTH), ON, POLICY).is_strained is False


def test_the_policy_says_how_many_items() -> None:
    stricter = LoadPolicy.from_thresholds({"load.items_threshold": 5})
    assert rules(product(items_moved=5), stricter) == ["items"]


@pytest.mark.parametrize(
    ("day", "before", "after", "counts"),
    [
        (ON, READY, PROGRESS, True),
        (ON, IDEA, PROGRESS, True),
        (ON, None, PROGRESS, True),
        (ON, PROGRESS, SHIPPED, True),
        (ON, SHIPPED, PROGRESS, True),
        (ON, WAITING, PROGRESS, False),
        (ON, PROGRESS, WAITING, False),
        (ON, READY, DROPPED, False),
        (ON, None, IDEA, False),
        (ON + DAY, PROGRESS, SHIPPED, False),
        (ON - 89 * DAY, PROGRESS, SHIPPED, True),
        (ON - 90 * DAY, PROGRESS, SHIPPED, False),
    ],
)
def test_which_events_start_or_ship_an_item_in_the_trailing_window(
    day: date, before: ItemState | None, after: ItemState, counts: bool
) -> None:
    assert items_moved([("A", day, before, after)], ON, POLICY) == (("A",) if counts else ())


def test_an_item_counts_once() -> None:
    events = [
        ("B", ON, READY, PROGRESS),
        ("B", ON, PROGRESS, SHIPPED),
        ("A", ON - DAY, READY, PROGRESS),
    ]
    assert items_moved(events, ON, POLICY) == ("A", "B")
    assert items_moved([], ON, POLICY) == ()
