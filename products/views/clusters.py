"""Leadership opens clusters and says what holds them together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.clusters import create_cluster, edit_cluster
from products.forms import ClusterForm
from products.models import Cluster
from products.views.lookup import cluster_address

FIELDS = ("name", "summary", "rationale_kinds", "rationale")


def cluster_create(request: AlmanacRequest) -> HttpResponse:
    """An empty cluster, with the reason products will share it."""
    form = ClusterForm(request.POST or None, initial={"opened_on": today()})
    made: list[Cluster] = []
    if carried_out(form, lambda data: made.append(create_cluster(request.user, **data))):
        messages.success(request, f"{made[0].name} is open.")
        return redirect(request, cluster_address(made[0].slug))
    return render(request, "products/cluster_create.html", {"form": form}, status=status_of(form))


def cluster_edit(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Reword a cluster."""
    cluster = get_object_or_404(Cluster, slug=slug)
    initial = {name: getattr(cluster, name) for name in (*FIELDS, "version")}
    form = ClusterForm(request.POST or None, initial=initial, cluster=cluster)
    back = cluster_address(slug)
    context: dict[str, Any] = {"form": form, "cluster": cluster, "back": back}
    try:
        if carried_out(form, lambda data: edit_cluster(request.user, cluster, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, back)
    except Conflict as conflict:
        cluster.refresh_from_db()
        now = {name: getattr(cluster, name) for name in FIELDS}
        context["conflict"] = clash_of(form, now, cluster.version, conflict.message, request.path)
        return render(request, "products/cluster_edit.html", context, status=409)
    return render(request, "products/cluster_edit.html", context, status=status_of(form))
