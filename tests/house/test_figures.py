"""Every figure on the pages about how something stands can say where it comes from.

A figure is a number somebody computed. On these pages a text that is nothing but a number stands in
a passport, or where its passport is beside it: in the same row of a table, the same cell of the
headline. A link is no figure of its own: it opens exactly what it counts. What stands in a drawing
is told by the figure beside it. Negative control: `test_the_check_finds_a_figure_without_one`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from backlogs.actions.items import add_item
from metrics.actions.scores import refresh_scores_since
from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.actions.packets import build_packet
from tests.builders import BEGAN, make_metric, measure, sign_in
from tests.harness.people import Cast

NUMBER = re.compile(r"[+−-]?\d[\d\s.,\u202f]*(\s?(%|pt|pts|h|d|days?|ms|€|°C))?")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "wbr", "path", "rect"}
VOID |= {"circle", "line", "polyline", "polygon"}
HOLDS = {"tr", "dd", "figure"}
"""Elements whose one passport speaks for every number in them; `figure` is a class."""
TELLS_ITSELF = {"a", "svg", "code", "time", "script", "select", "label"}
COUNTS = {"note", "rank", "ref", "more", "n", "g-col", "mgroup", "when", "right"}
"""Classes of what is no figure: places in an order, counts of what is listed right below."""


class _Figures(HTMLParser):
    """Collects texts that are a number, and whether a passport speaks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, set[str]]] = []
        self.held: list[list[str]] = []
        self.passports: list[bool] = []
        self.alone: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        if "passport" in classes:
            self.seen += 1
            self.passports = [True] * len(self.passports)
        self.open.append((tag, classes))
        if self._holds(tag, classes):
            self.held.append([])
            self.passports.append(False)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, classes = self.open.pop()
            if self._holds(name, classes):
                found, has_passport = self.held.pop(), self.passports.pop()
                if not has_passport:
                    self.alone += found
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not NUMBER.fullmatch(text) or not self._in_main():
            return
        told = any(tag in TELLS_ITSELF or classes & COUNTS for tag, classes in self.open)
        if told or any("passport" in classes for _, classes in self.open):
            return
        (self.held[-1] if self.held else self.alone).append(text)

    def _in_main(self) -> bool:
        return any(tag == "main" for tag, _ in self.open)

    @staticmethod
    def _holds(tag: str, classes: set[str]) -> bool:
        return tag in HOLDS or "figure" in classes


def figures_without_a_passport(html: str) -> list[str]:
    parser = _Figures()
    parser.feed(html)
    return parser.alone


def passports_in(html: str) -> int:
    parser = _Figures()
    parser.feed(html)
    return parser.seen


@pytest.fixture
def quarter(cast: Cast) -> Quarter:
    """The quarter before, with scores of two products, an objective, an item, and a packet."""
    last = Quarter.of(today()).previous()
    for product in (cast.planner, cast.swaps):
        for level in ("operational", "business"):
            metric = make_metric(product, f"Figure of {level}", level=level)
            measure(metric, last.last_day, 97)
            measure(metric, today(), 93)
        add_item(cast.owner, product, title=f"Better {product.name}", effort=3)
    refresh_scores_since([cast.planner.pk, cast.swaps.pk], BEGAN)
    build_packet(cast.rostering.pk, last)
    return last


def pages(cast: Cast, quarter: Quarter) -> dict[str, int]:
    """The pages that tell how something stands, and how many passports each has at least."""
    product, cluster = cast.planner, cast.rostering
    return {
        "/portfolio/": 6,
        "/portfolio/?as=table": 10,
        f"/products/{product.slug}/": 4,
        f"/products/{product.slug}/?tab=activity": 2,
        f"/products/{product.slug}/?tab=goals": 2,
        f"/clusters/{cluster.slug}/": 6,
        f"/owners/{cast.owner.slug}/": 3,
        f"/reviews/{quarter.slug}/{cluster.slug}/": 15,
    }


def test_every_figure_has_a_passport(cast: Cast, quarter: Quarter) -> None:
    client = sign_in(Client(), cast.leader)
    alone, few = {}, {}
    for url, least in pages(cast, quarter).items():
        answer = client.get(url)
        assert answer.status_code == 200, url
        html = answer.content.decode()
        if found := figures_without_a_passport(html):
            alone[url] = found
        if passports_in(html) < least:
            few[url] = passports_in(html)
    assert (alone, few) == ({}, {})


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<dl><div><dt>Health</dt><dd><b>43</b></dd></div></dl>", ["43"]),
        ("<table><tr><td>Breaches</td><td>99.4 %</td></tr></table>", ["99.4 %"]),
        ('<nav><div class="figure"><a href="/x/">4</a> <b>5</b></div></nav>', ["5"]),
        ('<dd><details class="pop passport"><summary>43</summary></details> <b>−9</b></dd>', []),
        ('<tr><td>8</td><td><details class="passport"></details></td></tr>', []),
        ('<p>12 open items</p><svg><text>43</text></svg><a href="/x/">7</a>', []),
    ],
)
def test_the_check_finds_a_figure_without_one(html: str, found: list[str]) -> None:
    assert figures_without_a_passport(f"<main>{html}</main>") == found
