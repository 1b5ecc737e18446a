"""Who stands in for the owner during absence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.permissions import is_leadership, require
from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.deputies import end_deputy, name_deputy
from products.models import Cluster, Deputy
from products.permissions import owns
from products.promise_forms import DeputyForm
from products.queries.deputies import deputies_page
from products.views.lookup import cluster_address

names_deputies = owns | is_leadership
WHO = "the accountable owner of this cluster and leadership"


def deputies(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Who stands in, and the form for somebody more."""
    cluster = _cluster(request, slug)
    form = DeputyForm(request.POST or None, initial={"since": today()})
    if carried_out(form, lambda data: name_deputy(request.user, cluster, **data)):
        messages.success(request, f"{form.cleaned_data['person']} stands in and knows of it.")
        return redirect(request, request.path)
    context = {"form": form, "page": deputies_page(cluster), "back": cluster_address(slug)}
    return render(request, "products/deputies.html", context, status=status_of(form))


def deputy_removal(request: AlmanacRequest, slug: str, pk: int) -> HttpResponse:
    """The owner is back."""
    cluster = _cluster(request, slug)
    deputy = get_object_or_404(Deputy.objects.select_related("cluster", "person"), pk=pk)
    if deputy.cluster_id == cluster.pk:
        end_deputy(request.user, deputy)
        messages.success(request, f"{deputy.person.name} no longer stands in.")
    return redirect(request, reverse("products:deputies", args=[slug]))


def _cluster(request: AlmanacRequest, slug: str) -> Cluster:
    cluster = get_object_or_404(Cluster, slug=slug)
    require(names_deputies, request.user, cluster.pk, who=WHO)
    return cluster
