"""Where the charts and tables of the dashboard can be had as files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import at

PICTURES: Final = ("svg", "png")
SHOWN: Final = (
    ("Headline figures", "", "figures"),
    ("Comparison", "", "comparison"),
    ("Health and value", "map", "scores"),
    ("Lifecycle mix", "lifecycle", "lifecycle"),
    ("Ownership load", "load", "load"),
    ("Mean health", "mean-health", ""),
    ("Products on target", "on-target", ""),
    ("Products", "products", ""),
    ("Clusters with an owner", "owned-share", ""),
    ("Products with stale metrics", "with-stale", ""),
    ("Eight quarters", "", "quarters"),
)
"""What it is called, the name of its chart, the name of its table."""


@dataclass(frozen=True)
class FileLine:
    """One thing the page shows, with its files: (`PNG`, address)."""

    label: str
    files: tuple[tuple[str, str], ...]


def file_lines(moment: Moment, against: str, hidden: Collection[str]) -> list[FileLine]:
    """Everything the page shows now, in its order; `against` is the query of a comparison.

    `hidden` names the charts and tables that have nothing to show.
    """
    found = []
    for label, chart, table in SHOWN:
        endings = [("chart", chart, ending) for ending in PICTURES]
        endings += [("table", table, "xlsx")]
        files = tuple(
            (ending.upper(), _url(kind, name, ending, moment, against))
            for kind, name, ending in endings
            if name and name not in hidden
        )
        if files:
            found.append(FileLine(label, files))
    return found


def _url(kind: str, name: str, ending: str, moment: Moment, against: str) -> str:
    kept = against if name == "comparison" else ""
    query = [part for part in (f"format={ending}", kept, at(moment).lstrip("?")) if part]
    return f"{reverse(f'portfolio:dashboard-{kind}', args=[name])}?{'&'.join(query)}"
