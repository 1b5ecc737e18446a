"""Whether a team stays together: a table, no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reviews.calculations.stability import stability
from reviews.values.teams import Stint, TeamPolicy

DAY = date(2026, 9, 30)
LONG, NEW = date(2023, 1, 1), date(2026, 6, 1)
LEFT = date(2026, 1, 1)


def team(*spans: tuple[date, date | None]) -> list[Stint]:
    return [Stint(place, since, until) for place, (since, until) in enumerate(spans)]


STAYED, GONE, CAME = (LONG, None), (LONG, LEFT), (NEW, None)


@pytest.mark.parametrize(
    ("stints", "young", "changing"),
    [
        (team(STAYED, STAYED, STAYED), False, False),
        (team(STAYED, STAYED, GONE, GONE), False, False),  # half is kept, which is enough
        (team(STAYED, GONE, GONE), False, True),
        (team(STAYED, GONE), False, False),  # two are too few to judge
        (team(STAYED, STAYED, STAYED, CAME, CAME), False, False),
        (team(STAYED, STAYED, CAME, CAME, CAME), True, False),
        (team(STAYED, CAME), False, False),
        (team(GONE, GONE, GONE), False, True),
    ],
)
def test_stability(stints: list[Stint], young: bool, changing: bool) -> None:
    found = stability(stints, DAY, TeamPolicy())
    assert found is not None
    assert (found.is_young, found.is_changing) == (young, changing)


@pytest.mark.parametrize(
    ("since", "is_judged"),
    [(date(2025, 9, 30), True), (date(2025, 10, 1), False)],
)
def test_a_team_younger_than_four_quarters_is_not_judged(since: date, is_judged: bool) -> None:
    assert (stability(team((since, None)), DAY, TeamPolicy()) is not None) is is_judged


@pytest.mark.parametrize(
    ("since", "months", "young"),
    [(date(2026, 3, 30), 6, False), (date(2026, 4, 1), 5, True)],
)
def test_the_median_tenure_at_its_threshold(since: date, months: int, young: bool) -> None:
    found = stability(team(STAYED, (since, None), (since, None)), DAY, TeamPolicy())
    assert found is not None
    assert (found.median_tenure, found.is_young) == (months, young)


def test_a_policy_of_its_own() -> None:
    strict = TeamPolicy(minimum_members=1, kept_share=Decimal("0.75"))
    found = stability(team(STAYED, GONE), DAY, strict)
    assert found is not None
    assert (found.is_changing, found.share, found.kept) == (True, Decimal("0.5"), 1)
    with pytest.raises(ValueError, match="at most 1"):
        TeamPolicy.from_thresholds({"teams.kept_share": 2})
