"""What was done to a list lately, each act with its way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from backlogs.models import Act
from backlogs.queries.addresses import home_path
from backlogs.queries.homes import home_of
from people.models import Person
from portfolio.kernel.errors import NotFound
from products.permissions import edits_backlog

PAGE = 50


@dataclass(frozen=True)
class ActRow:
    """One act. `url` is where it is undone, empty for one that cannot be."""

    at: datetime
    who: str
    words: str
    undone: str
    url: str


@dataclass(frozen=True)
class ActListPage:
    """The acts of a list, newest first; `older` leads further back."""

    name: str
    rows: tuple[ActRow, ...]
    older: str
    list_url: str


def find_act(key: int) -> Act:
    """The act with its cluster; raises `NotFound`."""
    found = Act.objects.select_related("cluster").filter(pk=key).first()
    if found is None:
        raise NotFound("There is nothing to undo here.", code="not_found")
    return found


def act_list_page(person: Person, slug: str, before: int | None) -> ActListPage:
    """The acts of the cluster at `slug` older than the act `before`, or the newest."""
    home = home_of(slug)
    acts = Act.objects.filter(cluster=home.cluster).select_related("by", "undone_by")
    if before is not None:
        acts = acts.filter(pk__lt=before)
    found = list(acts.order_by("-pk")[: PAGE + 1])
    may = edits_backlog(person, home.cluster.pk)
    path = reverse("backlogs:act-list", args=[slug])
    return ActListPage(
        name=home.cluster.name,
        rows=tuple(_row(act, may) for act in found[:PAGE]),
        older=f"{path}?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        list_url=home_path(slug),
    )


def _row(act: Act, may: bool) -> ActRow:
    undone = f"Undone by {act.undone_by.name}" if act.undone_by else ""
    url = reverse("backlogs:act-reversal", args=[act.pk]) if may and not undone else ""
    return ActRow(act.at, act.by.name, act.words, undone, url)
