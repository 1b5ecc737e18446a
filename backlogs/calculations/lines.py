"""Many typed lines become items, each by itself; what is wrong is said with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backlogs.calculations.mentions import find_person, find_slug
from backlogs.calculations.quick import QuickItem, parse_quick

LONGEST_LINE = 1000
MOST_LINES = 500
LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class Known:
    """What lines may name, each slug with its name; metrics by the slug of their product.

    `count` is how many open items the list has.
    """

    products: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True)
class Line:
    """One line: its number as pasted (from 1), what it says, and why it is refused, if it is.

    `product`, `person` and `metric` are the slugs that are meant.
    """

    number: int
    text: str
    item: QuickItem | None
    product: str
    error: str = ""
    person: str = ""
    metric: str = ""


def read_lines(text: str, known: Known, usual: str) -> list[Line]:
    """Every line that is not empty; `usual` is the product of lines that name none."""
    lines = [line for line in enumerate(text.splitlines(), start=1) if line[1].strip()]
    longest = known.count + len(lines)
    return [read_line(line, known, usual, longest, number) for number, line in lines]


def read_line(text: str, known: Known, usual: str, longest: int, number: int = 1) -> Line:
    """What one line means; `longest` is how long the list is once everything is added."""
    shown = text.strip()[:80]
    if len(text) > LONGEST_LINE:
        error = f"A line has at most {LONGEST_LINE} characters; this one has {len(text)}."
        return Line(number, shown, None, "", error)
    item = parse_quick(text)
    product = item.product or usual
    error = item.error or _error(item, product, longest)
    if error:
        return Line(number, shown, item, product, error)
    return _meant(Line(number, shown, item, product), item, known)


def _meant(line: Line, item: QuickItem, known: Known) -> Line:
    missing = f"No product “{line.product}” is in this cluster"
    product = find_slug(line.product, known.products, missing, "/")
    person = find_person(item.person, known.people) if item.person else None
    metrics = known.metrics.get(line.product, {})
    missing = f"No metric “{item.metric}” is tracked for {known.products.get(line.product, '')}"
    metric = find_slug(item.metric, metrics, missing, "#") if item.metric else None
    errors = [found.error for found in (product, person, metric) if found and found.error]
    return Line(
        line.number,
        line.text,
        item,
        line.product,
        errors[0] if errors else "",
        person.slug if person else "",
        metric.slug if metric else "",
    )


def _error(item: QuickItem, product: str, longest: int) -> str:
    if not item.title:
        return "An item needs a title."
    if len(item.title) > 300:
        return "A title has at most 300 characters."
    if item.place and item.place > longest:
        return f"Position {item.place} is beyond the end of the list, which is {longest}."
    if not product:
        return "Say which product it is for."
    return ""
