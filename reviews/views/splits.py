"""Split signals, dismissing one, splitting a cluster, and taking that back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster
from reviews.actions.split_signals import dismiss_signal
from reviews.actions.split_undo import undo_split
from reviews.actions.splits import NewCluster, fingerprint, split
from reviews.forms import DismissalForm, SplitChoiceForm, SplitForm
from reviews.models import SplitAct
from reviews.permissions import require_packet
from reviews.queries.links import CLUSTER
from reviews.queries.split_detail import split_detail_page
from reviews.queries.split_pages import cluster_at, split_signals_page
from reviews.queries.split_preview import Preview, preview_split
from reviews.values.split import Signal


@require_safe
def split_signals(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Every product of the cluster with its shares, quarter by quarter."""
    require_packet(request.user, cluster_at(slug, request.moment).pk)
    page = split_signals_page(slug, request.moment, request.user)
    return render(request, "reviews/split_signals.html", {"page": page})


def split_dismissal(request: AlmanacRequest, slug: str, product: str, signal: str) -> HttpResponse:
    """Say why nothing follows from a signal."""
    cluster = cluster_at(slug, request.moment)
    member = get_object_or_404(cluster.products, slug=product)
    word = next((one for one in Signal if one.value == signal), None)
    back = reverse("reviews:split-signals", args=[slug])
    form = DismissalForm(request.POST or None)
    if word is None:
        return redirect(request, back)

    def act(data: dict[str, Any]) -> object:
        return dismiss_signal(request.user, cluster, member, word, data["reason"])

    if carried_out(form, act):
        messages.success(request, f"{word.label} of {member.name} is quiet for two quarters.")
        return redirect(request, back)
    context = {
        "form": form, "cluster": cluster, "product": member, "signal": word, "back": back,
        "cluster_url": CLUSTER.format(slug), "timeless": True,
    }  # fmt: skip
    return render(request, "reviews/split_dismissal.html", context, status=status_of(form))


def split_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: choose what leaves, then see both sides. POST: split."""
    cluster = cluster_at(slug, request.moment)
    if request.method == "POST":
        return _split(request, cluster)
    choice = SplitChoiceForm(request.GET if "products" in request.GET else None, cluster=cluster)
    if not choice.is_bound or not choice.is_valid():
        return _answer(request, cluster, choice, status=status_of(choice))
    going, taker = list(choice.cleaned_data["products"]), choice.cleaned_data["person"]
    name = choice.cleaned_data["name"] or going[0].name
    preview = preview_split(cluster, going, name, taker, request.moment)
    initial = {
        "products": [one.slug for one in going],
        "name": name,
        "person": taker.slug if taker else "",
        "seen": fingerprint(cluster),
        "on": today(),
    }
    form = SplitForm(initial=initial, several=len(going) > 1)
    return _answer(request, cluster, choice, form, preview, name=name)


def _split(request: AlmanacRequest, cluster: Cluster) -> HttpResponse:
    form = SplitForm(request.POST, several=len(request.POST.getlist("products")) > 1)
    done: list[SplitAct] = []

    def act(data: dict[str, Any]) -> None:
        kinds, rationale = data.pop("rationale_kinds", ()), data.pop("rationale", "")
        new = NewCluster(data.pop("name"), kinds, rationale)
        done.append(split(request.user, cluster, list(data.pop("products")), new, **data))

    if carried_out(form, act):
        messages.success(request, f"{done[0].target.name} is a cluster of its own.")
        return redirect(request, reverse("reviews:split-detail", args=[done[0].pk]))
    data = form.cleaned_data if hasattr(form, "cleaned_data") else {}
    going, name = list(data.get("products") or ()), data.get("name") or "the new cluster"
    preview = preview_split(cluster, going, name, data.get("person"), request.moment)
    choice = SplitChoiceForm(
        initial={"products": [one.slug for one in going], "name": name}, cluster=cluster
    )
    return _answer(request, cluster, choice, form, preview, name=name, status=422)


def _answer(
    request: AlmanacRequest,
    cluster: Cluster,
    choice: SplitChoiceForm,
    form: SplitForm | None = None,
    preview: Preview | None = None,
    *,
    name: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "cluster": cluster, "choice": choice, "form": form, "preview": preview, "name": name,
        "url": reverse("reviews:split-form", args=[cluster.slug]),
        "cluster_url": CLUSTER.format(cluster.slug), "timeless": True,
    }  # fmt: skip
    return render(request, "reviews/split_form.html", context, status=status)


@require_safe
def split_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """What was moved, and until when it can be taken back."""
    page = split_detail_page(get_object_or_404(SplitAct, pk=pk))
    context = {"page": page, "timeless": True}
    return render(request, "reviews/split_detail.html", context)


@require_POST
def split_reversal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take it back."""
    act = undo_split(request.user, get_object_or_404(SplitAct, pk=pk))
    messages.success(request, "Taken back. Everything stands where it stood.")
    return redirect(request, CLUSTER.format(act.cluster.slug))
