"""Whether a cluster's numbers of a quarter were handed in, and what changed since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from metrics.models import HandIn, Metric
from metrics.queries.grid_numbers import metrics_in, numbers_of, period_of
from metrics.values.cells import Place
from people.models import Person
from people.queries import today
from portfolio.kernel.marks import day
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster
from products.permissions import belonging

# A number counts as changed since when any row was written for its metric and day afterwards,
# whichever road it came by.
CHANGED_SINCE = """
SELECT h.cluster_id, count(DISTINCT (n.metric_id, n.measured_on))
  FROM metrics_handin h
  JOIN products_product p ON p.cluster_id = h.cluster_id
  JOIN metrics_metric m ON m.product_id = p.id
  JOIN metrics_measurement n ON n.metric_id = m.id AND n.recorded_at > h.handed_in_at
   AND n.recorded_at < %(before)s
   AND n.measured_on >= %(first)s AND n.measured_on < %(after)s
 WHERE h.id = ANY(%(ids)s)
 GROUP BY h.cluster_id
"""


@dataclass(frozen=True)
class HandInState:
    """The newest hand-in of a cluster's quarter; `changed` numbers were recorded after it."""

    row: HandIn
    changed: int

    @property
    def tone(self) -> str:
        """Fine while nothing changed since."""
        return "watch" if self.changed else "ok"

    @property
    def words(self) -> str:
        """Who said so, when, and what is to be known about it."""
        who = self.row.handed_in_by.name
        parts = [f"Handed in by {who} on {day(localtime(self.row.handed_in_at).date())}"]
        if self.row.missing:
            parts.append(f"{counted(self.row.missing, 'number')} missing: {self.row.note}")
        if self.changed:
            parts.append(f"{counted(self.changed, 'number')} changed since")
        return "; ".join(parts)


@dataclass(frozen=True)
class HandInLine:
    """One cluster: what was said of its quarter, and whether this person may say it."""

    cluster: str
    slug: str
    words: str
    tone: str
    url: str
    grid_url: str
    error: str = ""
    note: str = ""


def hand_ins_of(
    cluster_ids: Collection[int], quarter: Quarter, until: date | None = None
) -> dict[int, HandInState]:
    """The newest hand-in of each cluster that has one by the end of `until`, in two statements."""
    before = make_aware(datetime.combine((until or today()) + timedelta(days=1), time()))
    rows = (
        HandIn.objects.filter(
            cluster__in=cluster_ids, quarter_start=quarter.start, handed_in_at__lt=before
        )
        .order_by("cluster_id", "-handed_in_at")
        .distinct("cluster_id")
        .select_related("handed_in_by")
    )
    newest = {row.cluster_id: row for row in rows}
    ids = [row.pk for row in newest.values()]
    changed = _changed(ids, quarter, before) if newest else {}
    return {pk: HandInState(row, changed.get(pk, 0)) for pk, row in newest.items()}


def hand_in_lines(
    person: Person,
    quarter: Quarter,
    asked: tuple[str, str, str] = ("", "", ""),
    until: date | None = None,
) -> list[HandInLine]:
    """The person's clusters and their quarter; `asked` is a hand-in refused: slug, words, note."""
    mine = belonging(person)
    clusters = list(Cluster.objects.filter(pk__in=mine.all).order_by("name"))
    states = hand_ins_of([one.pk for one in clusters], quarter, until)
    is_over = quarter.last_day <= today()
    waiting = "Not handed in yet" if is_over else f"From {day(quarter.last_day)} on"
    found = []
    for cluster in clusters:
        state = states.get(cluster.pk)
        is_owner = cluster.pk in mine.owned
        refused = asked if asked[0] == cluster.slug else ("", "", "")
        found.append(
            HandInLine(
                cluster=cluster.name,
                slug=cluster.slug,
                words=state.words if state else waiting,
                tone=state.tone if state else "none",
                url=reverse("metrics:hand-in", args=[cluster.slug, quarter.slug])
                if is_owner and is_over
                else "",
                grid_url=reverse("metrics:quarter-grid", args=[quarter.slug]),
                error=refused[1],
                note=refused[2],
            )
        )
    return found


def due_numbers(cluster: Cluster, quarter: Quarter) -> tuple[int, int]:
    """How many numbers the cluster's quarter asks for, and how many of them are missing."""
    period = period_of(quarter)
    metrics: list[Metric] = metrics_in([cluster.pk], period)
    known = numbers_of(metrics, period.first, period.last)
    places = [
        Place(metric.pk, column.end)
        for metric in metrics
        for column in period.expected(metric)
        if column.end <= period.today
    ]
    return len(places), sum(place not in known for place in places)


def _changed(ids: list[int], quarter: Quarter, before: datetime) -> dict[int, int]:
    with connection.cursor() as cursor:
        bounds = {"first": quarter.start, "after": quarter.end, "before": before}
        cursor.execute(CHANGED_SINCE, {"ids": ids, **bounds})
        return dict(cursor.fetchall())
