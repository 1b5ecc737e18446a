"""An item: read, written, reworded."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from backlogs.actions import add_item_with_outcome, edit_item
from backlogs.forms.items import LONGEST_DESCRIPTION, ItemForm
from backlogs.forms.outcomes import OutcomeForm
from backlogs.models import Item
from backlogs.queries.homes import Home, home_of, people_of
from backlogs.queries.items import find_item, item_detail_page
from backlogs.queries.names import present_name
from backlogs.queries.targets import personas_for, targets_for
from backlogs.values import Reference
from backlogs.views.origin import back_to
from backlogs.views.told import say
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.markdown import rendered
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_safe
def item_detail(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """The item's page, or the panel beside the list."""
    try:
        page = item_detail_page(request.user, reference, request.moment)
    except NotFound:
        now = present_name(reference)
        if now is None:
            raise
        return redirect("backlogs:item-detail", reference=now)
    return htmx.render(request, "backlogs/item_detail.html", {"page": page}, fragment="panel")


@require_http_methods(["GET", "HEAD", "POST"])
def item_create(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The whole form for a new item of a cluster."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    people = people_of(home.cluster.pk)
    first = {"product": request.GET.get("product", ""), "type": "improvement"}
    data, preview = request.POST or None, _preview(request)
    typed = None if preview else data
    if preview:
        first = request.POST.dict()
    form = ItemForm(typed, initial=first, people=people, products=home.products)
    hopes = _outcome_form(home, data)
    if request.method == "POST" and form.is_valid() and hopes.is_valid():
        try:
            item = _added(request, home, form, hopes)
        except Refused as refused:
            blamed: Form = hopes if refused.field in hopes.fields else form
            field = refused.field if refused.field in blamed.fields else None
            blamed.add_error(field, refused.message)
        else:
            say(request, f"Added {item.product.key}-{item.number}.", item.act)
            return htmx.redirect(request, back_to(request, slug))
    context = {
        "form": form,
        "hopes": hopes,
        "preview": preview,
        "cluster": home.cluster,
        "cancel": back_to(request, slug),
    }
    status = 422 if request.method == "POST" and not preview else 200
    return render(request, "backlogs/item_create.html", context, status=status)


def _outcome_form(home: Home, data: Any) -> OutcomeForm:
    """What the new item shall change, if it is said at once: any figure of the cluster."""
    products = [product.pk for product in home.products]
    targets = targets_for(products, home.cluster.pk)
    personas = personas_for(products)
    return OutcomeForm(data, prefix="outcome", personas=personas, targets=targets)


def _added(request: AlmanacRequest, home: Home, form: ItemForm, hopes: OutcomeForm) -> Any:
    given = dict(form.cleaned_data)
    product = given.pop("product", None) or home.product("")
    said = hopes.hypothesis if hopes.is_filled else None
    return add_item_with_outcome(request.user, product, said, **given)


@require_http_methods(["GET", "HEAD", "POST"])
def item_fields(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """Reword an item; a save over somebody else's answers 409 with both versions."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    people = people_of(item.cluster_id, item.assignee)
    if request.method != "POST":
        return _form(request, item, ItemForm(initial=_values(item), people=people))
    preview = _preview(request)
    if preview:
        typed = ItemForm(initial=request.POST.dict(), people=people)
        return _form(request, item, typed, preview=preview)
    form = ItemForm(request.POST, people=people)
    if not form.is_valid():
        return _form(request, item, form, status=422)
    given = dict(form.cleaned_data)
    try:
        saved = edit_item(request.user, item, given.pop("version"), **given)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _form(request, item, form, status=422)
    except Conflict as conflict:
        return _both(request, item, conflict)
    say(request, f"Saved {reference}.", saved.act)
    return htmx.redirect(request, back_to(request, item.cluster.slug))


def _preview(request: AlmanacRequest) -> str:
    """How the description will look, when that was asked; too long is for the form to say."""
    text = request.POST.get("description", "")
    if "preview" not in request.POST or len(text) > LONGEST_DESCRIPTION:
        return ""
    return rendered(text) or "Nothing is written yet."


def _values(item: Item) -> dict[str, object]:
    names = ("title", "type", "dimension", "effort", "description", "version")
    assignee = item.assignee.slug if item.assignee else ""
    return {name: getattr(item, name) for name in names} | {"assignee": assignee}


def _both(request: AlmanacRequest, item: Item, conflict: Conflict) -> HttpResponse:
    """What was typed stays in the form, beside what is there; saving again is then on purpose."""
    data = {**request.POST.dict(), "version": str(conflict.details["version"])}
    kept = ItemForm(data, people=people_of(item.cluster_id, item.assignee))
    told = {"words": conflict.message, "url": request.path}
    for side in ("theirs", "yours"):
        fields: Any = conflict.details[side]
        told[side] = "\n".join(f"{name}: {value or '–'}" for name, value in fields.items())
    return _form(request, item, kept, status=409, conflict=told)


def _form(
    request: AlmanacRequest, item: Item, form: ItemForm, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "reference": f"{item.product.key}-{item.number}",
        "cancel": back_to(request, item.cluster.slug),
        **more,
    }
    return render(request, "backlogs/item_fields.html", context, status=status)
