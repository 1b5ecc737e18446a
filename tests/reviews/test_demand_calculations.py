"""High support demand: the warning line, the rise, windows without data, a usual of nothing."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.values import Direction, Target
from products.values import ActiveReason, Stage
from reviews.calculations.activity import activity
from reviews.calculations.demand import demand_reasons
from reviews.values import Demand, LoadPolicy, ProductFacts
from tests.metrics.test_targets import lines

D = Decimal
POLICY = LoadPolicy()
ON = date(2026, 9, 30)
TICKETS = lines(Direction.LOWER, 300, 400, 500)
SATISFACTION = lines(Direction.HIGHER, 90, 80, 50)
CALLS = lines(Direction.RANGE, 40, 30, 20, 60, 80, 100)


def demand(current: str | None, *earlier: int | None, target: Target | None = None) -> Demand:
    """Tickets of the trailing window and of those before it, newest first."""
    windows = tuple(None if window is None else D(window) for window in earlier)
    return Demand("Support tickets", None if current is None else D(current), windows, target)


@pytest.mark.parametrize(
    ("found", "rules"),
    [
        (demand("400", target=TICKETS), []),
        (demand("400.000001", target=TICKETS), ["demand_line"]),
        (demand("0", target=TICKETS), []),
        (demand("80", target=SATISFACTION), []),
        (demand("79", target=SATISFACTION), ["demand_line"]),
        (demand("80", target=CALLS), []),
        (demand("81", target=CALLS), ["demand_line"]),
        (demand("29", target=CALLS), ["demand_line"]),
        (demand(None, 10, 10, 10, 10, target=TICKETS), []),
        (demand("150"), []),
        (demand("150", 100), []),
        (demand("150", 100, None, None, None), []),
        (demand("150", 100, 100), ["demand_rise"]),
        (demand("149.999999", 100, 100), []),
        (demand("150", None, 100, None, 100), ["demand_rise"]),
        (demand("150", 90, 110), ["demand_rise"]),
        (demand("150", 10, 100, 100, 1000), ["demand_rise"]),
        (demand("150", 10, 100, 102, 1000), []),
        (demand("150", 1000, None, None, None, 1), []),
        (demand("900", 600, 600, target=TICKETS), ["demand_line", "demand_rise"]),
        (demand("500", 400, 400, target=TICKETS), ["demand_line"]),
        (demand("85", 10, 10, target=SATISFACTION), []),
        (demand("0", 0, 0), []),
        (demand("4", 0, 0), []),
        (demand("5", 0, 0), ["demand_rise"]),
        (demand("5", 0, 0, 10, None), ["demand_rise"]),
        (demand("2", 1, 1), ["demand_rise"]),
    ],
)
def test_when_demand_is_high(found: Demand, rules: list[str]) -> None:
    reasons = list(demand_reasons(found, ON, POLICY))
    assert [reason.rule for reason in reasons] == rules
    assert {reason.kind for reason in reasons} <= {ActiveReason.SUPPORT_DEMAND}


@pytest.mark.parametrize(
    ("found", "sentence", "brief"),
    [
        (
            demand("1420", target=TICKETS),
            "Support tickets: 1420 in the 90 days to 30 September 2026, "
            "worse than the warning line of 400.",
            "support tickets beyond the warning line",
        ),
        (
            demand("90", target=CALLS),
            "Support tickets: 90 in the 90 days to 30 September 2026, "
            "worse than the warning lines of 30 and 80.",
            "support tickets beyond the warning line",
        ),
        (
            demand("180", 100, None, 100, 120),
            "Support tickets: 180 in the 90 days to 30 September 2026, 1.80 × the median of 100 "
            "in the 3 windows before; 1.5 × is high demand.",
            "support tickets 1.80 × the usual",
        ),
        (
            demand("7", 0, 0),
            "Support tickets: 7 in the 90 days to 30 September 2026 after the median of 0 "
            "in the 2 windows before; 5 or more are high demand.",
            "support tickets up from nothing",
        ),
    ],
)
def test_what_high_demand_says(found: Demand, sentence: str, brief: str) -> None:
    (reason,) = demand_reasons(found, ON, POLICY)
    assert (reason.sentence, reason.brief) == (sentence, brief)


def test_the_evidence_holds_the_windows_gaps_included() -> None:
    (reason,) = demand_reasons(demand("180", 100, None, 100, 120), ON, POLICY)
    assert reason.evidence == {
        "metric": "Support tickets",
        "found": D(180),
        "median": D(100),
        "windows": [D(100), None, D(100), D(120)],
        "ratio": D("1.5"),
        "minimum": 5,
    }


def test_the_policy_says_what_a_rise_is() -> None:
    calm = LoadPolicy.from_thresholds({"load.demand_ratio": 2, "load.demand_windows_with_data": 3})
    assert list(demand_reasons(demand("199", 100, 100, 100), ON, calm)) == []
    assert list(demand_reasons(demand("999", 100, 100), ON, calm)) == []
    assert len(list(demand_reasons(demand("200", 100, 100, 100), ON, calm))) == 1


def test_high_demand_makes_a_mature_product_active() -> None:
    facts = ProductFacts(1, "Payroll", Stage.MATURITY, demand=(demand("150", 100, 100),))
    found = activity(facts, ON, POLICY)
    assert (found.is_active, found.is_strained) == (True, True)
