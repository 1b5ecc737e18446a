"""What a list may be filtered by, and what it is filtered by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from backlogs.values import ALL, DOING, OPEN, Dimension, Filters, ItemState, ItemType
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
class Chip:
    """A filter that holds now and the address without it."""

    label: str
    url: str


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
    filters: Filters, path: str, moment: Moment, products: Sequence[Named]
) -> tuple[Chip, ...]:
    """One chip for each filter that holds, the usual "open" aside."""
    params = filters.params()
    names = {product.slug: product.name for product in products}
    words = {
        "q": f"“{filters.q}”",
        "type": filters.type.label if filters.type else "",
        "dimension": filters.dimension.label if filters.dimension else "",
        "state": state_word(filters.state),
        "product": names.get(filters.product, filters.product),
        "stale": "Stale",
        "shipped": f"Shipped in {filters.shipped}",
        "started": f"Started in {filters.started}",
        "age": f"Started, {filters.age.label.lower()} ago" if filters.age else "",
    }
    at = {"at": moment.quarter.slug} if moment.is_past else {}
    found = []
    for name in params:
        rest = {key: value for key, value in params.items() if key != name} | at
        found.append(Chip(words[name], f"{path}?{urlencode(rest)}" if rest else path))
    return tuple(found)


def state_word(state: str) -> str:
    """The word for a state of the filter."""
    return STATES.get(state) or ItemState(state).label
