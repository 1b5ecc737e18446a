"""Layers over time: how many things stood in each state, stacked in the order work goes."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import (
    Number,
    Scale,
    at,
    drawable,
    drawables,
    scale,
    stretched,
    text,
    written,
)

Layer = tuple[str, str, Sequence[Number | None]]
"""Name, kind (a word for its colour) and a value for each moment."""

LEFT, RIGHT, TOP, BOTTOM = 34, 128, 12, 20
LINE = 14
"""Room between two names at the right end, so that none covers another."""


def layered(
    layers: Sequence[Layer],
    moments: Sequence[str],
    *,
    ground: Number = 0,
    label: str = "",
    width: int = 780,
    height: int = 260,
) -> SafeString:
    """A cumulative flow: layers from the bottom up, each named with its last value at its end.

    `moments` are the labels of the axis, one per value. The axis begins at `ground`, which is
    written there; the first layer is cut at it. A missing or negative value is no thickness.
    """
    series = [(name, kind, _thick(values)) for name, kind, values in layers]
    count = min((len(values) for _, _, values in series), default=0)
    axis, end = height - BOTTOM, width - RIGHT
    body = f'<path class="tr-base" d="M{LEFT} {axis}H{end}"/>'
    if not count:
        body += text(LEFT, axis - 8, "No data")
        return stretched(width, height, body, label or "No data", "layers")
    floor = max(0.0, drawable(ground) or 0.0)
    tops = _tops([values[:count] for _, _, values in series])
    x = scale(0, count - 1, LEFT, end) if count > 1 else lambda place: LEFT + place * (end - LEFT)
    y = scale(floor, max(floor + 1, *tops[-1]), axis, TOP)
    below, middles = [floor] * count, []
    for (_, kind, _), above in zip(series, tops, strict=True):
        body += f'<path class="ly ly-{_word(kind)}" d="{_area(below, above, floor, x, y)}"/>'
        middles.append((y(max(floor, below[-1])) + y(max(floor, above[-1]))) / 2)
        below = above
    names = [f"{name} {written(values[count - 1])}" for name, _, values in series]
    body += _names(names, middles, end, axis)
    body += text(LEFT - 6, axis, written(floor), anchor="end")
    body += text(LEFT - 6, TOP + 4, written(max(floor + 1, *tops[-1])), anchor="end")
    body += _axis(moments[:count], end, height)
    when = f"{moments[count - 1]}: " if len(moments) >= count else ""
    return stretched(width, height, body, label or when + ", ".join(names), "layers")


def _thick(values: Sequence[Number | None]) -> list[float]:
    return [max(0.0, value or 0.0) for value in drawables(values)]


def _word(kind: str) -> str:
    """Only letters, digits and lines reach the class."""
    return "".join(sign for sign in kind if sign.isascii() and (sign.isalnum() or sign in "_-"))


def _tops(series: Sequence[Sequence[float]]) -> list[list[float]]:
    """The upper edge of each layer on top of those before."""
    found: list[list[float]] = []
    for values in series:
        under = found[-1] if found else [0.0] * len(values)
        found.append([low + value for low, value in zip(under, values, strict=True)])
    return found


def _area(below: Sequence[float], above: Sequence[float], floor: float, x: Scale, y: Scale) -> str:
    """The upper edge forward and the lower edge back; one moment alone is drawn as a stretch."""
    places = list(range(len(above))) if len(above) > 1 else [0, 1]
    upper = [(x(place), y(max(floor, above[min(place, len(above) - 1)]))) for place in places]
    lower = [(x(place), y(max(floor, below[min(place, len(below) - 1)]))) for place in places]
    corners = upper + lower[::-1]
    return "M" + "L".join(f"{at(across)} {at(down)}" for across, down in corners) + "Z"


def _names(names: Sequence[str], middles: Sequence[float], end: float, axis: float) -> str:
    """The names beside the ends of their layers, pushed apart where layers are thin."""
    lowest = axis
    body = ""
    free = len(names) * LINE
    for name, middle in zip(names, middles, strict=True):
        free -= LINE
        place = max(min(middle + 4, lowest), TOP + free)
        body += text(end + 8, place, name, "ax ax-t")
        lowest = place - LINE
    return body


def _axis(moments: Sequence[str], end: float, height: int) -> str:
    if not moments:
        return ""
    body = text(end, height - 4, moments[-1], anchor="end")
    return body if len(moments) == 1 else body + text(LEFT, height - 4, moments[0])
