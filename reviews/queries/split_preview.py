"""What a split or a grouping would do: loads, lists, metrics, the next review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from backlogs.models import Item, ItemQuerySet
from metrics.models import Metric
from people.models import Person
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.models import Cluster, Product
from products.queries.owners import current_owner
from reviews.calculations.assignment import compare
from reviews.queries.links import owner_url
from reviews.queries.load import Carried, carried_on, holdings_of_clusters, load_policy_on
from reviews.queries.owner_ways import load_chart
from reviews.values import Holding, LoadChange, LoadPolicy

SHOWN = 12
NEW = 0
"""The key of the cluster that is not there yet."""


@dataclass(frozen=True)
class ListSide:
    """One list as it would be: how many open items, and the first of them in their order."""

    name: str
    count: str
    items: list[str]
    more: str


@dataclass(frozen=True)
class LoadLine:
    """One person's load before and after."""

    person: SafeString
    before: SafeString
    before_level: SafeString
    after: SafeString
    after_level: SafeString
    sentence: str
    goes_beyond: bool


@dataclass(frozen=True)
class Preview:
    """Both sides of a change of shape."""

    loads: list[LoadLine]
    lists: list[ListSide]
    metrics: list[str]
    review: str


def preview_split(
    cluster: Cluster, going: Sequence[Product], name: str, taker: Person | None, moment: Moment
) -> Preview:
    """The cluster without the products, and they in one called `name`.

    With a `taker` their load is shown too, as it would be once they accept the hand-over.
    """
    owner = current_owner(cluster, moment.on)
    keys = {one.pk for one in going}
    whole = _holding(cluster, moment)
    parts = {
        cluster.pk: Holding(
            cluster.pk, cluster.name, tuple(p for p in whole.products if p.product_id not in keys)
        ),
        NEW: Holding(NEW, name, tuple(p for p in whole.products if p.product_id in keys)),
    }
    to_owner = parts if taker in (None, owner) else {cluster.pk: parts[cluster.pk]}
    changes: dict[Person | None, dict[int, Holding]] = {owner: to_owner}
    if taker is not None and taker != owner:
        changes[taker] = {NEW: parts[NEW]}
    return Preview(
        loads=_loads(changes, moment),
        lists=[
            list_side(cluster.name, open_items(cluster).exclude(product_id__in=keys)),
            list_side(name, open_items(cluster).filter(product_id__in=keys)),
        ],
        metrics=metrics_of(keys),
        review=f"{name} has a packet and a review of its own from {moment.quarter.label} on; the "
        f"packets of the quarters before stay with {cluster.name}.",
    )


def preview_group(into: Cluster, coming: Sequence[Product], moment: Moment) -> Preview:
    """The cluster with the products of others in it."""
    keys = {one.pk for one in coming}
    homes = {one.cluster_id for one in coming}
    found = holdings_of_clusters([into.pk, *homes], moment.on)
    here = found.get(into.pk) or Holding(into.pk, into.name, ())
    gained = tuple(p for pk in homes for p in found[pk].products if p.product_id in keys)
    after = {into.pk: Holding(into.pk, into.name, (*here.products, *gained))}
    changes: dict[Person | None, dict[int, Holding]] = {current_owner(into, moment.on): after}
    for home in Cluster.objects.filter(pk__in=homes).order_by("name"):
        rest = tuple(p for p in found[home.pk].products if p.product_id not in keys)
        owner = current_owner(home, moment.on)
        changes.setdefault(owner, {})[home.pk] = Holding(home.pk, home.name, rest)
    items = Item.objects.unfinished().filter(product_id__in=keys).in_order()
    return Preview(
        loads=_loads(changes, moment),
        lists=[list_side(into.name, open_items(into)), list_side("Comes to its end", items)],
        metrics=metrics_of(keys),
        review=f"From {moment.quarter.label} on they are reviewed with {into.name}; the packets of "
        "the quarters before stay with the clusters they were in.",
    )


def _holding(cluster: Cluster, moment: Moment) -> Holding:
    found = holdings_of_clusters([cluster.pk], moment.on).get(cluster.pk)
    return found or Holding(cluster.pk, cluster.name, ())


def _loads(changes: dict[Person | None, dict[int, Holding]], moment: Moment) -> list[LoadLine]:
    people = [one for one in changes if one is not None]
    carried = carried_on(moment.on, [one.pk for one in people]) if people else {}
    policy = load_policy_on(moment.on)
    return [
        load_line(person, _compared(carried[person.pk], changes[person], policy), moment)
        for person in people
    ]


def _compared(carried: Carried, after: dict[int, Holding], policy: LoadPolicy) -> LoadChange:
    """What they hold, with the clusters in `after` as they would be."""
    others = [one for one in carried.holdings if one.cluster_id not in after]
    return compare(carried.holdings, (*others, *after.values()), policy)


def load_line(person: Person, change: LoadChange, moment: Moment) -> LoadLine:
    """One person's load before and after, ready for the page."""
    policy = load_policy_on(moment.on)
    return LoadLine(
        person=person_mark(person.name, owner_url(person.slug, moment)),
        before=load_chart(change.before, policy),
        before_level=status_mark(change.before.level.value),
        after=load_chart(change.after, policy),
        after_level=status_mark(change.after.level.value),
        sentence=change.after.sentence,
        goes_beyond=change.after.level.is_beyond and change.is_heavier,
    )


def open_items(cluster: Cluster) -> ItemQuerySet:
    """What is open on the list, in its order."""
    return Item.objects.unfinished().filter(cluster=cluster).in_order()


def list_side(name: str, rows: ItemQuerySet) -> ListSide:
    """A list as it would be."""
    titles = list(rows.values_list("title", flat=True))
    more = len(titles) - SHOWN
    return ListSide(
        name=name,
        count=counted(len(titles), "open item"),
        items=titles[:SHOWN],
        more=f"and {counted(more, 'more item')}" if more > 0 else "",
    )


def metrics_of(products: Collection[int]) -> list[str]:
    """The metrics in use of the products, each with its product's name."""
    rows = Metric.objects.filter(product_id__in=products, retired_on=None)
    found = rows.order_by("product__name", "position", "pk").values_list("product__name", "name")
    return [f"{name} of {product}" for product, name in found]
