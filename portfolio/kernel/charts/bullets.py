"""One metric against its target: Stephen Few's bullet graph, for all three directions."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import (
    Number,
    Scale,
    at,
    drawable,
    image,
    mark,
    scale,
    spread,
    text,
    tone_of,
    written,
)

Zone = tuple[float, float, int]
"""From, to, and how good values between are: 1 poor, 2 fair, 3 good."""


@dataclass(frozen=True)
class Lines:
    """The lines of a metric (DOMAIN 7): where attainment is full, where it warns, where it is 0.

    For a range, `target`, `warning` and `floor` are the lower lines and the `_high` ones the upper.
    `direction` is `higher`, `lower` or `range`.
    """

    target: Number | None
    warning: Number | None = None
    floor: Number | None = None
    direction: str = "higher"
    target_high: Number | None = None
    warning_high: Number | None = None
    floor_high: Number | None = None

    def known(self) -> list[float]:
        """Every line there is."""
        lines = (self.target, self.warning, self.floor)
        upper = (self.target_high, self.warning_high, self.floor_high)
        return [line for line in map(drawable, lines + upper) if line is not None]


def bullet(
    value: Number | None,
    lines: Lines,
    *,
    previous: Number | None = None,
    status: str = "no_data",
    unit: str = "",
    label: str = "",
    width: int = 168,
    height: int = 20,
    axis: bool = False,
) -> SafeString:
    """Bar = now, upright tick = target, hollow dot = last quarter, greys = poor, fair, good.

    The bar needs a zero to start from. Where the axis cannot show one (availability between 95 and
    100 %), the status shape stands at the value on a thin stem instead. `axis` writes the ends
    below.
    """
    now, before = drawable(value), drawable(previous)
    pool = [*lines.known(), *(number for number in (now, before) if number is not None)]
    if not pool:
        body = f'<path class="sp-void" d="M2 {at(height / 2)}H{width - 2}"/>'
        return image(width, height, body, label or "No data and no target", "bullet")
    low, high = _ends(pool, lines)
    x = scale(low, high, 0, width)
    body = "".join(_zone(zone, x, height) for zone in _zones(lines, low, high))
    was = "" if before is None else _before(before, x, height)
    is_now = "" if now is None else _now(now, x, low == 0, status, height)
    body += is_now + was if low == 0 else was + is_now
    for line in map(drawable, (lines.target, lines.target_high)):
        if line is not None:
            body += f'<rect class="bu-target" x="{at(x(line) - 1.25)}" y="{at(height * 0.1)}"'
            body += f' width="2.5" height="{at(height * 0.8)}"/>'
    if axis:
        body += text(0, height + 12, written(low, unit), anchor="start")
        body += text(width, height + 12, written(high, unit), anchor="end")
    told = label or _told(now, before, lines, unit)
    return image(width, height + (14 if axis else 0), body, told, "bullet")


def _ends(pool: list[float], lines: Lines) -> tuple[float, float]:
    """The ends of the axis: from zero where that leaves the differences visible.

    Otherwise as near to the target and the warning line as the values allow; a floor far below
    both would press them together.
    """
    low, high = min(pool), max(pool)
    if low >= 0 and high > 0 and high - low >= 0.25 * high:
        return 0.0, high * 1.08
    target, warning = drawable(lines.target), drawable(lines.warning)
    floor = drawable(lines.floor)
    if lines.direction == "higher" and target is not None and warning is not None:
        near = [value for value in pool if value != floor] + [2 * warning - target]
        return spread(near, pad=0.15)
    return spread(pool, pad=0.15)


def _zones(lines: Lines, low: float, high: float) -> list[Zone]:
    """The grey bands, from the lower end of the axis to the upper."""
    target, warning = drawable(lines.target), drawable(lines.warning)
    if target is None:
        return [(low, high, 3)]
    if lines.direction == "range":
        top = drawable(lines.target_high)
        upper = target if top is None else top
        high_warning = drawable(lines.warning_high)
        edges = [low, target if warning is None else warning, target, upper]
        edges += [upper if high_warning is None else high_warning, high]
        grades = [1, 2, 3, 2, 1]
    elif lines.direction == "lower":
        edges, grades = [low, target, target if warning is None else warning, high], [3, 2, 1]
    else:
        edges, grades = [low, target if warning is None else warning, target, high], [1, 2, 3]
    return list(zip(edges, edges[1:], grades, strict=False))


def _zone(zone: Zone, x: Scale, height: int) -> str:
    start, end, grade = zone
    wide = x(end) - x(start)
    if wide <= 0:
        return ""
    place = f'x="{at(x(start))}" y="0" width="{at(wide)}" height="{height}"'
    return f'<rect class="bu-b{grade}" {place}/>'


def _before(before: float, x: Scale, height: int) -> str:
    return f'<circle class="bu-prev" cx="{at(x(before))}" cy="{at(height / 2)}" r="3"/>'


def _now(now: float, x: Scale, from_zero: bool, status: str, height: int) -> str:
    if not from_zero:
        stem = f'<rect class="bu-stem s-{tone_of(status)}" x="0" y="{at(height / 2 - 1)}"'
        stem += f' width="{at(max(0, x(now)))}" height="2"/>'
        return stem + mark(x(now), height / 2, 4.2, status)
    thick = max(6, round(height * 0.34))
    return (
        f'<rect class="bu-bar s-{tone_of(status)}" x="0" y="{at((height - thick) / 2)}"'
        f' width="{at(max(1.5, x(now)))}" height="{thick}"/>'
    )


def _told(now: float | None, before: float | None, lines: Lines, unit: str) -> str:
    """The bullet in a sentence, for who does not see it."""
    told = "No data" if now is None else f"Now {written(now, unit)}"
    target, upper = drawable(lines.target), drawable(lines.target_high)
    if target is not None and lines.direction == "range" and upper is not None:
        told += f", target {written(target, unit)} to {written(upper, unit)}"
    elif target is not None:
        told += f", target {written(target, unit)}"
        told += " or less" if lines.direction == "lower" else " or more"
    return told if before is None else f"{told}, last quarter {written(before, unit)}"
