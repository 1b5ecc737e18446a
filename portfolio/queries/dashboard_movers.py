"""The products that moved between two quarters: their health, their stage, their cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, F, FilteredRelation, Q, Window
from django.db.models.functions import Abs

from portfolio.kernel.marks import delta_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.queries.addresses import pattern
from portfolio.queries.dashboard_figures import Scope
from portfolio.queries.score_figures import score_figures
from portfolio.queries.standing import Rows, standing
from portfolio.values import LIVING, ScoreKind
from products.permissions import belonging
from products.values import Stage

MOST_MOVERS: Final = 15
EARLIER: Final = {
    "health_then": "scored_then__health",
    "stage_then": "staged_then__stage",
    "cluster_then": "placed_then__cluster__name",
}


@dataclass(frozen=True)
class Mover:
    """One product in both quarters; `words` say what else changed."""

    name: str
    url: str
    before: Passport
    now: Passport
    change: str
    words: str


@dataclass(frozen=True)
class Movers:
    """Those that moved farthest, of `total`."""

    rows: list[Mover]
    total: int

    @property
    def are_all(self) -> bool:
        """Whether none is left out."""
        return len(self.rows) == self.total


def movers_between(before: Scope, now: Scope) -> Movers:
    """The farthest first; one statement."""
    counted = moved_rows(before.moment, now).annotate(total=Window(Count("pk")))
    found = list(counted[:MOST_MOVERS])
    return Movers(_written(found, before, now), found[0]["total"] if found else 0)


def moved_rows(before: Moment, now: Scope) -> Any:
    """A row per product that lived in one of both quarters and is not as it was."""
    lived = Q(stage__in=LIVING) | Q(stage_then__in=LIVING)
    differs = (
        ~Q(health=F("health_then"))
        | Q(health__isnull=True, health_then__isnull=False)
        | Q(health__isnull=False, health_then__isnull=True)
        | ~Q(stage=F("stage_then"))
        | Q(stage_then__isnull=True)
        | ~Q(cluster__name=F("cluster_then"))
    )
    mine = Q() if now.is_all else Q(cluster_id__in=belonging(now.person).all)
    return (
        _joined(before, now.moment)
        .filter(lived, differs, mine)
        .annotate(far=Abs(F("health") - F("health_then")))
        .order_by(F("far").desc(nulls_last=True), "product__name", "pk")
        .values("product__name", "product__slug", "cluster__name", "stage", "health", *EARLIER)
    )


def _joined(before: Moment, now: Moment) -> Rows:
    rows = standing(now).alias(
        scored_then=FilteredRelation(
            "product__scores", condition=Q(product__scores__quarter_start=before.quarter.start)
        ),
        staged_then=FilteredRelation(
            "product__stages", condition=Q(product__stages__period__contains=before.on)
        ),
        placed_then=FilteredRelation(
            "product__placements", condition=Q(product__placements__period__contains=before.on)
        ),
    )
    return rows.annotate(**{name: F(path) for name, path in EARLIER.items()})


def _written(found: list[dict[str, Any]], before: Scope, now: Scope) -> list[Mover]:
    url = pattern("portfolio:product-detail", now.moment)
    then = score_figures(before.moment, before.policy)
    later = score_figures(now.moment, now.policy)
    return [
        Mover(
            name=row["product__name"],
            url=url(row["product__slug"]),
            before=then(ScoreKind.HEALTH, {**row, "health": row["health_then"]}),
            now=later(ScoreKind.HEALTH, row),
            change=delta_mark(row["health"], row["health_then"], places=0),
            words=moved_words(row),
        )
        for row in found
    ]


def moved_words(row: Mapping[str, Any]) -> str:
    """What changed beside the health, in words; nothing where nothing did."""
    said = []
    if not row["stage_then"]:
        said.append("New")
    elif row["stage"] != row["stage_then"]:
        said.append(f"{_stage(row['stage_then'])} → {_stage(row['stage'])}")
    if row["cluster_then"] and row["cluster_then"] != row["cluster__name"]:
        said.append(f"{row['cluster_then']} → {row['cluster__name']}")
    return "; ".join(said)


def _stage(stage: str | None) -> str:
    return Stage(stage).label if stage else "No stage"
