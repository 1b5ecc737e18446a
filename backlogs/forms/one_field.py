"""One field of an item, to be changed where it is read."""

from __future__ import annotations

from typing import Any

from django import forms

from backlogs.forms.items import ItemForm, StateForm
from backlogs.models import Item
from backlogs.queries.homes import people_of
from backlogs.values import ItemState, allowed_states
from products.models import Product

FIELDS = ("title", "type", "dimension", "effort", "assignee", "product", "state")


def one_field(name: str, item: Item, data: Any = None) -> forms.Form:
    """The form for the field `name` of an item, holding what it is now and its version."""
    if name == "state":
        state = ItemState(item.state)
        first = {"state": "", "seen": state}
        offered = (state, *allowed_states(state)) if data is None else tuple(ItemState)
        return StateForm(data, initial=first, allowed=offered)
    form = ItemForm(data, initial=_first(item), people=people_of(item.cluster_id, item.assignee))
    if name == "product":
        products = Product.objects.filter(cluster_id=item.cluster_id).order_by("name")
        form.fields[name] = forms.ModelChoiceField(products, to_field_name="slug", empty_label=None)
    for other in set(form.fields) - {name, "version"}:
        del form.fields[other]
    return form


def _first(item: Item) -> dict[str, Any]:
    names = ("title", "type", "dimension", "effort", "version")
    assignee = item.assignee.slug if item.assignee else ""
    kept = {name: getattr(item, name) for name in names}
    return kept | {"assignee": assignee, "product": item.product.slug}
