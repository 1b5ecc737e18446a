"""What a list may be filtered by, and what it is filtered by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from backlogs.values import (
    ALL,
    DOING,
    ME,
    OPEN,
    Dimension,
    Filters,
    ItemState,
    ItemType,
    OutcomeFilter,
    Sort,
)
from portfolio.kernel.moments import Moment

USUAL = (Sort.ORDER, Sort.SCORE)
STATES = {OPEN: "Open", DOING: "In progress or waiting", ALL: "All states"}


class Named(Protocol):
    """A product with its name and address."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def slug(self) -> str:
        """Its part of an address."""
        ...

    @property
    def personas(self) -> Sequence[tuple[str, str]]:
        """Who uses it: addresses and names."""
        ...


class Counted(Protocol):
    """What a list shows of a product, by what a mark would leave of it."""

    @property
    def stale(self) -> int:
        """Untouched for too long."""
        ...

    @property
    def lacking(self) -> int:
        """Without an outcome where one is asked for."""
        ...

    @property
    def unestimated(self) -> int:
        """Without an effort."""
        ...

    @property
    def mine(self) -> int:
        """Assigned to whoever looks."""
        ...


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Select:
    """A filter with its choices; the first one means any."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Mark:
    """A filter that holds or doesn't, and how many of the items shown it would leave."""

    name: str
    value: str
    label: str
    is_on: bool
    count: int
    warns: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that holds now, the address without it, and what that would show if it is known."""

    label: str
    url: str
    count: int | None = None


def selects(filters: Filters) -> tuple[Select, ...]:
    """The filters asked for most. Having no outcome is a mark of its own."""
    states = [(OPEN, "Open"), *ItemState.choices(), (DOING, STATES[DOING]), (ALL, STATES[ALL])]
    outcomes = [("", "Any outcome"), (OutcomeFilter.ANY.value, OutcomeFilter.ANY.label)]
    return (
        _select("state", "State", states, filters.state),
        _select("type", "Type", [("", "Any type"), *ItemType.choices()], filters.type or ""),
        _select("outcome", "Outcome", outcomes, filters.outcome or ""),
    )


def rarer_selects(
    filters: Filters, offered: Sequence[Named], products: Sequence[Named]
) -> tuple[Select, ...]:
    """The filters asked for less often.

    Products may be asked for where several are `offered`, personas where `products` have any.
    """
    dimensions = [("", "Any dimension"), *Dimension.choices()]
    found = [_select("dimension", "Dimension", dimensions, filters.dimension or "")]
    if len(offered) > 1:
        choices = [("", "Any product"), *((product.slug, product.name) for product in offered)]
        found.append(_select("product", "Product", choices, filters.product))
    personas = personas_of(products)
    if personas:
        choices = [("", "Any persona"), *personas.items()]
        found.append(_select("persona", "Persona", choices, filters.persona))
    return tuple(found)


def personas_of(products: Sequence[Named]) -> dict[str, str]:
    """Who uses the products, by name."""
    named = {pair for product in products for pair in product.personas}
    return dict(sorted(named, key=lambda pair: pair[1]))


def sort_select(filters: Filters) -> Select:
    """The sortings asked for less often; the first choice keeps the one there is, or our order."""
    usual = filters.sort if filters.sort in USUAL else Sort.ORDER
    rest = [pair for pair in Sort.choices() if pair[0] not in USUAL]
    return _select("sort", "Sort otherwise", [(usual.value, "Sort"), *rest], filters.sort)


def orders(filters: Filters) -> tuple[Option, ...]:
    """The two sortings one goes back and forth between."""
    words = {Sort.ORDER: "Our order", Sort.SCORE: "Score"}
    return tuple(Option(one.value, words[one], one is filters.sort) for one in USUAL)


def marks(filters: Filters, wanted: Sequence[Counted]) -> tuple[Mark, ...]:
    """The filters that hold or don't, counted over the products `wanted`."""
    lacks = filters.outcome is OutcomeFilter.NONE
    stale, lacking = sum(one.stale for one in wanted), sum(one.lacking for one in wanted)
    unestimated, mine = sum(one.unestimated for one in wanted), sum(one.mine for one in wanted)
    return (
        Mark("stale", "1", "Stale", filters.stale, stale, warns=stale > 0),
        Mark("outcome", OutcomeFilter.NONE.value, OutcomeFilter.NONE.label, lacks, lacking),
        Mark("unestimated", "1", "Unestimated", filters.unestimated, unestimated),
        Mark("assignee", ME, "Mine", filters.assignee == ME, mine),
    )


def kept(filters: Filters) -> tuple[Option, ...]:
    """Filters that no control of the form holds, to be sent along with it."""
    names = ["shipped", "started", "age"]
    if filters.assignee != ME:
        names.append("assignee")
    found = filters.filtering()
    return tuple(Option(found[name], name, is_chosen=True) for name in names if name in found)


def _select(name: str, label: str, choices: list[tuple[str, str]], chosen: str) -> Select:
    options = tuple(Option(value, text, value == chosen) for value, text in choices)
    return Select(name, label, options)


def kinds() -> tuple[Select, ...]:
    """What items picked together may become; the first choice leaves them as they are."""
    return (
        _select("type", "Type", [("", "Type as it is"), *ItemType.choices()], ""),
        _select("dimension", "Dimension", [("", "Dimension as it is"), *Dimension.choices()], ""),
    )


def states() -> tuple[Option, ...]:
    """The states items picked together may go to; dropping has a place of its own."""
    found = [state for state in ItemState if state is not ItemState.DROPPED]
    return tuple(Option(state.value, state.label, is_chosen=False) for state in found)


def chips(
    filters: Filters,
    path: str,
    moment: Moment,
    products: Sequence[Named],
    without: Mapping[str, int] | None = None,
) -> tuple[Chip, ...]:
    """One chip for each filter that holds, the usual "open" aside.

    `without` says how many items there would be without each.
    """
    words = _words(filters, products)
    at = {"at": moment.quarter.slug} if moment.is_past else {}
    params = filters.params()
    found = []
    for name in filters.filtering():
        rest = {key: value for key, value in params.items() if key != name} | at
        url = f"{path}?{urlencode(rest or {'state': OPEN})}"
        found.append(Chip(words[name], url, (without or {}).get(name)))
    return tuple(found)


def _words(filters: Filters, products: Sequence[Named]) -> dict[str, str]:
    """What each filter that holds is called."""
    names = {product.slug: product.name for product in products}
    personas = personas_of(products)
    return {
        "q": f"“{filters.q}”",
        "type": filters.type.label if filters.type else "",
        "dimension": filters.dimension.label if filters.dimension else "",
        "state": state_word(filters.state),
        "product": names.get(filters.product, filters.product),
        "persona": f"For {personas.get(filters.persona, filters.persona)}",
        "outcome": filters.outcome.label if filters.outcome else "",
        "assignee": "Mine" if filters.assignee == ME else f"With {filters.assignee}",
        "stale": "Stale",
        "unestimated": "Unestimated",
        "shipped": f"Shipped in {filters.shipped}",
        "started": f"Started in {filters.started}",
        "age": f"Started, {filters.age.label.lower()} ago" if filters.age else "",
    }


def state_word(state: str) -> str:
    """The word for a state of the filter."""
    return STATES.get(state) or ItemState(state).label
