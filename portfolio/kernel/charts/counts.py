"""Things to be counted: load slots, outcomes, lifecycle steps, progress."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import Number, at, drawable, image, tone_of

STAGES = ("introduction", "growth", "maturity", "retirement", "retired")
MOST_SLOTS = 12
"""Squares of one kind that are drawn; a load beyond is written as a number after them."""


def slots(
    active: int, stable: int, *, active_limit: int = 1, stable_limit: int = 3, label: str = ""
) -> SafeString:
    """Ownership load (DOMAIN 3) as countable squares; what stands past the red line is too much.

    `active` counts active products, `stable` clusters without one.
    """
    body, x = _row("active", active, active_limit, 1.0)
    more, x = _row("stable", stable, stable_limit, x + 7)
    told = label or (
        f"{active} active, {active_limit} allowed; {stable} stable, {stable_limit} allowed"
    )
    return image(max(92, x), 16, body + more, told, "slots")


def _row(kind: str, count: int, limit: int, x: float) -> tuple[str, float]:
    """The squares of one kind from `x` on, and where they end."""
    body = ""
    for place in range(min(max(limit, count), MOST_SLOTS)):
        if place == limit:
            body += f'<path class="sl-limit" d="M{at(x)} 0V16"/>'
            x += 3
        classes = f"sl-{kind}" if place < count else "sl-free"
        classes += " sl-over" if place >= limit else ""
        body += f'<rect class="{classes}" x="{at(x)}" y="2.5" width="11" height="11" rx="2"/>'
        x += 14
    if count > MOST_SLOTS:
        body += f'<text class="ax" x="{at(x)}" y="12">+{count - MOST_SLOTS}</text>'
        x += 24
    return body, x


def units(results: Sequence[str], *, label: str = "") -> SafeString:
    """One glyph per hypothesis: a ticked disc hit, a crossed ring missed, a dashed ring too early.

    `results` are the words `hit`, `part`, `miss`, and anything else for not yet known.
    """
    body = ""
    for place, result in enumerate(results):
        x = 9 + place * 18
        if result == "hit":
            body += f'<circle class="u-hit" cx="{x}" cy="9" r="7"/>'
            body += f'<path class="u-tick" d="M{x - 3} 9.2l2.2 2.2 4-4.4"/>'
        elif result == "part":
            body += f'<circle class="u-part" cx="{x}" cy="9" r="6.3"/>'
            body += f'<path class="u-half" d="M{x} 2.7a6.3 6.3 0 0 0 0 12.6Z"/>'
        elif result == "miss":
            body += f'<circle class="u-miss" cx="{x}" cy="9" r="6.3"/>'
            body += f'<path class="u-x" d="M{x - 2.6} 6.4l5.2 5.2m0-5.2l-5.2 5.2"/>'
        else:
            body += f'<circle class="u-early" cx="{x}" cy="9" r="6.3"/>'
    return image(max(18, len(results) * 18), 18, body, label, "units")


def pips(stage: str) -> SafeString:
    """Where a product stands in its lifecycle: five steps, the current one tall.

    An unknown stage draws five steps to come. The word itself is written beside it.
    """
    now = STAGES.index(stage) if stage in STAGES else -1
    body = ""
    for place in range(len(STAGES)):
        kind = "now" if place == now else "past" if place < now else "next"
        y, height = (1, 12) if place == now else (5, 4)
        body += f'<rect class="pp-{kind}" x="{place * 7}" y="{y}" width="5"'
        body += f' height="{height}" rx="1.5"/>'
    return image(len(STAGES) * 7 - 2, 14, body, "", "pips")


def progress(
    fraction: Number | None,
    *,
    label: str = "",
    status: str = "no_data",
    width: int = 100,
    height: int = 6,
    expected: Number | None = None,
) -> SafeString:
    """A bar filled to a fraction (0 to 1), with a tick where it should be today."""
    done, due = drawable(fraction), drawable(expected)
    body = f'<rect class="pg-bg" x="0" y="0" width="{width}" height="{height}" rx="3"/>'
    if done is not None:
        filled = max(2.0, min(1.0, done) * width)
        body += f'<rect class="pg-fg s-{tone_of(status)}" x="0" y="0" width="{at(filled)}"'
        body += f' height="{height}" rx="3"/>'
    if due is not None:
        x = max(0.0, min(1.0, due)) * width
        body += f'<rect class="bu-target" x="{at(x - 1)}" y="-1" width="2" height="{height + 2}"/>'
    return image(width, height, body, label, "prog")
