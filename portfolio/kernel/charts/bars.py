"""Parts of a whole, and quarterly bars against a limit."""

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


def stack(
    parts: Sequence[tuple[str, Number]],
    *,
    label: str = "",
    total: Number | None = None,
    size: str = "",
) -> SafeString:
    """One bar cut into parts, as wide as its box: (kind, amount) each, in the given order.

    `kind` is a stage, `run`, `imp`, `ok`, `watch`, `risk` or `void`; `total` makes bars of several
    rows comparable; `size` is `s`, empty or `l`. Write the numbers beside it.
    """
    amounts = [(kind, max(0.0, drawable(amount) or 0.0)) for kind, amount in parts]
    whole = drawable(total) or sum(amount for _, amount in amounts) or 1.0
    body, x = "", 0.0
    for kind, amount in amounts:
        wide = min(amount / whole * 100, 100 - x)
        if wide > 0:
            drawn = max(0.2, wide - 0.35)
            body += f'<rect class="k-{kind}" x="{at(x)}" y="0" width="{at(drawn)}" height="10"/>'
        x += wide
    classes = f"stack {size}".strip()
    return stretched(100, 10, body, label, classes, distort=True)


def share(
    parts: Sequence[tuple[str, Number]],
    *,
    limit: Number | None = None,
    total: Number = 100,
    label: str = "",
) -> SafeString:
    """Who takes how much of a whole: names inside; only what is past the limit is coloured."""
    width, height = 668, 34
    line, whole = drawable(limit), drawable(total) or 1.0
    body, x, told = "", 0.0, []
    for place, (name, amount) in enumerate(parts):
        value = max(0.0, drawable(amount) or 0.0)
        wide = max(0.0, min(value / whole * width, width - x))
        past = line is not None and value > line
        kind = "past" if past else "a" if place % 2 else "b"
        body += f'<rect class="sh-{kind}" x="{at(x)}" y="0" width="{at(max(0.0, wide - 1.5))}"'
        body += f' height="{height}" rx="2"/>'
        words = _inside(name, value, wide, line if past else None)
        if words:
            body += text(x + 8, height / 2 + 4, words, "sh-tp" if past else "sh-t")
        if past and line is not None:
            body += f'<path class="sg-line" d="M{at(x + line / whole * width)} -4V{height + 4}"/>'
        told.append(f"{name} {written(value)}" + (", past the limit" if past else ""))
        x += wide
    return stretched(width, height, body, label or "; ".join(told) or "Nothing yet", "share")


def _inside(name: str, value: float, wide: float, limit: float | None) -> str:
    """What fits into a segment: name and number, the number alone, or nothing."""
    number = written(value)
    after = "" if limit is None else f", limit {written(limit)}"
    for words in (f"{name} {number}{after}", f"{name} {number}", number):
        if len(words) * 6.2 + 14 < wide:
            return words
    return ""


def _steps(lines: Sequence[float | None], last: float, left: float, step: float, y: Scale) -> str:
    """The limit from quarter to quarter; where it stays the same, one straight line."""
    if all(one is None or one == last for one in lines):
        return f"M{at(left)} {at(y(last))}H{at(left + step * max(1, len(lines)) + 2)}"
    return "".join(
        f"M{at(left + place * step)} {at(y(one))}h{at(step)}"
        for place, one in enumerate(lines)
        if one is not None
    )


def signal(
    values: Sequence[Number | None],
    limit: Number | Sequence[Number | None],
    quarters: Sequence[str],
    *,
    unit: str = "%",
    label: str = "",
    width: int = 250,
    height: int = 132,
) -> SafeString:
    """A split signal: quarterly bars from zero against a dashed limit.

    Bars that reach the limit change tone and carry their number, as do the first and the last.
    `quarters` has one short label per value. A quarter without a value is an empty place. Where the
    limit changed, `limit` has one a quarter and the line has steps.
    """
    series = drawables(values)
    lines = drawables(limit) if isinstance(limit, Sequence) else [drawable(limit)] * len(series)
    line = next((one for one in reversed(lines) if one is not None), 0.0)
    left, right, top, bottom = 2, 48, 14, 18
    axis, room = height - bottom, width - left - right
    known = [value for value in series if value is not None]
    heights = [one for one in lines if one is not None]
    y = scale(0, max([line, *heights, *known, 0.0]) * 1.08 or 1.0, axis, top)
    body = f'<path class="tr-base" d="M{left} {axis}H{width - right}"/>'
    step = room / max(1, len(series))
    for place, value in enumerate(series):
        x, middle = left + place * step + 3, left + place * step + step / 2
        if place < len(quarters):
            body += text(middle, height - 5, quarters[place], anchor="middle")
        if value is None:
            continue
        here = lines[place] if place < len(lines) else line
        past, tall = here is not None and value >= here, max(0.0, axis - y(max(0.0, value)))
        body += f'<rect class="sg-{"past" if past else "bar"}" x="{at(x)}" y="{at(axis - tall)}"'
        body += f' width="{at(max(1.0, step - 6))}" height="{at(tall)}"/>'
        if past or place in (0, len(series) - 1):
            classes = "ax ax-b" if place == len(series) - 1 else "ax"
            body += text(middle, axis - tall - 4, written(value), classes, "middle")
    body += f'<path class="sg-line" d="{_steps(lines, line, left, step, y)}"/>'
    body += text(width - right + 6, y(line) + 3.5, f"limit {written(line)}")
    told = ", ".join("no data" if value is None else written(value, unit) for value in series)
    told = f"By quarter: {told}. Limit {written(line, unit)}." if series else "No data"
    return stretched(width, height, body, label or told, "signal")
