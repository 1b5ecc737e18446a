"""How stable a team is: median tenure, and the share of members kept over four quarters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portfolio.kernel.numbers import median, ratio
from products.calculations.stages import months_after
from reviews.values.teams import Stability, Stint, TeamPolicy

YEAR = -12


def stability(stints: Sequence[Stint], day: date, policy: TeamPolicy) -> Stability | None:
    """The team at the end of `day` (DOMAIN 11); None where there is nothing to judge.

    A team younger than four quarters is not judged. Its tenure is judged from the policy's fewest
    members on, what it kept where it had as many a year before.
    """
    year_ago = months_after(day, YEAR)
    if not any(stint.since <= year_ago for stint in stints):
        return None
    now = {stint.person: stint.since for stint in stints if stint.holds(day)}
    before = {stint.person for stint in stints if stint.holds(year_ago)}
    kept = len(before & now.keys())
    share = ratio(Decimal(kept), Decimal(len(before)))
    enough = len(before) >= policy.minimum_members
    since = _median_day(list(now.values()))
    young = since is not None and months_after(since, policy.median_tenure_months) > day
    return Stability(
        members=len(now),
        median_tenure=_months(since, day) if since else 0,
        before=len(before),
        kept=kept if before else None,
        share=share,
        is_young=young and len(now) >= policy.minimum_members,
        is_changing=enough and share is not None and share < policy.kept_share,
    )


def _median_day(days: Sequence[date]) -> date | None:
    middle = median([Decimal(day.toordinal()) for day in days])
    return date.fromordinal(int(middle)) if middle is not None else None


def _months(since: date, day: date) -> int:
    """Full months from `since` to the end of `day`."""
    months = (day.year - since.year) * 12 + day.month - since.month
    return months - (months_after(since, months) > day)
