"""The health × value map of a large portfolio: counts per field instead of single marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from portfolio.kernel.charts.svg import at, group, text

LEFT, RIGHT, TOP, BOTTOM = 40, 14, 14, 34


@dataclass(frozen=True)
class Field:
    """How many products have value and health in [low, low + step); `url` lists them."""

    value_low: int
    health_low: int
    count: int
    url: str


def density(
    fields: Sequence[Field], *, step: int = 10, width: int = 748, height: int = 478, label: str = ""
) -> SafeString:
    """One disc per field of `step` × `step` points; its area is the count, which stands in it."""
    wide = (width - LEFT - RIGHT) / (100 / step)
    tall = (height - TOP - BOTTOM) / (100 / step)
    floor = height - BOTTOM
    body = ""
    for score in range(0, 101, 20):
        x, y = LEFT + score / step * wide, floor - score / step * tall
        body += f'<path class="hv-grid" d="M{at(x)} {TOP}V{floor}M{LEFT} {at(y)}H{width - RIGHT}"/>'
        body += text(x, floor + 15, str(score), anchor="end" if score == 100 else "middle")
        body += text(LEFT - 8, y + 3.5, str(score), anchor="end")
    body += text(
        (LEFT + width - RIGHT) / 2, height - 3, "Value to the business", "ax ax-t", "middle"
    )
    most = max((field.count for field in fields), default=1)
    for field in fields:
        x = LEFT + (min(field.value_low, 100 - step) / step + 0.5) * wide
        y = floor - (min(field.health_low, 100 - step) / step + 0.5) * tall
        body += _disc(field, x, y, min(wide, tall) / 2 * (field.count / most) ** 0.5, step)
    total = sum(field.count for field in fields)
    told = f"Map of {total} products by value and health, counted in fields of {step} points."
    return group(width, height, body, label or told, "hvmap")


def _disc(field: Field, x: float, y: float, radius: float, step: int) -> str:
    noun = "product" if field.count == 1 else "products"
    told = escape(
        f"{field.count} {noun} with value {field.value_low} to {field.value_low + step}"
        f" and health {field.health_low} to {field.health_low + step}"
    )
    disc = f'<circle class="hv-count" cx="{at(x)}" cy="{at(y)}" r="{at(max(9.0, radius))}"/>'
    words = text(
        x, y + 4, f"{field.count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"), "hv-n", "middle"
    )
    href = escape(field.url)
    return (
        f'<a class="hv-p" href="{href}" aria-label="{told}"><title>{told}</title>{disc}{words}</a>'
    )
