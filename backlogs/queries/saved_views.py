"""Views a person may choose from: their own, and those shared with a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject, Lower

from backlogs.models import DefaultView, SavedView
from people.models import Person
from portfolio.kernel.errors import NotFound
from products.models import Cluster
from products.permissions import edits_backlog


@dataclass(frozen=True)
class ViewLink:
    """A saved view as a link; `is_current` when the list shows just that."""

    pk: int
    name: str
    url: str
    is_shared: bool
    is_default: bool
    is_current: bool


def views_for(person: Person) -> Any:
    """The person's own views and all shared ones by name, each with whether it is the default."""
    chosen = DefaultView.objects.filter(view=OuterRef("pk"), person=person)
    views = SavedView.objects.filter(Q(person=person) | Q(person=None))
    return views.annotate(is_default=Exists(chosen)).order_by(Lower("name"), "pk")


def with_views(clusters: Any, person: Person) -> Any:
    """`clusters`, each with `views`, what the person may choose from in its list."""
    views = views_for(person).filter(cluster=OuterRef("pk"))
    return clusters.annotate(views=ArraySubquery(views.values(found=_JSON)))


_JSON = JSONObject(
    pk=F("pk"), name=F("name"), query=F("query"), person=F("person"), is_default=F("is_default")
)


def view_links(rows: Iterable[Mapping[str, Any]], path: str, current: str) -> tuple[ViewLink, ...]:
    """The rows of `with_views` as links to the list at `path`, which now shows `current`."""
    return tuple(
        ViewLink(
            pk=row["pk"],
            name=row["name"],
            # A view without any filter still says so, lest the default takes its place.
            url=f"{path}?{row['query'] or 'state=open'}",
            is_shared=row["person"] is None,
            is_default=row["is_default"],
            is_current=row["query"] == current,
        )
        for row in rows
    )


@dataclass(frozen=True)
class ViewRow:
    """One saved view to be tended."""

    pk: int
    name: str
    url: str
    words: str
    is_shared: bool
    is_default: bool
    can_change: bool


@dataclass(frozen=True)
class ViewsPage:
    """Ready values for `backlogs/saved_view_list.html`."""

    name: str
    slug: str
    list_url: str
    can_share: bool
    rows: tuple[ViewRow, ...]


def saved_view_list_page(person: Person, cluster: Cluster, path: str) -> ViewsPage:
    """What the person may choose from in the cluster's list at `path`."""
    can_share = bool(edits_backlog(person, cluster.pk))
    rows = views_for(person).filter(cluster=cluster)
    return ViewsPage(
        name=cluster.name,
        slug=cluster.slug,
        list_url=path,
        can_share=can_share,
        rows=tuple(
            ViewRow(
                pk=view.pk,
                name=view.name,
                url=f"{path}?{view.query or 'state=open'}",
                words="Everybody" if view.person_id is None else "You",
                is_shared=view.person_id is None,
                is_default=view.is_default,
                can_change=view.person_id is not None or can_share,
            )
            for view in rows
        ),
    )


def saved_view_edit_page(person: Person, pk: int) -> SavedView:
    """The view, if the person may choose it; raises `NotFound`."""
    view: SavedView | None = (
        views_for(person).select_related("cluster").filter(pk=pk, cluster__isnull=False).first()
    )
    if view is None:
        raise NotFound("There is no such saved view.", code="not_found")
    return view
