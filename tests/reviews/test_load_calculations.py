"""The ownership load as a table of every level and boundary, its sentence and the way back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.kernel.periods import Period
from products.values import ActiveReason, Stage
from reviews.calculations.load import clusters_owned, load
from reviews.values import Holding, LoadLevel, LoadPolicy, OwnedPeriod, ProductActivity, Reason

POLICY = LoadPolicy()
WITHIN, CEILING, OVER, TRIAGE = LoadLevel
GROWTH = Reason(ActiveReason.DEVELOPMENT, "stage", "growth", "In growth.")
MOVING = Reason(ActiveReason.OPERATIONAL_CHANGE, "change", "migration under way", "Migrating.")
TICKETS = Reason(ActiveReason.SUPPORT_DEMAND, "demand_line", "tickets", "Many tickets.")


def product(letter: str, number: int = 0) -> ProductActivity:
    """One product from a letter: a, c and d active (development, change, demand), s stable,
    o active but overridden to stable, f stable but forced active, r retired."""
    reasons = {"a": (GROWTH,), "c": (MOVING,), "d": (GROWTH, TICKETS), "o": (MOVING,)}
    return ProductActivity(
        product_id=number,
        name=f"P{number}",
        stage=Stage.RETIRED if letter == "r" else Stage.MATURITY,
        is_active=letter in "acdf",
        is_naturally_active=letter in "acdo",
        counts=letter != "r",
        reasons=reasons.get(letter, ()),
    )


def held(text: str) -> list[Holding]:
    """Clusters from words, a letter a product: `as s` is a cluster of two and a cluster of one."""
    numbers = iter(range(1, 99))
    return [
        Holding(place, f"C{place}", tuple(product(letter, next(numbers)) for letter in word if letter != "-"))
        for place, word in enumerate(text.split(), 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("holdings", "active", "stable", "level"),
    [
        ("", 0, 0, WITHIN),
        ("s", 0, 1, WITHIN),
        ("s s", 0, 2, WITHIN),
        ("s s s", 0, 3, CEILING),
        ("s s s s", 0, 4, OVER),
        ("a", 1, 0, WITHIN),
        ("a s s", 1, 2, WITHIN),
        ("a s s s", 1, 3, CEILING),
        ("a s s s s", 1, 4, OVER),
        ("c s s", 1, 2, WITHIN),
        ("a a", 2, 0, OVER),
        ("aa", 2, 0, OVER),
        ("a a s s s", 2, 3, OVER),
        ("a a s s s s", 2, 4, OVER),
        ("a c", 2, 0, TRIAGE),
        ("a d", 2, 0, TRIAGE),
        ("cd", 2, 0, TRIAGE),
        ("a a a", 3, 0, TRIAGE),
        ("aaa", 3, 0, TRIAGE),
        ("a a c s s s s", 3, 4, TRIAGE),
        ("sssss", 0, 1, WITHIN),
        ("assss", 1, 0, WITHIN),
        ("sss sss sss", 0, 3, CEILING),
        ("r", 0, 0, WITHIN),
        ("rr -", 0, 0, WITHIN),
        ("s s s r", 0, 3, CEILING),
        ("s s s rs", 0, 4, OVER),
        ("ra a", 2, 0, OVER),
        ("o a", 1, 1, WITHIN),
        ("a f", 2, 0, OVER),
        ("c f", 2, 0, TRIAGE),
        ("a a o", 2, 1, OVER),
    ],
)
def test_the_level_of_a_load(holdings: str, active: int, stable: int, level: LoadLevel) -> None:
    found = load(held(holdings), POLICY)
    assert (found.active, found.stable, found.level) == (active, stable, level)
    assert bool(found.remedy) is level.is_beyond


@pytest.mark.parametrize(
    ("holdings", "rules"),
    [
        ("a s s", []),
        ("a s s s", [("stable_at_ceiling", 3, 3)]),
        ("a a", [("active_over", 2, 1)]),
        ("s s s s s", [("stable_over", 5, 3)]),
        ("a c", [("triage_strained", 2, 2), ("active_over", 2, 1)]),
        ("a a a", [("triage_active", 3, 3), ("active_over", 3, 1)]),
        (
            "a a c s s s s",
            [
                ("triage_active", 3, 3),
                ("triage_strained", 3, 2),
                ("active_over", 3, 1),
                ("stable_over", 4, 3),
            ],
        ),
    ],
)
def test_which_rules_held(holdings: str, rules: list[tuple[str, int, int]]) -> None:
    found = load(held(holdings), POLICY)
    assert [(rule.code, rule.found, rule.threshold) for rule in found.rules] == rules


@pytest.mark.parametrize(
    ("holdings", "sentence"),
    [
        ("", "0 active products of 1 allowed; 0 stable clusters of 3 allowed."),
        ("a s", "1 active product of 1 allowed: P1 (growth); 1 stable cluster of 3 allowed: C2."),
        (
            "s s s",
            "0 active products of 1 allowed; 3 stable clusters of 3 allowed: C1, C2 and C3. "
            "Room for nothing more.",
        ),
        (
            "a a s",
            "2 active products of 1 allowed: P1 (growth) and P2 (growth); "
            "1 stable cluster of 3 allowed: C3. "
            "Beyond the ceiling of one active and two to three stable.",
        ),
        (
            "cd",
            "2 active products of 1 allowed: P1 (migration under way) and P2 (growth; tickets); "
            "0 stable clusters of 3 allowed. Triaging, not owning.",
        ),
    ],
)
def test_what_a_load_says(holdings: str, sentence: str) -> None:
    assert load(held(holdings), POLICY).sentence == sentence


@pytest.mark.parametrize(
    ("holdings", "remedy"),
    [
        ("a s s s", ""),
        (
            "a a",
            "Back within the ceiling with one active product fewer. "
            "Handing over C1 or C2 would do. P1 or P2 becoming stable would do.",
        ),
        (
            "aa s",
            "Back within the ceiling with one active product fewer. "
            "Handing over C1 would do. P1 or P2 becoming stable would do.",
        ),
        # Becoming stable would make a fourth stable cluster here, so only handing over helps.
        (
            "a a s s s",
            "Back within the ceiling with one active product fewer. "
            "Handing over C1 or C2 would do.",
        ),
        (
            "s s s s",
            "Back within the ceiling with one stable cluster fewer. "
            "Handing over C1, C2, C3 or C4 would do.",
        ),
        (
            "a a a s s s s s",
            "Back within the ceiling with two active products and two stable clusters fewer.",
        ),
    ],
)
def test_what_would_bring_it_back(holdings: str, remedy: str) -> None:
    assert load(held(holdings), POLICY).remedy == remedy


def test_the_policy_moves_the_ceiling() -> None:
    policy = LoadPolicy.from_thresholds(
        {"load.active_ceiling": 2, "load.stable_ceiling": 1, "load.triage_active_strained": 3}
    )
    assert load(held("a c"), policy).level is WITHIN
    assert load(held("a a s"), policy).level is CEILING
    assert load(held("s s"), policy).sentence.endswith(
        "Beyond the ceiling of two active and one stable."
    )


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("load.stable_ceiling", 0, "load.stable_ceiling must be at least 1, not 0"),
        ("load.active_ceiling", 2, "load.triage_active_strained must be at least 3, not 2"),
        ("load.triage_active", 1, "load.triage_active must be at least 2, not 1"),
        ("load.demand_windows", 1, "load.demand_windows must be at least 2, not 1"),
        ("load.trailing_days", 0, "load.trailing_days must be at least 1, not 0"),
    ],
)
def test_thresholds_that_contradict_are_refused(key: str, value: int, message: str) -> None:
    with pytest.raises(ValueError, match="at least") as caught:
        LoadPolicy.from_thresholds({key: value})
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("person", "on", "clusters"),
    [
        (1, date(2026, 8, 14), (10, 20)),
        (1, date(2026, 8, 15), (20,)),
        (2, date(2026, 8, 14), ()),
        (2, date(2026, 8, 15), (10,)),
        (2, date(2026, 9, 30), (10,)),
        (1, date(2025, 12, 31), ()),
        (3, date(2026, 9, 30), ()),
    ],
)
def test_who_owns_what_when_the_owner_changes_in_mid_quarter(
    person: int, on: date, clusters: tuple[int, ...]
) -> None:
    owned = [
        OwnedPeriod(1, 10, Period(date(2026, 1, 1), date(2026, 8, 15))),
        OwnedPeriod(2, 10, Period(date(2026, 8, 15))),
        OwnedPeriod(1, 20, Period(date(2026, 1, 1))),
    ]
    assert clusters_owned(owned, person, on) == clusters


WORDS = st.lists(st.text("acdsofr", min_size=1, max_size=4), max_size=6)


@given(words=WORDS, extra=st.text("acdsofr", min_size=1, max_size=4))
def test_another_cluster_never_lightens_a_load(words: list[str], extra: str) -> None:
    lighter = load(held(" ".join(words)), POLICY).level
    assert load(held(" ".join([*words, extra])), POLICY).level.rank >= lighter.rank


@given(WORDS)
def test_what_would_do_does(words: list[str]) -> None:
    holdings = held(" ".join(words))
    found = load(holdings, POLICY)
    for cluster in found.relieving_clusters:
        rest = [holding for holding in holdings if holding is not cluster]
        assert not load(rest, POLICY).level.is_beyond


@given(WORDS)
def test_grouping_never_hides_active_work(words: list[str]) -> None:
    apart = load(held(" ".join("".join(words))), POLICY)
    together = load(held("".join(words)), POLICY)
    assert together.active == apart.active
    assert together.stable <= 1
