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
    """A filter that holds or doesn't."""

    name: str
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class Chip:
    """A filter that holds now, the address without it, and what that would show if it is known."""

    label: str
    url: str
    count: int | None = None


def selects(filters: Filters, products: Sequence[Named]) -> tuple[Select, ...]:
    """The filters of the list, that for products only where there are several."""
    states = [(OPEN, "Open"), *ItemState.choices(), (DOING, STATES[DOING]), (ALL, STATES[ALL])]
    found = [
        _select("state", "State", states, filters.state),
        _select("type", "Type", [("", "Any type"), *ItemType.choices()], filters.type or ""),
        _select(
            "dimension",
            "Dimension",
            [("", "Any dimension"), *Dimension.choices()],
            filters.dimension or "",
        ),
    ]
    if len(products) > 1:
        choices = [("", "Any product"), *((product.slug, product.name) for product in products)]
        found.append(_select("product", "Product", choices, filters.product))
    return tuple(found)


def rarer_selects(filters: Filters, products: Sequence[Named]) -> tuple[Select, ...]:
    """The filters asked for less often, that for personas only where any are known."""
    outcomes = [("", "Any or no outcome"), *OutcomeFilter.choices()]
    found = [_select("outcome", "Outcome", outcomes, filters.outcome or "")]
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
    """How the list may be sorted."""
    return _select("sort", "Sort", list(Sort.choices()), filters.sort)


def marks(filters: Filters) -> tuple[Mark, ...]:
    """The filters that hold or don't."""
    return (
        Mark("assignee", ME, "Mine", filters.assignee == ME),
        Mark("stale", "1", "Stale", filters.stale),
        Mark("unestimated", "1", "Unestimated", filters.unestimated),
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
