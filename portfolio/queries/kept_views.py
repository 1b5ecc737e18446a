"""Views of the portfolio's lists a person may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.models import KeptView
from portfolio.models.kept_view import Listed
from portfolio.queries.addresses import at
from portfolio.queries.cluster_filtering import CLUSTER_FILTERS, ClusterFilter
from portfolio.queries.filtering import FILTERS, ProductFilter
from portfolio.queries.paging import Sort

PAGES: Final = {
    Listed.DASHBOARD: ("portfolio:dashboard", ("as", "with")),
    Listed.PRODUCTS: ("portfolio:product-list", (*FILTERS, "sort")),
    Listed.CLUSTERS: ("portfolio:cluster-list", CLUSTER_FILTERS),
}
"""Where each page is, and what of its address a view keeps."""


@dataclass(frozen=True)
class KeptRow:
    """One view: where it leads, whose it is, and whether the reader may remove it."""

    pk: int
    name: str
    url: str
    words: str
    can_remove: bool


@dataclass(frozen=True)
class KeptViewsPage:
    """Ready values for `portfolio/kept_view_list.html`."""

    name: str
    url: str
    here: str
    can_share: bool
    rows: list[KeptRow]


def kept_view_list_page(listed: str, moment: Moment, person: Person) -> KeptViewsPage:
    """One's own views of a page and the shared ones. Raises `NotFound` for a page of none."""
    name = listed_page(listed)
    path, leads = reverse(PAGES[name][0]), is_leadership(person)
    views = KeptView.objects.filter(Q(person=person) | Q(person=None), listed=listed)
    return KeptViewsPage(
        name=name.label,
        url=path + at(moment),
        here=reverse("portfolio:kept-view-list", args=[listed]),
        can_share=leads,
        rows=[
            KeptRow(
                pk=view.pk,
                name=view.name,
                url=f"{path}?{view.query}{at(moment).replace('?', '&')}",
                words="Everybody" if view.person_id is None else "You",
                can_remove=view.person_id is not None or leads,
            )
            for view in views.order_by(Lower("name"), "pk")
        ],
    )


def kept_view_of(pk: int, person: Person) -> KeptView:
    """The view, if the person may choose it; raises `NotFound`."""
    found = KeptView.objects.filter(Q(person=person) | Q(person=None), pk=pk).first()
    if found is None:
        raise NotFound("There is no such saved view.", code="not_found")
    return found


def listed_page(text: str) -> Listed:
    """The page named in an address; raises `NotFound`."""
    if text not in Listed.texts():
        raise NotFound("No views are kept of such a page.", code="unknown_page")
    return Listed(text)


def query_to_keep(listed: Listed, given: Mapping[str, str]) -> str:
    """What of an address makes the view, in the page's order; the quarter and the place do not.

    Raises `NotFound` for a filter the page does not have.
    """
    if listed is Listed.PRODUCTS:
        ProductFilter.read(given)
        Sort.read(given.get("sort", "") or "name")
    elif listed is Listed.CLUSTERS:
        ClusterFilter.read(given)
    names = PAGES[listed][1]
    return urlencode({name: given[name].strip() for name in names if given.get(name, "").strip()})
