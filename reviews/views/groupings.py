"""Bringing products into a cluster."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster
from reviews.actions.grouping import group
from reviews.actions.splits import fingerprint
from reviews.forms import GroupChoiceForm, GroupForm
from reviews.models import SplitAct
from reviews.queries.links import CLUSTER
from reviews.queries.split_pages import cluster_at
from reviews.queries.split_preview import Preview, preview_group


def grouping_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: choose what comes in, then see both sides. POST: group."""
    cluster = cluster_at(slug, request.moment)
    if request.method == "POST":
        return _group(request, cluster)
    choice = GroupChoiceForm(request.GET if "products" in request.GET else None, cluster=cluster)
    if not choice.is_bound or not choice.is_valid():
        return _answer(request, cluster, choice, status=status_of(choice))
    coming = list(choice.cleaned_data["products"])
    initial = {
        "products": [one.slug for one in coming],
        "seen": fingerprint(cluster),
        "on": today(),
        "rationale_kinds": cluster.rationale_kinds,
        "rationale": cluster.rationale,
    }
    preview = preview_group(cluster, coming, request.moment)
    return _answer(request, cluster, choice, GroupForm(initial=initial), preview)


def _group(request: AlmanacRequest, cluster: Cluster) -> HttpResponse:
    form = GroupForm(request.POST)
    done: list[SplitAct] = []

    def act(data: dict[str, Any]) -> None:
        products = list(data.pop("products"))
        done.append(group(request.user, products, cluster, **data))

    if carried_out(form, act):
        messages.success(request, f"They belong to {cluster.name} now.")
        return redirect(request, reverse("reviews:split-detail", args=[done[0].pk]))
    coming = list(form.cleaned_data.get("products") or ())
    preview = preview_group(cluster, coming, request.moment)
    choice = GroupChoiceForm(initial={"products": [one.slug for one in coming]}, cluster=cluster)
    return _answer(request, cluster, choice, form, preview, status=422)


def _answer(
    request: AlmanacRequest,
    cluster: Cluster,
    choice: GroupChoiceForm,
    form: GroupForm | None = None,
    preview: Preview | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "cluster": cluster, "choice": choice, "form": form, "preview": preview,
        "url": reverse("reviews:grouping-form", args=[cluster.slug]),
        "cluster_url": CLUSTER.format(cluster.slug), "timeless": True,
    }  # fmt: skip
    return render(request, "reviews/grouping_form.html", context, status=status)
