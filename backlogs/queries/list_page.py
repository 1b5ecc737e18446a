"""What a list's page is made of: ready values."""

from __future__ import annotations

from dataclasses import dataclass

from backlogs.queries.capacity import CapacityLine
from backlogs.queries.options import Chip, Mark, Option, Select
from backlogs.queries.rows import Row
from backlogs.queries.saved_views import ViewLink
from backlogs.queries.tallies import Tally
from backlogs.values import Filters


@dataclass(frozen=True)
class ListPage:
    """Ready values for the list.

    `rows_url` is the list with its filters, for whoever goes on from a row of it; `query` what
    stands behind its question mark. `is_near` says that only words spelled nearly alike were found.
    """

    name: str
    slug: str
    path: str
    owner: str
    owner_slug: str
    cluster_name: str
    cluster_path: str
    is_cluster: bool
    products: tuple[Tally, ...]
    rows: tuple[Row, ...]
    line: CapacityLine | None
    shown: int
    points: int
    stale: int
    is_near: bool
    first: int
    earlier: str
    more: str
    end: str
    order_version: int
    freshness: str
    is_stale: bool
    can_edit: bool
    can_close: bool
    filters: Filters
    selects: tuple[Select, ...]
    rarer: tuple[Select, ...]
    sorts: Select
    orders: tuple[Option, ...]
    marks: tuple[Mark, ...]
    kept: tuple[Option, ...]
    kinds: tuple[Select, ...]
    states: tuple[Option, ...]
    chips: tuple[Chip, ...]
    views: tuple[ViewLink, ...]
    query: str
    create_url: str
    quick_url: str
    several_url: str
    scores_url: str
    flow_url: str
    bulk_url: str
    acts_url: str
    views_url: str
    pick_url: str
    rows_url: str
    exports: tuple[tuple[str, str], ...]
    order_url: str
    item_path: str
    item_suffix: str
    at: str

    @property
    def line_at(self) -> int:
        """Before which row the line of the capacity stands; −1 for none of this page."""
        return -1 if self.line is None else self.line.at

    @property
    def can_move(self) -> bool:
        """Items move in our order only, where each that is shown has a place."""
        return self.can_close and self.filters.is_ordered

    @property
    def unfiltered(self) -> str:
        """The address of this list without its filters."""
        return f"{self.path}{self.at or '?'}{'&' if self.at else ''}state=open"

    @property
    def default_view(self) -> str:
        """The address of the view this person starts the list with, if they chose one."""
        return next((view.url for view in self.views if view.is_default), "")

    @property
    def shows_products(self) -> bool:
        """Whether a row says its product: in a list that holds several."""
        return self.is_cluster and len(self.products) > 1

    @property
    def living(self) -> tuple[Tally, ...]:
        """The products that still take items."""
        return tuple(product for product in self.products if not product.is_retired)
