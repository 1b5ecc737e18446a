"""What a grid sends: each field's name says the metric, the column and the number it showed."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from metrics.values.cells import Place, Typed


def read_cells(post: QueryDict) -> list[Typed]:
    """The cells of a post, `c.<metric>.<day>.<number shown>`; fields of other names are none.

    `r.<metric>.<day>` holds the reason of a correction, `k.…` a text that was confirmed. The
    button pressed, `pick`, answers a question: its text replaces that of the cell.
    """
    answer, chosen = _picked(post.get("pick", ""))
    typed = []
    for name, texts in post.lists():
        if not name.startswith("c."):
            continue
        found = _cell(name[2:])
        if found is None:
            continue
        place, base = found
        for text in texts:
            is_confirmed = post.get(f"k.{place}") == text.strip() != ""
            reason = post.get(f"r.{place}", "")[:500]
            if answer is not None and answer[0] == place:
                text, base, is_confirmed = chosen, answer[1], True
            typed.append(Typed(place, base, text[:80], reason, is_confirmed))
    return typed


def place_of(text: str) -> Place | None:
    """`12.2026-09-30`, or None for what is no place."""
    metric, _, end = text.partition(".")
    try:
        return Place(int(metric), date.fromisoformat(end))
    except ValueError:
        return None


def _cell(name: str) -> tuple[Place, int] | None:
    text, _, base = name.rpartition(".")
    place = place_of(text)
    return (place, int(base)) if place is not None and base.isdecimal() and len(base) < 19 else None


def _picked(text: str) -> tuple[tuple[Place, int] | None, str]:
    name, _, chosen = text.partition("=")
    return _cell(name), chosen
