"""What a list shows, in what order, and where a page of it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from backlogs.values.items import AgeBand, Dimension, ItemState, ItemType, Reference
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import Word

OPEN = "open"
DOING = "doing"
ALL = "all"
ME = "me"


class Sort(Word):
    """How a list may be sorted. Only in our order can items be moved."""

    ORDER = "order", "Our order"
    SCORE = "score", "Highest score first"
    AGE = "age", "Oldest first"
    TOUCHED = "touched", "Touched last first"
    UNTOUCHED = "untouched", "Touched longest ago first"

    @property
    def column(self) -> str:
        """What the last column of the list says."""
        return "Touched" if self in (Sort.TOUCHED, Sort.UNTOUCHED) else "Age"


class OutcomeFilter(Word):
    """Whether an item says what it should change."""

    NONE = "none", "No outcome"
    ANY = "any", "With an outcome"


@dataclass(frozen=True)
class Cursor:
    """An item of the list, and what it was sorted by when its page was made.

    With the key a page begins where the last one ended, wherever the item stands by now; without
    one, where it stands.
    """

    item: Reference
    key: int | datetime | Decimal | None = None


@dataclass(frozen=True)
class Filters:
    """What a list shows; empty: any. `product` and `persona` are slugs, `assignee` one or `me`.

    `state` is a state, `open`, `doing` (the load: in progress or waiting) or `all`. `shipped` and
    `started` are quarters: exactly the items their flow figures count. `age` is a band of the
    ageing of started work. A page shows what comes `after` an item, or `until` one, or the `end`.
    """

    q: str = ""
    type: ItemType | None = None
    dimension: Dimension | None = None
    state: str = OPEN
    product: str = ""
    persona: str = ""
    outcome: OutcomeFilter | None = None
    assignee: str = ""
    stale: bool = False
    unestimated: bool = False
    shipped: Quarter | None = None
    started: Quarter | None = None
    age: AgeBand | None = None
    sort: Sort = Sort.ORDER
    after: Cursor | None = None
    until: Cursor | None = None
    end: bool = False

    @property
    def usual_state(self) -> str:
        """What `state` is when the address says nothing."""
        if self.shipped or self.started:
            return ALL
        return DOING if self.age else OPEN

    @property
    def shows_open_only(self) -> bool:
        """Whether every item shown has a place in the order."""
        return self.state in (OPEN, DOING) or (
            self.state in ItemState.texts() and not ItemState(self.state).is_closed
        )

    @property
    def is_ordered(self) -> bool:
        """Whether the list stands in the cluster's order."""
        return self.sort is Sort.ORDER

    @property
    def asks_rarely(self) -> bool:
        """Whether one of the filters asked for less often holds."""
        return bool(self.dimension or self.product or self.persona)

    @property
    def goes_back(self) -> bool:
        """Whether the page is found from its end."""
        return self.end or self.until is not None

    def params(self) -> dict[str, str]:
        """The filters that hold and the sorting, as an address names them; not the page."""
        return self.filtering() | ({} if self.is_ordered else {"sort": str(self.sort)})

    def filtering(self) -> dict[str, str]:
        """The filters that hold, as an address names them."""
        found = {
            "q": self.q,
            "type": str(self.type or ""),
            "dimension": str(self.dimension or ""),
            "state": "" if self.state == self.usual_state else self.state,
            "product": self.product,
            "persona": self.persona,
            "outcome": str(self.outcome or ""),
            "assignee": self.assignee,
            "stale": "1" if self.stale else "",
            "unestimated": "1" if self.unestimated else "",
            "shipped": self.shipped.slug if self.shipped else "",
            "started": self.started.slug if self.started else "",
            "age": str(self.age or ""),
        }
        return {name: value for name, value in found.items() if value}
