"""Both people's load before and after a cluster changes hands, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from products.models import Cluster
from reviews.calculations.assignment import hand_over
from reviews.queries.links import owner_url
from reviews.queries.load import holdings_of_clusters, load_policy_on
from reviews.queries.owner_ways import load_chart
from reviews.queries.planned_load import carried_when
from reviews.values import Holding, LoadChange, LoadPolicy


@dataclass(frozen=True)
class LoadRow:
    """One person's load before and after."""

    person: SafeString
    before: SafeString
    before_level: SafeString
    after: SafeString
    after_level: SafeString
    sentence: str
    goes_beyond: bool


def holding_of(cluster: Cluster, day: date) -> Holding:
    """The cluster with the activity of its products; without products, an empty one."""
    found = holdings_of_clusters([cluster.pk], day).get(cluster.pk)
    return found or Holding(cluster.pk, cluster.name, ())


def load_rows(
    holding: Holding, giver: Person | None, taker: Person, on: date, moment: Moment
) -> list[LoadRow]:
    """The taker's row, then the giver's, with everything that is agreed for `on`."""
    policy = load_policy_on(min(on, moment.on))
    carried = carried_when(on, moment.on, [taker, *([giver] if giver else [])])
    held = carried[giver.pk].holdings if giver else None
    # As it will be on that day, where the giver's plan tells.
    holding = next((one for one in held or () if one.cluster_id == holding.cluster_id), holding)
    change = hand_over(holding, held, carried[taker.pk].holdings, policy)
    rows = [_row(taker, change.taker, policy, moment)]
    if giver is not None and change.giver is not None:
        rows.append(_row(giver, change.giver, policy, moment))
    return rows


def _row(person: Person, change: LoadChange, policy: LoadPolicy, moment: Moment) -> LoadRow:
    return LoadRow(
        person=person_mark(person.name, owner_url(person.slug, moment)),
        before=load_chart(change.before, policy),
        before_level=status_mark(change.before.level.value),
        after=load_chart(change.after, policy),
        after_level=status_mark(change.after.level.value),
        sentence=change.after.sentence,
        goes_beyond=change.after.level.is_beyond and change.is_heavier,
    )
