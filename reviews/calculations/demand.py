"""High support demand: tickets against their warning line and against what was usual (DOMAIN 3)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from metrics.calculations.attainment import worse_than_warning
from metrics.values import Direction
from portfolio.kernel.numbers import EXACT, median, ratio, shown
from portfolio.kernel.words import counted, spoken
from products.values import ActiveReason
from reviews.values import Demand, LoadPolicy, Reason


def demand_reasons(demand: Demand, on: date, policy: LoadPolicy) -> Iterable[Reason]:
    """The reasons a metric of support demand gives; none without data in the trailing window."""
    if demand.current is None:
        return
    found = f"{demand.name}: {shown(demand.current)} in the {policy.trailing_days} days"
    if is_beyond_line(demand):
        yield Reason(
            ActiveReason.SUPPORT_DEMAND,
            "demand_line",
            f"{demand.name.lower()} beyond the warning line",
            f"{found} to {spoken(on)}, worse than {_line(demand)}.",
            {"metric": demand.name, "found": demand.current, "warning": _warning(demand)},
        )
    usual = usual_demand(demand, policy)
    if usual is not None and is_rise(demand.current, usual, policy):
        yield _rise(demand, usual, f"{found} to {spoken(on)}", policy)


def is_high(demand: Demand, policy: LoadPolicy) -> bool:
    """Whether any of those reasons holds, without the words."""
    if demand.current is None:
        return False
    if is_beyond_line(demand):
        return True
    usual = usual_demand(demand, policy)
    return usual is not None and is_rise(demand.current, usual, policy)


def is_beyond_line(demand: Demand) -> bool:
    """Whether demand is worse than the warning line of its target; on the line it is not."""
    if demand.current is None or demand.target is None:
        return False
    return worse_than_warning(demand.current, demand.target)


def usual_demand(demand: Demand, policy: LoadPolicy) -> Decimal | None:
    """The median of the earlier windows that have data; None when too few of them have.

    A rise is only asked about where less is better.
    """
    if demand.target is not None and demand.target.direction is not Direction.LOWER:
        return None
    known = [window for window in demand.earlier[: policy.demand_windows] if window is not None]
    if len(known) < policy.demand_windows_with_data:
        return None
    return median(known)


def is_rise(current: Decimal, usual: Decimal, policy: LoadPolicy) -> bool:
    """Whether demand is at least the ratio times the usual.

    Against a usual of nothing any number would be a rise without bound, and none at all would be
    one too: there it takes `demand_minimum`.
    """
    if usual <= 0:
        return current >= policy.demand_minimum
    return current >= EXACT.multiply(policy.demand_ratio, usual)


def _warning(demand: Demand) -> Decimal | None:
    return None if demand.target is None else demand.target.warning


def _line(demand: Demand) -> str:
    target = demand.target
    if target is None:
        return "the warning line"
    if target.direction is Direction.RANGE and target.warning_upper is not None:
        return f"the warning lines of {shown(target.warning)} and {shown(target.warning_upper)}"
    return f"the warning line of {shown(target.warning)}"


def _rise(demand: Demand, usual: Decimal, found: str, policy: LoadPolicy) -> Reason:
    current = Decimal(0) if demand.current is None else demand.current
    times = ratio(current, usual) if usual > 0 else None
    windows = [window for window in demand.earlier[: policy.demand_windows] if window is not None]
    against = f"the median of {shown(usual)} in the {counted(len(windows), 'window')} before"
    if times is None:
        sentence = f"{found} after {against}; {policy.demand_minimum} or more are high demand."
        brief = f"{demand.name.lower()} up from nothing"
    else:
        written = f"{shown(times, 2)} ×"
        sentence = f"{found}, {written} {against}; {shown(policy.demand_ratio)} × is high demand."
        brief = f"{demand.name.lower()} {written} the usual"
    evidence = {
        "metric": demand.name,
        "found": current,
        "median": usual,
        "windows": list(demand.earlier[: policy.demand_windows]),
        "ratio": policy.demand_ratio,
        "minimum": policy.demand_minimum,
    }
    return Reason(ActiveReason.SUPPORT_DEMAND, "demand_rise", brief, sentence, evidence)
