"""Where an item stands on its cluster's roadmap, for the item's own page."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from backlogs.models import RoadmapEntry
from backlogs.values import Column


def on_roadmap() -> dict[str, Any]:
    """What annotates items: the column they or their theme stand in, and the theme's title."""
    live = RoadmapEntry.objects.exclude(column="")
    own = live.filter(item=OuterRef("pk"))
    themes = live.filter(gatherings__item=OuterRef("pk"), gatherings__until=None)
    return {
        "roadmap_column": Coalesce(
            Subquery(own.values("column")[:1]), Subquery(themes.values("column")[:1])
        ),
        "roadmap_theme": Subquery(themes.values("title")[:1]),
    }


def roadmap_words(item: Any) -> str:
    """`Next`, or `Next, in “Fair rosters”`; empty for an item that stands on no roadmap."""
    if not item.roadmap_column:
        return ""
    label = Column(item.roadmap_column).label
    return f"{label}, in “{item.roadmap_theme}”" if item.roadmap_theme else label
