"""Addresses that open exactly the items a figure of the flow counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter


@dataclass(frozen=True)
class Count:
    """A number of items and the list that shows them; none for nothing."""

    number: int
    url: str


@dataclass(frozen=True)
class Doors:
    """The list at `path`, asked from a page as of `moment`."""

    path: str
    moment: Moment

    def count(self, number: int, quarter: Quarter | None = None, **filters: str) -> Count:
        """`number` items of the list as it was at the end of `quarter`, or is at the moment."""
        if not number:
            return Count(0, "")
        shown = quarter or self.moment.quarter
        if shown != self.moment.quarter or self.moment.is_past:
            filters |= {"at": shown.slug}
        return Count(number, f"{self.path}?{urlencode(filters)}" if filters else self.path)
