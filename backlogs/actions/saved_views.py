"""Views of a list are saved, renamed, removed and chosen to start with."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from backlogs.models import DefaultView, SavedView
from people.models import Person
from portfolio.kernel.errors import Refused
from products.models import Cluster

MOST = 50


@transaction.atomic
def save_view(
    by: Person, cluster: Cluster, name: str, query: str, *, is_shared: bool = False
) -> SavedView:
    """Keep `query` under a name for `by`, or for everybody who reads the cluster's list."""
    cluster = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    person = None if is_shared else by
    views = SavedView.objects.filter(cluster=cluster, person=person)
    if views.count() >= MOST:
        raise Refused(
            f"There are {MOST} saved views already. Remove one first.", code="too_many_views"
        )
    _check_name(name, views)
    return SavedView.objects.create(cluster=cluster, person=person, name=name, query=query)


@transaction.atomic
def rename_view(view: SavedView, name: str) -> None:
    """Give the view another name."""
    locked = SavedView.objects.select_for_update().get(pk=view.pk)
    views = SavedView.objects.filter(cluster=locked.cluster_id, person=locked.person_id)
    _check_name(name, views.exclude(pk=locked.pk))
    locked.name = name
    locked.save(update_fields=["name"])


def remove_view(view: SavedView) -> None:
    """The list itself stays; who started with this view starts with what is open."""
    SavedView.objects.filter(pk=view.pk).delete()


@transaction.atomic
def prefer_view(by: Person, view: SavedView, *, is_default: bool) -> None:
    """Start the list with this view from now on, or no longer."""
    if is_default:
        DefaultView.objects.update_or_create(
            person=by, cluster=view.cluster, defaults={"view": view}
        )
    else:
        DefaultView.objects.filter(view=view, person=by).delete()


def _check_name(name: str, others: QuerySet[SavedView]) -> None:
    if others.filter(name__iexact=name).exists():
        raise Refused("Another saved view has this name.", code="view_name_taken", field="name")
