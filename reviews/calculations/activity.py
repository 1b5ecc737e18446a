"""Whether a product is active on a date, with every reason and its evidence (DOMAIN 3)."""

from collections.abc import Iterable
from datetime import date

from backlogs.values import ItemState
from portfolio.kernel.periods import trailing
from portfolio.kernel.words import counted, spoken
from products.values import ActiveReason, Stage, TreatAs
from reviews.calculations.demand import demand_reasons
from reviews.values import LoadPolicy, Override, ProductActivity, ProductFacts, Reason

_DEVELOPING = (Stage.INTRODUCTION, Stage.GROWTH)


def items_moved(
    events: Iterable[tuple[str, date, ItemState | None, ItemState]], on: date, policy: LoadPolicy
) -> tuple[str, ...]:
    """The distinct items started or shipped in the trailing window, by key and sorted.

    `events` are (item, local date, state before, state after). Going on after waiting is not a
    start; an item started and shipped in the window counts once.
    """
    window = trailing(on, policy.trailing_days)
    moved = {
        item
        for item, day, before, after in events
        if window.holds(day) and _starts_or_ships(before, after)
    }
    return tuple(sorted(moved))


def _starts_or_ships(before: ItemState | None, after: ItemState) -> bool:
    if after is ItemState.SHIPPED:
        return True
    return after is ItemState.IN_PROGRESS and before is not ItemState.WAITING


def activity(facts: ProductFacts, on: date, policy: LoadPolicy) -> ProductActivity:
    """Whether the product is active at the end of day `on`.

    An override that holds on that day decides, and the reasons are still given; when it has lapsed
    it leaves no trace. Retired products don't count, whatever else is known about them.
    """
    if facts.stage is Stage.RETIRED:
        return ProductActivity(
            facts.product_id, facts.name, facts.stage, False, False, counts=False
        )
    reasons = (
        *_development(facts, on, policy),
        *_operational_change(facts, on),
        *(reason for demand in facts.demand for reason in demand_reasons(demand, on, policy)),
    )
    natural = bool(reasons)
    override = _holding(facts.overrides, on)
    is_active = natural if override is None else override.treat_as is TreatAs.ACTIVE
    return ProductActivity(
        product_id=facts.product_id,
        name=facts.name,
        stage=facts.stage,
        is_active=is_active,
        is_naturally_active=natural,
        reasons=reasons,
        override=override,
    )


def _holding(overrides: Iterable[Override], on: date) -> Override | None:
    """The override of that day; the database sees to it that there is one at most."""
    return next((override for override in overrides if override.period.holds(on)), None)


def _development(facts: ProductFacts, on: date, policy: LoadPolicy) -> Iterable[Reason]:
    if facts.stage in _DEVELOPING and facts.stage is not None:
        stage = facts.stage.label.lower()
        since = "" if facts.stage_since is None else f" since {spoken(facts.stage_since)}"
        yield Reason(
            ActiveReason.DEVELOPMENT,
            "stage",
            stage,
            f"In {stage}{since}.",
            {"stage": facts.stage.value, "since": facts.stage_since},
        )
    if facts.items_moved >= policy.items_threshold:
        window = trailing(on, policy.trailing_days)
        moved = f"{counted(facts.items_moved, 'item')} started or shipped"
        yield Reason(
            ActiveReason.DEVELOPMENT,
            "items",
            f"{moved} in {policy.trailing_days} days",
            f"{moved} in the {policy.trailing_days} days to {spoken(on)}; "
            f"{policy.items_threshold} or more make a product active.",
            {
                "items": facts.items_moved,
                "threshold": policy.items_threshold,
                "from": window.start,
                "to": on,
                "keys": list(facts.item_keys),
            },
        )


def _operational_change(facts: ProductFacts, on: date) -> Iterable[Reason]:
    for change in facts.changes:
        if not change.under_way(on):
            continue
        kind = change.kind.label.lower()
        yield Reason(
            ActiveReason.OPERATIONAL_CHANGE,
            "change",
            f"{kind} under way",
            f"{change.kind.label} “{change.title}” under way since {spoken(change.started_on)}.",
            {"kind": change.kind.value, "title": change.title, "since": change.started_on},
        )
    if facts.stage is Stage.RETIREMENT and not facts.migration_finished:
        yield Reason(
            ActiveReason.OPERATIONAL_CHANGE,
            "migration",
            "retirement, migration not finished",
            "In retirement with the migration not finished.",
            {"stage": facts.stage.value, "since": facts.stage_since, "migration_finished": False},
        )
