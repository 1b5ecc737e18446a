"""Charts as files of their own: a title, the drawings with their words, and as of when.

A page's chart is coloured by the page's stylesheets and has no address of its own; taken out of the
page it needs both its colours and its words with it. Links and scripts stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import typst

WIDTH: Final = 780
PAD: Final = 20
TITLE: Final = 34
FOOT: Final = 26
LABEL: Final = 190
PIXELS_PER_INCH: Final = 144.0
"""Two pixels for each unit of the drawing."""

OPENING: Final = re.compile(r"<svg[^>]*viewBox=\"0 0 ([\d.]+) ([\d.]+)\"[^>]*>")
ANCHOR: Final = re.compile(r"</?a\b[^>]*>")
DISTORTED: Final = 'preserveAspectRatio="none"'
SOURCE: Final = (
    "#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
    '#image("/chart.svg", width: {width}pt)\n'
)


@dataclass(frozen=True)
class Part:
    """One drawing of a picture; a `label` stands left of it, else it takes the whole width.

    `height` is what a drawing without a size of its own is stretched to.
    """

    drawing: str
    label: str = ""
    height: float = 14


@dataclass(frozen=True)
class Key:
    """One entry of a legend: the class its square is painted with, and what it means."""

    classes: str
    words: str


@dataclass(frozen=True)
class Picture:
    """What a file shows."""

    title: str
    note: str
    parts: Sequence[Part]
    keys: Sequence[Key] = ()


def picture_svg(picture: Picture, sheet: str, font: str = "Instrument Sans") -> str:
    """The picture as one SVG file, painted by the plain stylesheet `sheet`."""
    y, body = float(PAD + TITLE), ""
    for part in picture.parts:
        drawn, height = _placed(part, y)
        body += drawn
        y += height + 8
    if picture.keys:
        body += _legend(picture.keys, y + 8)
        y += 26
    height = y + FOOT
    words = f'class="pt" x="{PAD}" y="{PAD + 12}"'
    note = f'class="pn" x="{PAD}" y="{height - 12:g}"'
    own = (
        f'text{{font-family:"{font}","DejaVu Sans",Arial,sans-serif;fill:#333;font-size:12px}}'
        ".flat rect{stroke:none}"
        ".pt{font-size:16px;font-weight:600;fill:#111}.pn{font-size:11px;fill:#555}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}"'
        f' viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(picture.title)}">'
        f"<style>{own}{sheet}</style>"
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>'
        f"<text {words}>{escape(picture.title)}</text>{body}"
        f"<text {note}>{escape(picture.note)}</text></svg>"
    )


def picture_png(svg: str, fonts: Sequence[str]) -> bytes:
    """The same as pixels, with the fonts of these folders."""
    found = OPENING.search(svg)
    if found is None:
        raise ValueError("a picture begins with its size")
    source = SOURCE.format(width=found[1], height=found[2])
    sources = {"main": source.encode(), "chart.svg": svg.encode()}
    # The stubs of typst know no files by name.
    made = typst.compile(  # type: ignore[call-overload]
        sources, format="png", ppi=PIXELS_PER_INCH, font_paths=list(fonts)
    )
    assert isinstance(made, bytes)  # a picture has one page
    return made


def _placed(part: Part, y: float) -> tuple[str, float]:
    """The drawing as a nested one, and the height it takes."""
    found = OPENING.search(part.drawing)
    if found is None:
        raise ValueError("a drawing begins with its size")
    width, height = float(found[1]), float(found[2])
    left, room = (PAD + LABEL, WIDTH - 2 * PAD - LABEL) if part.label else (PAD, WIDTH - 2 * PAD)
    if DISTORTED in found[0]:
        size, extra = (float(room), part.height), f' class="flat" {DISTORTED}'
    elif part.label:
        size, extra = (width, height), ""
    else:
        size, extra = (float(room), height * room / width), ""
    inside = ANCHOR.sub("", part.drawing[found.end() : part.drawing.rindex("</svg>")])
    nested = (
        f'<svg x="{left}" y="{y:g}" width="{size[0]:g}" height="{size[1]:g}"'
        f' viewBox="0 0 {width:g} {height:g}"{extra}>{inside}</svg>'
    )
    label = ""
    if part.label:
        label = f'<text x="{PAD}" y="{y + size[1] / 2 + 4:g}">{escape(_cut(part.label))}</text>'
    return label + nested, size[1]


def _cut(words: str, most: int = 28) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _legend(keys: Sequence[Key], y: float) -> str:
    body, x = "", float(PAD)
    for key in keys:
        body += f'<rect class="{escape(key.classes)}" x="{x:g}" y="{y:g}" width="10" height="10"/>'
        body += f'<text x="{x + 15:g}" y="{y + 9.5:g}">{escape(key.words)}</text>'
        x += 32 + 6.6 * len(key.words)
    return body
