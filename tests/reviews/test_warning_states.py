"""How a warning stands, what an evaluation adds, and when a rule speaks of too much: tables."""

from datetime import date

import pytest

from reviews.calculations.standing import is_noise, seen_again, standing
from reviews.queries.warning_evidence import evidence_of
from reviews.values.warnings import EventKind, Happened, WarningPolicy, WarningState

DAY = date(2026, 7, 10)
ORDER = ("risk", "watch")


def happened(kind: str, until: date | None = None) -> Happened:
    return Happened(EventKind(kind), until)


@pytest.mark.parametrize(
    ("newest", "state"),
    [
        (None, "open"),
        (happened("opened"), "open"),
        (happened("acknowledged"), "acknowledged"),
        (happened("snoozed", date(2026, 7, 11)), "snoozed"),
        (happened("snoozed", DAY), "snoozed"),
        (happened("snoozed", date(2026, 7, 9)), "open"),
        (happened("woke"), "open"),
        (happened("got_worse"), "open"),
        (happened("reopened"), "open"),
        (happened("resolved"), "resolved"),
    ],
)
def test_the_newest_event_says_how_it_stands(newest: Happened | None, state: str) -> None:
    assert standing(newest, DAY) is WarningState(state)


@pytest.mark.parametrize(
    ("newest", "before", "now", "adds"),
    [
        (None, "watch", "watch", None),
        (None, "watch", "risk", "got_worse"),
        (happened("opened"), "risk", "watch", None),
        (happened("acknowledged"), "watch", "watch", None),
        (happened("acknowledged"), "watch", "risk", "got_worse"),
        (happened("acknowledged"), "risk", "watch", None),
        (happened("snoozed", DAY), "watch", "watch", None),
        (happened("snoozed", DAY), "watch", "risk", "got_worse"),
        (happened("snoozed", date(2026, 7, 9)), "watch", "watch", "woke"),
        (happened("snoozed", date(2026, 7, 9)), "watch", "risk", "got_worse"),
        (happened("woke"), "watch", "watch", None),
        (happened("got_worse"), "risk", "risk", None),
    ],
)
def test_found_again(newest: Happened | None, before: str, now: str, adds: str | None) -> None:
    found = seen_again(newest, before, now, ORDER, DAY)
    assert (found.value if found else None) == adds


@pytest.mark.parametrize(
    ("found", "subjects", "noisy"),
    [
        (4, 12, False),  # a third is not more than a third
        (5, 12, True),
        (11, 11, False),  # too few subjects to judge a rule by
        (12, 12, True),
        (33, 100, False),
        (34, 100, True),
        (0, 0, False),
    ],
)
def test_noise_begins_above_a_third_of_a_dozen(found: int, subjects: int, noisy: bool) -> None:
    policy = WarningPolicy()
    assert is_noise(found, subjects, policy.noise_one_in, policy.noise_subjects) is noisy


def test_the_policy_moves_where_noise_begins() -> None:
    policy = WarningPolicy.from_thresholds(
        {"warnings.noise_one_in": 2, "warnings.noise_subjects": 4}
    )
    assert not is_noise(2, 4, policy.noise_one_in, policy.noise_subjects)
    assert is_noise(3, 4, policy.noise_one_in, policy.noise_subjects)
    with pytest.raises(ValueError, match=r"warnings\.snooze_days must be at least 1"):
        WarningPolicy.from_thresholds({"warnings.snooze_days": 0})


def test_evidence_of_any_shape_is_written_out() -> None:
    found = evidence_of(
        {
            "days": 71, "last_owner": None, "is_design_problem": True,
            "stable_clusters": ["Intranet", "Mail"], "left_on": "2026-06-30",
            "products": [{"product": "crew", "reasons": [
                {"sentence": "In growth."}, {"sentence": "Not stable."}], "override": None}, {"days": 3}],
            "policy": {"load.active_ceiling": "1"}, "remedy": "Hand one over.",
        },
        {"crew": "Crew Roster"},
    )  # fmt: skip
    assert found.facts == [
        ("Days", "71"), ("Last owner", "none"), ("Design problem", "yes"),
        ("Stable clusters", "Intranet and Mail"), ("Left on", "30 Jun 2026"),
    ]  # fmt: skip
    (table,) = found.tables
    assert (table.title, table.columns) == ("Products", ["Product", "Reasons", "Days"])
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Crew Roster", "In growth. Not stable.", "none"], ["none", "none", "3"],
    ]  # fmt: skip
