"""The orphan score as a table, and who gets a place on the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portfolio.calculations.orphan import OrphanFacts, PointKind, first_places, orphan_score
from portfolio.values import StartPolicy

POLICY = StartPolicy()
CALM = OrphanFacts(has_owner=True, daily_users=0, old_items=0, is_reactive=False)


@pytest.mark.parametrize(
    ("facts", "held", "total"),
    [
        ({}, "", 0),
        ({"daily_users": 24}, "", 0),
        ({"daily_users": 25}, "users", 1),
        ({"daily_users": None, "named_users": 1}, "users", 1),
        ({"old_items": 4}, "", 0),
        ({"old_items": 5}, "backlog", 1),
        ({"is_reactive": True}, "funding", 1),
        ({"has_owner": False}, "owner", 1),
        ({"has_owner": False, "daily_users": 26, "old_items": 6}, "users backlog owner", 3),
        (
            {"has_owner": False, "daily_users": 99, "old_items": 9, "is_reactive": True},
            "users backlog funding owner",
            4,
        ),
    ],
)
def test_each_point(facts: dict[str, object], held: str, total: int) -> None:
    score = orphan_score(replace(CALM, **facts), POLICY)  # type: ignore[arg-type]
    assert [point.kind.value for point in score.points if point.holds] == held.split()
    assert score.total == total


def test_what_is_not_known_counts_nothing_and_says_so() -> None:
    score = orphan_score(OrphanFacts(has_owner=False), POLICY)
    unknown = {point.kind for point in score.points if point.holds is None}
    assert unknown == {PointKind.USERS, PointKind.BACKLOG, PointKind.FUNDING}
    assert (score.total, score.needs_care) == (1, True)
    assert all("not known" in p.note for p in score.points if p.holds is None)


def test_being_used_is_nothing_amiss() -> None:
    assert not orphan_score(replace(CALM, daily_users=900), POLICY).needs_care


def test_the_policy_sets_the_lines() -> None:
    strict = StartPolicy.from_thresholds({"start.daily_users": 10, "start.open_items": 1})
    assert orphan_score(replace(CALM, daily_users=10, old_items=1), strict).total == 2
    with pytest.raises(ValueError, match=r"start\.most"):
        StartPolicy.from_thresholds({"start.fewest": 6})


@pytest.mark.parametrize(
    ("scores", "places"),
    [
        ([], 0),
        ([3, 2], 2),
        ([3, 2, 2], 3),
        ([3, 3, 2, 1], 3),
        ([3, 2, 2, 2, 1], 4),
        ([2, 2, 2, 2, 2], 5),
        ([2, 2, 2, 2, 2, 2], 5),
    ],
)
def test_three_places_and_up_to_five_in_a_tie(scores: list[int], places: int) -> None:
    assert len(first_places([(n, score) for n, score in enumerate(scores)], POLICY)) == places
