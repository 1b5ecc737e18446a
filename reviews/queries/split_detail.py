"""What a split or a grouping did, and until when it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from portfolio.kernel.marks import day
from portfolio.kernel.words import joined
from products.models import Product
from reviews.actions.split_undo import hindrance, until
from reviews.models import SplitAct
from reviews.queries.links import CLUSTER
from reviews.values.split import ShapeKind


@dataclass(frozen=True)
class SplitDetailPage:
    """Ready words; `undo_url` is empty when it can't be undone, `hindrance` says why."""

    title: str
    words: str
    reason: str
    clusters: list[tuple[str, str]]
    undo_url: str
    until: str
    hindrance: str


def split_detail_page(act: SplitAct) -> SplitDetailPage:
    """The act as it stands now."""
    products = [one["id"] for one in act.kept["products"]]
    names = list(Product.objects.filter(pk__in=products).values_list("name", flat=True))
    verb = "left" if act.kind == ShapeKind.SPLIT else "came to"
    who = f" {act.by.name}" if act.by else " Somebody"
    why = _why_not(act)
    both = {act.cluster.name: act.cluster, act.target.name: act.target}
    return SplitDetailPage(
        title=f"{joined(names)} {verb} {act.cluster.name}",
        words=f"{who.strip()} did this; it holds from {day(act.on)} on.",
        reason=act.reason,
        clusters=[
            (name, CLUSTER.format(one.slug)) for name, one in both.items() if one.closed_on is None
        ],
        undo_url="" if why else reverse("reviews:split-reversal", args=[act.pk]),
        until=f"{timezone.localtime(until(act)):%-d %b %Y, %H:%M}",
        hindrance=why,
    )


def _why_not(act: SplitAct) -> str:
    if act.undone_at is not None:
        return f"Taken back on {timezone.localtime(act.undone_at):%-d %b %Y, %H:%M}."
    if timezone.now() >= until(act):
        return "More than a day has passed: make the opposite change instead."
    return hindrance(act)
