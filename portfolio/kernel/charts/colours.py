"""The colours of the pages' stylesheets as plain RGB, for pictures that leave the browser.

A picture outside a page knows no custom properties, no `light-dark()` and no `oklch()`. So the
rules of the charts are read from the very stylesheets of the pages and written out in their light
form; nothing is stated twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import cos, radians, sin

PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CONDITION = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
VARIABLE = re.compile(r"var\(--([\w-]+)\)")
COLOUR = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: / ([\d.]+))?\)")
MIXED = re.compile(r"color-mix\(in oklab, #([0-9a-f]{6}) ([\d.]+)%, transparent\)")
DRAWN = {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"}
DRAWN |= {"stroke-linejoin", "paint-order", "font-size", "font-weight", "opacity"}


def plain_sheet(tokens: str, charts: str) -> str:
    """The rules of the sheet `charts` that paint, with every name of `tokens` put in, light."""
    names = dict(PROPERTY.findall(COMMENT.sub("", tokens)))
    body = CONDITION.sub("", COMMENT.sub("", charts)).split("{", 1)[1]
    rules = []
    for selector, declarations in RULE.findall(body):
        kept = ";".join(_declared(declarations, names))
        if kept and ":" not in selector:
            rules.append(f"{' '.join(selector.split())}{{{kept}}}")
    return "".join(rules)


def plain_colour(text: str, names: Mapping[str, str]) -> str:
    """`var(--ok)` or any other colour of the sheets as `#rrggbb`, or `rgba(…)` where it is thin."""
    while VARIABLE.search(text):
        text = VARIABLE.sub(lambda found: names[found[1]], text)
    text = " ".join(text.split())
    while "light-dark(" in text:
        text = _lightened(text)
    text = COLOUR.sub(lambda found: _rgb(*found.groups()), text)
    return MIXED.sub(_thinned, text)


def _declared(declarations: str, names: Mapping[str, str]) -> list[str]:
    found = []
    for one in declarations.split(";"):
        name, colon, value = one.partition(":")
        if colon and name.strip() in DRAWN:
            found.append(f"{name.strip()}:{plain_colour(value.strip(), names)}")
    return found


def _lightened(text: str) -> str:
    """The first of the two colours of the first `light-dark()`."""
    start = text.index("light-dark(")
    depth, first, inside = 0, "", text[start + len("light-dark") :]
    for place, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if depth == 1 and sign == "," and not first:
            first = inside[1:place].strip()
        if not depth:
            return text[:start] + first + inside[place + 1 :]
    raise ValueError(f"a bracket is not closed in {text}")


def _thinned(found: re.Match[str]) -> str:
    red, green, blue = (int(found[1][place : place + 2], 16) for place in (0, 2, 4))
    return f"rgba({red},{green},{blue},{float(found[2]) / 100:g})"


def _rgb(lightness: str, chroma: str, hue: str, alpha: str | None) -> str:
    """OKLCH to sRGB (Ottosson 2020), cut to what a screen shows."""
    light, angle = float(lightness), radians(float(hue))
    a, b = float(chroma) * cos(angle), float(chroma) * sin(angle)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (_byte(one) for one in linear)
    if alpha is not None:
        return f"rgba({red},{green},{blue},{float(alpha):g})"
    return f"#{red:02x}{green:02x}{blue:02x}"


def _byte(linear: float) -> int:
    bounded = max(0.0, min(1.0, linear))
    curved = 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
    return round(curved * 255)
