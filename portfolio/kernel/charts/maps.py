"""The health × value map: every product a mark, its name where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from portfolio.kernel.charts.places import Box, Place, Taken, Wish, place_names
from portfolio.kernel.charts.svg import Number, Scale, at, drawable, group, scale, text, written

LEFT, RIGHT, TOP, BOTTOM = 40, 14, 28, 34
MARGIN = 84
"""Room right of the field for names, taken where marks stand at its very edge."""
QUADRANTS = ("Keep lean", "Grow", "Retire or replace", "Fix first")
MOST_NAMES = 60
"""Names placed at most; the marks beyond still say theirs when pointed at or read out."""


@dataclass(frozen=True)
class MapPoint:
    """A product with both scores (0 to 100); `size` (0 to 1) sets the area of its mark."""

    name: str
    url: str
    value: Number
    health: Number
    stage: str = "maturity"
    has_owner: bool = True
    size: float = 0.25
    value_before: Number | None = None
    health_before: Number | None = None
    note: str = ""


@dataclass(frozen=True)
class _Spot:
    point: MapPoint
    value: float
    health: float
    x: float
    y: float
    radius: float
    hot: bool


def health_value_map(
    points: Sequence[MapPoint],
    *,
    cut: tuple[float, float] = (60, 60),
    width: int = 748,
    height: int = 478,
    label: str = "",
) -> SafeString:
    """x = value, y = health, area = size, mark = stage, tail = movement since last quarter.

    `cut` divides the map into its four quarters (value, health). Each mark is a link. The same
    numbers belong into a table beside it. Meant for a few hundred products; more are a `density`.
    """
    edge = width - (MARGIN if any(float(p.value) > 95 for p in points) else RIGHT)
    x, y = _scales(points, edge, height)
    spots = [_spot(point, x, y, cut) for point in points]
    body = _ground(cut, x, y, edge, height)
    body += "".join(_tail(spot, x, y) for spot in spots)
    names = _names(spots, edge, width, height)
    body += "".join(_mark(spot, names.get(place)) for place, spot in enumerate(spots))
    told = f"Map of {len(points)} products by value and health. The table has the same numbers."
    return group(width, height, body, label or told, "hvmap")


def _scales(points: Sequence[MapPoint], edge: int, height: int) -> tuple[Scale, Scale]:
    """The axes: up to 100, and down to where the lowest score needs them."""
    lows = []
    for scores in ([p.value for p in points], [p.health for p in points]):
        known = [score for score in map(drawable, scores) if score is not None]
        lows.append(max(0.0, min([30.0, *known]) // 10 * 10 - 4))
    across = scale(lows[0], 102, LEFT, edge)
    return across, scale(lows[1], 103, height - BOTTOM, TOP)


def _spot(point: MapPoint, x: Scale, y: Scale, cut: tuple[float, float]) -> _Spot:
    value = max(0.0, min(100.0, drawable(point.value) or 0.0))
    health = max(0.0, min(100.0, drawable(point.health) or 0.0))
    radius = 3.6 + max(0.0, min(1.0, point.size)) ** 0.5 * 6.4
    if point.stage in ("retirement", "retired"):
        radius = max(5.0, radius * 0.75)
    hot = not point.has_owner or (value >= cut[0] and health < cut[1])
    return _Spot(point, value, health, x(value), y(health), radius, hot)


def _ground(cut: tuple[float, float], x: Scale, y: Scale, right: int, height: int) -> str:
    """Grid, dividing lines, names of the quarters and of the axes."""
    floor = height - BOTTOM
    cut_x, cut_y = x(cut[0]), y(cut[1])
    body = f'<rect class="hv-fix" x="{at(cut_x)}" y="{at(cut_y)}" width="{at(right - cut_x)}"'
    body += f' height="{at(floor - cut_y)}"/>'
    for score in range(0, 101, 20):
        if x(score) >= LEFT:
            body += f'<path class="hv-grid" d="M{at(x(score))} {TOP}V{floor}"/>'
            body += text(x(score), floor + 15, str(score), anchor="middle")
        if y(score) <= floor:
            body += f'<path class="hv-grid" d="M{LEFT} {at(y(score))}H{right}"/>'
            body += text(LEFT - 8, y(score) + 3.5, str(score), anchor="end")
    body += f'<path class="hv-cut" d="M{at(cut_x)} {TOP}V{floor}M{LEFT} {at(cut_y)}H{right}"/>'
    for words, place in zip(QUADRANTS, _corners(right, floor), strict=True):
        body += text(place.x, place.y, words, "hv-quad", place.anchor)
    body += text((LEFT + right) / 2, height - 3, "Value to the business", "ax ax-t", "middle")
    turned = f"translate(11 {at((TOP + floor) / 2)}) rotate(-90)"
    return body + f'<text class="ax ax-t" transform="{turned}" text-anchor="middle">Health</text>'


def _corners(right: int, floor: int) -> list[Place]:
    upper, lower = TOP - 9, floor - 8  # the upper ones above the field, clear of every mark
    left = LEFT + 6
    return [
        Place(left, upper, "start"),
        Place(right - 6, upper, "end"),
        Place(left, lower, "start"),
        Place(right - 6, lower, "end"),
    ]


def _names(spots: Sequence[_Spot], edge: int, width: int, height: int) -> dict[int, Place]:
    """Places for the names, the ones that need somebody first, then by value."""
    taken = Taken()
    for words, corner in zip(QUADRANTS, _corners(edge, height - BOTTOM), strict=True):
        wide = len(words) * 6.6
        left = corner.x if corner.anchor == "start" else corner.x - wide
        taken.add((left, corner.y - 10, left + wide, corner.y + 3))
    for spot in spots:
        r = spot.radius + 1
        taken.add((spot.x - r, spot.y - r, spot.x + r, spot.y + r))
    order = sorted(enumerate(spots), key=lambda one: (not one[1].hot, -one[1].value))
    wishes = [
        Wish(place, _name(spot), spot.x, spot.y, spot.radius + (0 if spot.point.has_owner else 5))
        for place, spot in order[:MOST_NAMES]
    ]
    room: Box = (LEFT + 2, TOP, width - 2, height - BOTTOM - 1)
    return place_names(wishes, taken, room)


def _name(spot: _Spot) -> str:
    return spot.point.name + ("" if spot.point.has_owner else " · no owner")


def _tail(spot: _Spot, x: Scale, y: Scale) -> str:
    """A wedge from where the product stood last quarter; short movements are left out."""
    value, health = drawable(spot.point.value_before), drawable(spot.point.health_before)
    if value is None or health is None:
        return ""
    from_x, from_y = x(value), y(health)
    across, down = spot.x - from_x, spot.y - from_y
    far = (across**2 + down**2) ** 0.5
    if far <= 6:
        return ""
    half = min(spot.radius * 0.62, 4.4) / far
    one = f"{at(spot.x - down * half)} {at(spot.y + across * half)}"
    other = f"{at(spot.x + down * half)} {at(spot.y - across * half)}"
    return f'<path class="hv-tail" d="M{at(from_x)} {at(from_y)}L{one}L{other}Z"/>'


def _mark(spot: _Spot, name: Place | None) -> str:
    """One product: a link that holds its shape, its name if placed, and a sentence."""
    told = f"{_name(spot)}: value {written(spot.value)}, health {written(spot.health)}"
    before = drawable(spot.point.health_before)
    told += "" if before is None else f" (was {written(before)})"
    told += f", {spot.point.note}" if spot.point.note else ""
    body = f'<circle class="hv-hit" cx="{at(spot.x)}" cy="{at(spot.y)}" r="12"/>{_shape(spot)}'
    if name is not None:
        classes = "hv-lab hv-hot" if spot.hot else "hv-lab"
        body += text(name.x, name.y, _name(spot), classes, name.anchor)
    words = escape(told)
    href = escape(spot.point.url)
    return f'<a class="hv-p" href="{href}" aria-label="{words}"><title>{words}</title>{body}</a>'


def _shape(spot: _Spot) -> str:
    x, y, r = spot.x, spot.y, spot.radius
    disc = f'cx="{at(x)}" cy="{at(y)}" r="{at(r)}"'
    if spot.point.stage == "growth":
        shape = f'<circle class="hv-growth" {disc}/>'
    elif spot.point.stage == "introduction":
        half = f"M{at(x)} {at(y - r)}A{at(r)} {at(r)} 0 0 0 {at(x)} {at(y + r)}Z"
        shape = f'<circle class="hv-maturity" {disc}/><path class="hv-half" d="{half}"/>'
    elif spot.point.stage == "retirement":
        k = r * 0.72
        cross = f"M{at(x - k)} {at(y - k)}L{at(x + k)} {at(y + k)}"
        cross += f"M{at(x + k)} {at(y - k)}L{at(x - k)} {at(y + k)}"
        shape = f'<path class="hv-retirement" d="{cross}"/>'
    elif spot.point.stage == "retired":
        shape = f'<circle class="hv-retired" {disc}/>'
    else:
        shape = f'<circle class="hv-maturity" {disc}/>'
    if spot.point.has_owner:
        return shape
    k = r + 4.5
    ring = f"M{at(x)} {at(y - k)}L{at(x + k)} {at(y)}L{at(x)} {at(y + k)}L{at(x - k)} {at(y)}Z"
    return shape + f'<path class="hv-orphan" d="{ring}"/>'
