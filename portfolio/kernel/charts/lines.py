"""Series over quarters: the word-sized line of a table cell and the small multiple."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import (
    Number,
    Scale,
    at,
    drawable,
    drawables,
    image,
    mark,
    scale,
    spread,
    stretched,
    text,
    written,
)


def spark(
    values: Sequence[Number | None],
    *,
    target: Number | None = None,
    status: str = "no_data",
    label: str = "",
    unit: str = "",
    width: int = 96,
    height: int = 24,
) -> SafeString:
    """A word-sized line, oldest first, with a dashed target and the status shape at its end.

    None is a quarter without a measurement: the line breaks there and is never interpolated.
    """
    series, goal = drawables(values), drawable(target)
    known = [value for value in series if value is not None]
    if not known:
        body = f'<path class="sp-void" d="M2 {at(height / 2)}H{width - 4}"/>'
        return image(width, height, body, label or "No data", "spark")
    low, high = spread(known + ([goal] if goal is not None else []))
    x, y = _places(len(series), 3, width - 4), scale(low, high, height - 4, 4)
    body = "" if goal is None else f'<path class="sp-target" d="M0 {at(y(goal))}H{width}"/>'
    body += f'<path class="sp-line" d="{_pen(series, x, y)}"/>'
    last = max(place for place, value in enumerate(series) if value is not None)
    body += mark(x(last), y(known[-1]), 2.6, status)
    return image(width, height, body, label or _told(known, goal, unit), "spark")


def trend(
    values: Sequence[Number | None],
    quarters: Sequence[str],
    *,
    target: Number | None = None,
    unit: str = "",
    status: str = "no_data",
    label: str = "",
    word: str = "goal",
    width: int = 236,
    height: int = 86,
) -> SafeString:
    """A small multiple: the first and last value, the goal and the ends of the axis are written.

    `quarters` are the labels of the axis, one per value; `word` names the dashed line.
    """
    series, goal = drawables(values), drawable(target)
    known = [(place, value) for place, value in enumerate(series) if value is not None]
    goal_words = "" if goal is None else f"{word} {written(goal, unit)}"
    left, right, top, bottom = 2, max(60, 14 + 6 * len(goal_words)), 14, 18
    axis, end = height - bottom, width - right
    body = f'<path class="tr-base" d="M{left} {axis}H{end + 4}"/>'
    body += _ends_of_axis(quarters, left, end, height)
    if not known:
        body += text(left, axis - 8, "No data")
        return stretched(width, height, body, label or "No data", "trend")
    pool = [value for _, value in known] + ([goal] if goal is not None else [])
    low, high = spread(pool, pad=0.1)
    x, y = _places(len(series), left + 3, end), scale(low, high, axis, top)
    (first_at, first), (last_at, last) = known[0], known[-1]
    value_y = y(last) + 4
    if goal is not None:
        body += _goal_line(y(goal), value_y, left, end, goal_words)
    body += f'<path class="sp-line" d="{_pen(series, x, y)}"/>'
    for place, value in known[:-1]:
        body += f'<circle class="tr-dot" cx="{at(x(place))}" cy="{at(y(value))}" r="1.6"/>'
    body += mark(x(last_at), y(last), 3.4, status)
    if len(known) > 1:
        body += text(x(first_at), y(first) - 7, written(first, unit), anchor="start")
    body += text(end + 9, value_y, written(last, unit), "ax ax-b")
    told = _told([value for _, value in known], goal, unit)
    return stretched(width, height, body, label or told, "trend")


def _places(count: int, start: float, end: float) -> Scale:
    """Where the nth of `count` values stands; a single one stands at the end, which is now."""
    return scale(0, count - 1, start, end) if count > 1 else lambda _: end


def _pen(series: Sequence[float | None], x: Scale, y: Scale) -> str:
    """The path of a series, lifted over gaps; a lonely point is a dot of no length."""
    steps, down = [], False
    for place, value in enumerate(series):
        if value is None:
            down = False
            continue
        here = f"{at(x(place))} {at(y(value))}"
        lonely = not down and (place + 1 == len(series) or series[place + 1] is None)
        steps.append(f"{'L' if down else 'M'}{here}{'h0' if lonely else ''}")
        down = True
    return "".join(steps)


def _goal_line(goal_y: float, value_y: float, left: int, end: int, words: str) -> str:
    """The dashed line and its name, moved away from the last value where both would meet."""
    words_y = goal_y + 3.5
    if abs(words_y - value_y) < 12:
        words_y = value_y - 12 if words_y <= value_y else value_y + 12
    line = f'<path class="sp-target" d="M{left} {at(goal_y)}H{end + 4}"/>'
    return line + text(end + 9, words_y, words)


def _ends_of_axis(quarters: Sequence[str], left: int, end: int, height: int) -> str:
    if not quarters:
        return ""
    last = text(end, height - 4, quarters[-1], anchor="end")
    return last if len(quarters) == 1 else text(left, height - 4, quarters[0]) + last


def _told(known: Sequence[float], goal: float | None, unit: str) -> str:
    """The series in a sentence, for who does not see it."""
    if len(known) == 1:
        told = f"One quarter measured: {written(known[0], unit)}"
    else:
        told = f"{len(known)} quarters measured, from {written(known[0], unit)}"
        told += f" to {written(known[-1], unit)}"
    return told if goal is None else f"{told}, target {written(goal, unit)}"
