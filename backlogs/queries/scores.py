"""Where score and order of a list disagree most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from backlogs.calculations.scoring import Disagreement, brief_score, disagreements
from backlogs.models import Item
from backlogs.queries.addresses import SAMPLE
from backlogs.queries.clusters import cluster_at, home_at
from backlogs.queries.lists import limits_on
from backlogs.queries.scoring import with_score
from backlogs.values import ItemState, Scheme
from portfolio.kernel.moments import Moment
from products.models import Product

MOST: Final = 5


@dataclass(frozen=True)
class ScoreRow:
    """One item that stands elsewhere than its score says."""

    reference: str
    title: str
    url: str
    place: int
    by_score: int
    score: str
    words: str


@dataclass(frozen=True)
class ScoresPage:
    """Ready values for `backlogs/_scores.html`."""

    name: str
    slug: str
    is_cluster: bool
    backlog: str
    scheme: Scheme
    scored: int
    open: int
    rows: tuple[ScoreRow, ...]


def cluster_scores_page(slug: str, moment: Moment) -> ScoresPage:
    """Where score and order of the cluster's list disagree most; raises `NotFound`."""
    cluster = cluster_at(slug, moment)
    return _page("cluster", cluster.name, slug, Item.objects.filter(cluster=cluster), moment)


def product_scores_page(slug: str, moment: Moment) -> ScoresPage:
    """The same among the items of one product; raises `NotFound`."""
    home_at(slug, moment)
    product = Product.objects.get(slug=slug)
    return _page("product", product.name, slug, Item.objects.filter(product=product), moment)


def _page(kind: str, name: str, slug: str, items: Any, moment: Moment) -> ScoresPage:
    """Everything with a score in one query; the order is the one of now, as scores are."""
    scheme = limits_on(moment.today).scheme
    rows = list(
        with_score(items.exclude(state__in=[s for s in ItemState if s.is_closed]), scheme)
        .in_order()
        .values_list("product__key", "number", "title", "score")
    )
    scored = [((f"{key}-{number}", title), score) for key, number, title, score in rows if score]
    return ScoresPage(
        name=name,
        slug=slug,
        is_cluster=kind == "cluster",
        backlog=reverse(f"backlogs:{kind}-backlog", args=[slug]),
        scheme=scheme,
        scored=len(scored),
        open=len(rows),
        rows=tuple(_row(one) for one in disagreements(scored, MOST)),
    )


def _row(one: Disagreement[tuple[str, str]]) -> ScoreRow:
    reference, title = one.key
    before, after = reverse("backlogs:item-detail", args=[SAMPLE]).split(str(SAMPLE))
    way = "further up" if one.by_score < one.place else "further down"
    return ScoreRow(
        reference=reference,
        title=title,
        url=f"{before}{reference}{after}",
        place=one.place,
        by_score=one.by_score,
        score=brief_score(one.score),
        words=f"{one.difference} {'place' if one.difference == 1 else 'places'} {way} by score",
    )
