"""Ways back inside the rule, each of them tried out before it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.charts import slots
from portfolio.kernel.marks import person_mark
from portfolio.kernel.moments import Moment
from products.models import Cluster
from reviews.permissions import people_in_sight
from reviews.queries.fit import Taker, fit_words, takers, traits_of
from reviews.queries.links import owner_url
from reviews.queries.load import Carried
from reviews.values import Holding, Load, LoadPolicy

MOST_TAKERS = 3


@dataclass(frozen=True)
class TakerRow:
    """Somebody with room for a cluster."""

    person: SafeString
    before: SafeString
    after: SafeString
    fit: str
    url: str


@dataclass(frozen=True)
class Way:
    """One way back: what to do, why it works, and with whom."""

    title: str
    words: str
    takers: list[TakerRow] = field(default_factory=list)


def ways_back(
    person: Person,
    everybody: Mapping[int, Carried],
    policy: LoadPolicy,
    moment: Moment,
    reader: Person,
) -> list[Way]:
    """Clusters any one of which, handed over, would suffice; products that would, if stable.

    Nobody is named who would be beyond the ceiling afterwards.
    """
    load = everybody[person.pk].load
    ways = [
        _hand_over(person, cluster, everybody, policy, moment, reader)
        for cluster in load.relieving_clusters
    ]
    ways += [
        Way(
            f"{product.name} becomes stable",
            f"What makes it active: {product.brief}.",
        )
        for product in load.relieving_products
    ]
    return ways or [Way("More than one step is needed", load.remedy)]


def _hand_over(
    person: Person,
    cluster: Holding,
    everybody: Mapping[int, Carried],
    policy: LoadPolicy,
    moment: Moment,
    reader: Person,
) -> Way:
    sees_others = people_in_sight(reader) is None
    found = takers(cluster, person.pk, everybody, policy)
    shown = found[:MOST_TAKERS] if sees_others else []
    clusters = {cluster.cluster_id} | {
        held.cluster_id for taker in shown for held in everybody[taker.person_id].holdings
    }
    traits = traits_of(clusters, moment.on)
    people = Person.objects.in_bulk([taker.person_id for taker in shown])
    slug = Cluster.objects.values_list("slug", flat=True).get(pk=cluster.cluster_id)
    form = reverse("reviews:ownership-form", args=[slug])
    may_assign = is_leadership(reader) and not moment.is_past
    rows = []
    for taker in shown:
        other = people[taker.person_id]
        theirs = [held.cluster_id for held in everybody[other.pk].holdings]
        rows.append(
            TakerRow(
                person=person_mark(other.name, owner_url(other.slug, moment)),
                before=load_chart(taker.change.taker.before, policy),
                after=load_chart(taker.change.taker.after, policy),
                fit=fit_words(cluster.cluster_id, theirs, traits),
                url=f"{form}?person={other.slug}" if may_assign else "",
            )
        )
    words = "" if rows else _no_row_words(found)
    return Way(f"Hand {cluster.name} to someone with room", words, rows)


def _no_row_words(found: list[Taker]) -> str:
    """Why nobody is named: nobody has room, or the reader may not see other people's load."""
    if not found:
        return "No other owner has room for it within the rule."
    return "Somebody has room for it; leadership sees who."


def load_chart(load: Load, policy: LoadPolicy) -> SafeString:
    """The squares of a load."""
    return slots(
        load.active,
        load.stable,
        active_limit=policy.active_ceiling,
        stable_limit=policy.stable_ceiling,
    )
