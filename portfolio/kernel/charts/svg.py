"""What every chart shares: numbers made safe to draw, scales, marks and the `<svg>` itself.

Rules kept by every chart of this package:

* geometry is in SVG attributes and colour in CSS classes, so a strict content policy holds;
* each chart is an image whose name is a sentence, and the page says the same in words or a table;
* nothing is told by colour alone: shape, position or a written label always repeats it;
* text from people is escaped here, once; a missing number is a gap, never a zero.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from math import isfinite
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from portfolio.kernel.numbers import shown

Number = int | float | Decimal
Scale = Callable[[float], float]

WIDEST: Final = 1e15
"""Larger numbers are drawn at this edge, so that differences between them stay finite."""

TONES: Final = {
    "on_target": "ok",
    "at_risk": "watch",
    "off_target": "risk",
    "stale": "stale",
    "no_data": "none",
}
"""Status of a metric → the tone it is drawn in. Tones themselves are accepted as well."""


def tone_of(status: str) -> str:
    """The tone of a status; an unknown word is drawn as no data."""
    if status in TONES.values():
        return status
    return TONES.get(status, "none")


def drawable(value: Number | None) -> float | None:
    """A number as a finite float, or None where there is nothing to draw."""
    if value is None:
        return None
    number = float(value)
    return max(-WIDEST, min(WIDEST, number)) if isfinite(number) else None


def drawables(values: Sequence[Number | None]) -> list[float | None]:
    """The same for a series; gaps stay where they are."""
    return [drawable(value) for value in values]


def at(position: float) -> str:
    """A coordinate with one digit after the point."""
    written = f"{position:.1f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def written(value: float, unit: str = "") -> str:
    """A number as a label: three or so significant digits, and its unit."""
    size = abs(value)
    if size >= 1e12:
        text = f"{value:.3g}"
    else:
        places = 0 if size >= 100 else 1 if size >= 10 else 2
        text = shown(Decimal(f"{value:.{places}f}"))
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    if not unit:
        return text
    return f"{text}{'' if unit == '%' else chr(160)}{unit}"


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """The straight line that takes `low` to `start` and `high` to `end`."""
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def spread(values: Sequence[float], pad: float = 0.0) -> tuple[float, float]:
    """The range of some values, widened by `pad` of itself, and never empty."""
    low, high = min(values), max(values)
    if low == high:
        return low - 1, high + 1
    return low - (high - low) * pad, high + (high - low) * pad


def text(x: float, y: float, words: str, classes: str = "ax", anchor: str = "") -> str:
    """Escaped words at a place."""
    place = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{classes}" x="{at(x)}" y="{at(y)}"{place}>{escape(words)}</text>'


def mark(x: float, y: float, radius: float, status: str) -> str:
    """The shape of a status: circle, triangle, diamond, hollow square, dashed ring."""
    tone = tone_of(status)
    if tone == "watch":
        k = radius * 1.35
        corners = f"M{at(x)} {at(y - k)}L{at(x + k)} {at(y + k * 0.8)}H{at(x - k)}Z"
        return f'<path class="m-watch" d="{corners}"/>'
    if tone == "risk":
        k = radius * 1.4
        corners = (
            f"M{at(x)} {at(y - k)}L{at(x + k)} {at(y)}L{at(x)} {at(y + k)}L{at(x - k)} {at(y)}Z"
        )
        return f'<path class="m-risk" d="{corners}"/>'
    if tone == "stale":
        side = at(radius * 2)
        return (
            f'<rect class="m-stale" x="{at(x - radius)}" y="{at(y - radius)}"'
            f' width="{side}" height="{side}"/>'
        )
    return f'<circle class="m-{tone}" cx="{at(x)}" cy="{at(y)}" r="{at(radius)}"/>'


def image(width: float, height: float, body: str, label: str, classes: str) -> SafeString:
    """A chart of fixed size, named by a sentence; without one it only repeats words beside it."""
    return _wrap(f'width="{at(width)}" height="{at(height)}"', width, height, body, label, classes)


def stretched(
    width: float, height: float, body: str, label: str, classes: str, *, distort: bool = False
) -> SafeString:
    """A chart as wide as its box; `distort` lets bars without text stretch one way only."""
    extra = 'preserveAspectRatio="none"' if distort else ""
    return _wrap(extra, width, height, body, label, classes)


def group(width: float, height: float, body: str, label: str, classes: str) -> SafeString:
    """A chart whose marks are links: a named group instead of one image."""
    name = f'role="group" aria-label="{escape(label)}"'
    view = f'viewBox="0 0 {at(width)} {at(height)}"'
    return mark_safe(f'<svg class="ch {classes}" {view} {name} focusable="false">{body}</svg>')


def _wrap(
    extra: str, width: float, height: float, body: str, label: str, classes: str
) -> SafeString:
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    view = f'viewBox="0 0 {at(width)} {at(height)}"'
    head = " ".join(part for part in (view, extra, name) if part)
    return mark_safe(f'<svg class="ch {classes}" {head} focusable="false">{body}</svg>')
