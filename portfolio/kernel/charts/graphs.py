"""A graph in columns: who needs whom, read from left to right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import at, group, image, text

WIDE, HIGH, GAP, ACROSS = 168, 28, 12, 236
TOP, LETTERS = 26, 25
SHOWN: Final = 12
"""Boxes of one column at most; how many more there are is written below them."""


@dataclass(frozen=True)
class Node:
    """One box. `column` may be negative; `tone` is `here` for what the graph is about."""

    key: int
    name: str
    url: str = ""
    column: int = 0
    tone: str = ""


Spots = Mapping[int, tuple[float, float]]


def graph(
    nodes: Sequence[Node],
    edges: Collection[tuple[int, int]],
    *,
    heads: Mapping[int, str] | None = None,
    label: str = "",
) -> SafeString:
    """Boxes in columns and a line for each edge, from what needs to what is needed.

    Boxes beyond `SHOWN` of a column are not drawn, and no lines to them: a table beside the graph
    has them all. `heads` are the words over the columns.
    """
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node)
    order = sorted(columns)
    if not order:
        return image(WIDE, HIGH, text(0, 18, "No data"), label or "No data", "graph")
    tallest = max(min(len(rows), SHOWN) + (len(rows) > SHOWN) for rows in columns.values())
    height = TOP + tallest * (HIGH + GAP)
    spots: dict[int, tuple[float, float]] = {}
    boxes = ""
    for place, column in enumerate(order):
        boxes += _column(columns[column], place * ACROSS, tallest, spots)
        boxes += text(place * ACROSS, 12, (heads or {}).get(column, ""), "ax ax-t")
    drawn = [pair for pair in sorted(set(edges)) if set(pair) <= spots.keys()]
    lines = "".join(_line(spots[one], spots[other]) for one, other in drawn)
    width = (len(order) - 1) * ACROSS + WIDE + 30
    told = label or f"{len(nodes)} boxes and {len(drawn)} lines; the table says the same."
    return group(width, height, lines + boxes, told, f"graph graph-{min(len(order), 7)}")


def _column(
    rows: Sequence[Node], x: float, tallest: int, spots: dict[int, tuple[float, float]]
) -> str:
    shown = rows[:SHOWN]
    free = tallest - len(shown) - (len(rows) > SHOWN)
    y = TOP + free * (HIGH + GAP) / 2
    body = ""
    for node in shown:
        spots[node.key] = (x, y)
        body += _box(node, x, y)
        y += HIGH + GAP
    if len(rows) > SHOWN:
        body += text(x, y + 16, f"and {len(rows) - SHOWN} more", "ax")
    return body


def _box(node: Node, x: float, y: float) -> str:
    name = node.name if len(node.name) <= LETTERS else f"{node.name[: LETTERS - 1].rstrip()}…"
    tone = " gr-here" if node.tone == "here" else ""
    body = (
        f'<g><title>{escape(node.name)}</title><rect class="gr-box{tone}" x="{at(x)}" y="{at(y)}"'
        f' width="{WIDE}" height="{HIGH}" rx="4"/>{text(x + 9, y + 18.5, name, "ax ax-t")}</g>'
    )
    if not node.url:
        return body
    return f'<a href="{escape(node.url)}" aria-label="{escape(node.name)}">{body}</a>'


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    """From the right side of what needs to the left of what is needed; back or aside around it."""
    (x, y), (to_x, to_y) = start, end
    y, to_y = y + HIGH / 2, to_y + HIGH / 2
    if to_x > x:
        bend = (to_x - x - WIDE) / 2
        path = (
            f"M{at(x + WIDE)} {at(y)}C{at(x + WIDE + bend)} {at(y)} {at(to_x - bend)} {at(to_y)}"
            f" {at(to_x - 5)} {at(to_y)}"
        )
        tip = f"M{at(to_x)} {at(to_y)}l-6 -3.5v7Z"
        return f'<path class="gr-line" d="{path}"/><path class="gr-tip" d="{tip}"/>'
    side = to_x + WIDE
    path = (
        f"M{at(x + WIDE)} {at(y)}C{at(x + WIDE + 28)} {at(y)} {at(side + 28)} {at(to_y)}"
        f" {at(side + 5)} {at(to_y)}"
    )
    tip = f"M{at(side)} {at(to_y)}l6 -3.5v7Z"
    return f'<path class="gr-line gr-back" d="{path}"/><path class="gr-tip" d="{tip}"/>'
