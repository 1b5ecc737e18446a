"""What the dashboard shows, to be taken along: its charts as pictures, its tables as tables.

Each is made from the very page the person sees, so it holds nothing else and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.html import strip_tags

from people.models import Person
from portfolio.kernel.charts.colours import plain_sheet
from portfolio.kernel.charts.pictures import Key, Part, Picture, picture_svg
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.tabular.values import Cell, Table
from portfolio.queries.dashboard import DashboardPage, dashboard_page

STATIC: Final = Path(settings.ROOT) / "static"
FONTS: Final = str(STATIC / "vendor" / "instrument-sans")
Rows = list[tuple[Cell, ...]]


def dashboard_chart_file(name: str, moment: Moment, person: Person) -> str:
    """A chart of the dashboard as one SVG. Raises `NotFound` for one it does not show."""
    page = dashboard_page(moment, person, as_table=False)
    make = CHARTS.get(name)
    picture = make(page) if make else _trend(page, name)
    if picture is None:
        raise NotFound("The dashboard shows no such chart.", code="unknown_chart")
    title, note = picture.title, _note(moment, picture.note)
    return picture_svg(Picture(title, note, picture.parts, picture.keys), _sheet())


def dashboard_table_file(name: str, moment: Moment, person: Person, against: str = "") -> Table:
    """A table of the dashboard. Raises `NotFound` for one it does not show."""
    if name not in TABLES:
        raise NotFound("The dashboard shows no such table.", code="unknown_table")
    page = dashboard_page(moment, person, as_table=True, against=against)
    title, columns, rows = TABLES[name](page)
    return Table(f"{title} {moment.quarter.label}", columns, rows)


@lru_cache(maxsize=1)
def _sheet() -> str:
    folder = STATIC / "css"
    return plain_sheet((folder / "tokens.css").read_text(), (folder / "charts.css").read_text())


def _note(moment: Moment, words: str) -> str:
    when = f"{moment.quarter.label}, as of {day(moment.on)}"
    return f"{when}. {words}" if words else when


def _map(page: DashboardPage) -> Picture | None:
    if not page.map.chart:
        return None
    said = (
        "Area is daily users, the tail is movement since last quarter. "
        "Half disc introduction, disc growth, ring maturity, cross retirement."
    )
    if page.map.is_counted:
        said = "One disc counts the products of its field."
    return Picture("Health and value", said, [Part(page.map.chart)])


def _lifecycle(page: DashboardPage) -> Picture:
    keys = [Key(f"k-{one.stage}", f"{one.label} {one.count}") for one in page.mix.stages]
    rows = [Part(row.bar, f"{row.name} ({row.count})") for row in page.mix.clusters]
    parts = [Part(page.mix.bar, "All", 22), *rows]
    return Picture("Lifecycle mix", "The largest clusters below.", parts, keys)


def _load(page: DashboardPage) -> Picture | None:
    if not page.owners:
        return None
    parts = [Part(row.slots, row.name) for row in page.owners]
    keys = [Key("sl-active", "Active product"), Key("sl-stable", "Cluster without one")]
    said = "What stands past the line is more than the rule allows."
    return Picture("Ownership load", said, parts, [*keys, Key("sl-over", "Beyond the rule")])


def _trend(page: DashboardPage, name: str) -> Picture | None:
    for one in page.trends:
        if one.slug == name:
            return Picture(one.label, "Eight quarters.", [Part(one.chart)])
    return None


CHARTS: Final[Mapping[str, Callable[[DashboardPage], Picture | None]]] = {
    "map": _map,
    "lifecycle": _lifecycle,
    "load": _load,
}

Made = tuple[str, tuple[str, ...], Rows]


def _figures(page: DashboardPage) -> Made:
    rows: Rows = [(one.label, one.value, one.of, one.note) for one in page.figures]
    return "Headline figures", ("Figure", "Value", "Of", "Note"), rows


def _scores(page: DashboardPage) -> Made:
    if page.map.is_counted:
        raise NotFound("A map of so many products counts them.", code="unknown_table")
    rows: Rows = [(row.name, strip_tags(row.stage), *row.scores) for row in page.map.rows]
    columns = ("Product", "Stage", "Value", "Health", "Health last quarter")
    return "Health and value", columns, rows


def _stages(page: DashboardPage) -> Made:
    rows: Rows = [("All", *(one.count for one in page.mix.stages), page.counts.products)]
    rows += [(row.name, *row.stages, row.count) for row in page.mix.clusters]
    stages = tuple(one.label for one in page.mix.stages)
    return "Lifecycle mix", ("Cluster", *stages, "Products"), rows


def _owners(page: DashboardPage) -> Made:
    rows: Rows = [(row.name, row.active, row.stable, strip_tags(row.level)) for row in page.owners]
    return "Ownership load", ("Owner", "Active", "Stable", "Standing"), rows


def _quarters(page: DashboardPage) -> Made:
    labels = [quarter for quarter, _ in page.trends[0].points]
    rows: Rows = [
        (label, *(one.points[place][1] for one in page.trends))
        for place, label in enumerate(labels)
    ]
    return "Eight quarters", ("Quarter", *(one.label for one in page.trends)), rows


def _compared(page: DashboardPage) -> Made:
    found = page.comparison
    if found is None:
        raise NotFound("Name the other quarter to compare with.", code="unknown_table")
    rows: Rows = [
        (row.label, row.before.amount, row.now.amount, strip_tags(row.change).split(",")[0])
        for row in found.rows
    ]
    return "Comparison", ("Figure", found.before, found.now, "Change"), rows


TABLES: Final[Mapping[str, Callable[[DashboardPage], Made]]] = {
    "figures": _figures,
    "scores": _scores,
    "lifecycle": _stages,
    "load": _owners,
    "quarters": _quarters,
    "comparison": _compared,
}
