"""What a new meeting begins with: the clusters due, the most important first."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.models import PortfolioWarning
from reviews.models.warning import Severity
from reviews.permissions import runs_all
from reviews.queries.review_calendar import cluster_rows
from reviews.queries.schedule import clusters_in_use, schedules_of
from reviews.values.meetings import USUAL_MINUTES


def clusters_by_importance(person: Person) -> list[Cluster]:
    """Clusters the person may review: grave warnings first, then any warnings, then by name."""
    rows = PortfolioWarning.objects.open().filter(cluster__isnull=False)
    counts: Counter[tuple[int, bool]] = Counter(
        (pk, severity == Severity.RISK)
        for pk, severity in rows.values_list("cluster_id", "severity")
    )
    clusters = [one for one in clusters_in_use(today()) if runs_all(person, [one.pk])]
    return sorted(clusters, key=lambda c: (-counts[c.pk, True], -counts[c.pk, False], c.name))


def initial_meeting(person: Person, clusters: list[Cluster], only: str) -> dict[str, Any]:
    """The last quarter that is over, next week, with every cluster that waits; or `only` one."""
    quarter = Quarter.of(today(), organisation().first_month).previous()
    waiting = {
        row.name for row in cluster_rows(person) if row.meeting is None and row.due.end <= today()
    }
    picked = [one for one in clusters if (one.slug == only if only else one.name in waiting)]
    schedules = schedules_of(picked)
    minutes = [schedules[c.pk].minutes if c.pk in schedules else USUAL_MINUTES for c in picked]
    return {
        "title": f"Review of {quarter.label}",
        "quarter": quarter.slug,
        "day": _next_week(today()),
        "time": "09:00",
        "zone": timezone.get_default_timezone_name(),
        "minutes": min(480, max(30, sum(minutes))),
        "facilitator": person.slug,
        "clusters": [one.slug for one in picked],
    }


def _next_week(day: date) -> date:
    """The same weekday of the week after, a Monday instead of a day of the weekend."""
    ahead = day + timedelta(days=7)
    return ahead + timedelta(days=(7 - ahead.weekday()) % 7 if ahead.weekday() > 4 else 0)
