"""Many typed lines become items, each by itself; what is wrong is said with its line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from backlogs.calculations.quick import QuickItem, parse_quick

LONGEST_LINE = 1000
MOST_LINES = 500
LONGEST_TEXT = 100_000
LARGEST_EFFORT = 1000


@dataclass(frozen=True)
class Line:
    """One line: its number as pasted (from 1), what it says, and why it is refused, if it is."""

    number: int
    text: str
    item: QuickItem | None
    product: str
    error: str = ""


def read_lines(text: str, products: Collection[str], usual: str) -> list[Line]:
    """Every line that is not empty; `usual` is the product of lines that name none."""
    lines = enumerate(text.splitlines(), start=1)
    return [_line(number, line, products, usual) for number, line in lines if line.strip()]


def _line(number: int, text: str, products: Collection[str], usual: str) -> Line:
    shown = text.strip()[:80]
    if len(text) > LONGEST_LINE:
        error = f"A line has at most {LONGEST_LINE} characters; this one has {len(text)}."
        return Line(number, shown, None, "", error)
    item = parse_quick(text)
    product = item.product or usual
    return Line(number, shown, item, product, _error(item, product, products))


def _error(item: QuickItem, product: str, products: Collection[str]) -> str:
    if not item.title:
        return "An item needs a title."
    if len(item.title) > 300:
        return "A title has at most 300 characters."
    if item.effort is not None and not 0 < item.effort <= LARGEST_EFFORT:
        return f"Effort is 1 to {LARGEST_EFFORT} points, or nothing."
    if not product:
        return "Say which product it is for."
    if product not in products:
        return f"No product “{product}” is in this cluster."
    return ""
