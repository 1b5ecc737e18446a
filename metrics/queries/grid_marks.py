"""The cells of a measuring grid as markup: there are many, so they are written without templates.

Every function is pure; all that came from people is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from metrics.calculations.cells import text_of
from metrics.calculations.columns import Column
from metrics.values.cells import CellState, Choice, Known, Place, Verdict
from portfolio.kernel.icons import icon
from portfolio.kernel.marks import status_mark

FILLED = {"import": "Imported", "api": "From the API", "connector": "Filled in for you"}
FILLED |= {"events": "Filled in for you", "survey": "From a survey"}
LINES = {CellState.BAD: "risk", CellState.CLASH: "risk"}


def shut_cell(label: str, text: str = "") -> str:
    """A cell nobody types into: not begun, not tracked yet, or filled in by events."""
    return f'<td role="cell" class="cell shut" data-l="{escape(label)}">{escape(text)}</td>'


def open_cell(
    place: Place, column: Column, name: str, known: Known | None, verdict: Verdict | None
) -> str:
    """A cell with its field. Its name carries the number it showed, so that nobody overwrites."""
    stands = verdict is not None and (verdict.state.is_open or verdict.state is CellState.DRAFT)
    text, base = text_of(known), known.id if known else 0
    if verdict is not None and stands:
        text, base = verdict.typed.text, verdict.typed.base
    state = _state_of(known, verdict)
    told = ""
    if verdict is not None and verdict.state.is_open:
        told = f' aria-describedby="m-{place}"'
        told += ' aria-invalid="true"' if verdict.state in LINES else ""
    return (
        f'<td role="cell" class="cell g-{state}" data-l="{escape(column.label)}">'
        f'<input id="c-{place}" name="c.{place}.{base}" value="{escape(text)}" inputmode="decimal"'
        f' autocomplete="off" maxlength="80" aria-label="{escape(name)}, {escape(column.name)}"'
        f"{told}></td>"
    )


def _state_of(known: Known | None, verdict: Verdict | None) -> str:
    if verdict is not None and verdict.state is not CellState.SAME:
        return verdict.state.value
    if known is None:
        return "empty"
    return "auto" if known.source in FILLED else "same"


def check_of(
    columns: Sequence[Column], places: Sequence[Place], verdicts: Sequence[Verdict], rest: str
) -> SafeString:
    """What the row has to say: open questions first, then what was saved, then what is due."""
    names = {place: column.label for place, column in zip(places, columns, strict=True)}
    label = len(columns) > 1
    asked = [_say(one, names.get(one.typed.place, "") if label else "") for one in verdicts
             if one.state.is_open]  # fmt: skip
    states = {one.state for one in verdicts}
    if CellState.DRAFT in states:
        asked.append('<span class="g-note">Not saved yet</span>')
    elif CellState.SAVED in states:
        asked.append(f'<span class="g-ok">{icon("check", "i-s")} Saved</span>')
    return mark_safe("".join(asked) or rest)


def _say(verdict: Verdict, label: str) -> str:
    place = str(verdict.typed.place)
    lead = f"{label}: " if label else ""
    words = status_mark(LINES.get(verdict.state, "watch"), f"{lead}{verdict.words}")
    inside = "".join(_button(place, choice, verdict) for choice in verdict.choices)
    if verdict.state is CellState.WHY:
        inside = _reason(place, lead, verdict)
    if verdict.typed.is_confirmed:
        kept = escape(verdict.typed.text)
        inside += f'<input type="hidden" name="k.{place}" value="{kept}">'
    return f'<div class="say" id="m-{place}" data-place="{place}">{words} {inside}</div>'


def _button(place: str, choice: Choice, verdict: Verdict) -> str:
    label, text, base = choice.label, choice.text, choice.base
    quiet = "" if choice == verdict.choices[0] else " ghost"
    return (
        f'<button class="btn small{quiet}" name="pick"'
        f' value="{place}.{base}={escape(text)}">{escape(label)}</button> '
    )


def _reason(place: str, lead: str, verdict: Verdict) -> str:
    typed = escape(verdict.typed.reason)
    return (
        f'<input class="why" name="r.{place}" value="{typed}" maxlength="500"'
        f' aria-label="{escape(lead)}why does it replace the earlier number?"> '
        '<button class="btn small">Correct</button>'
    )


def source_note(known: Sequence[Known], is_fed: bool) -> str:
    """Where the newest number of a row came from, when no person typed it."""
    if is_fed:
        return f'<span class="faint">{icon("plug", "i-s")} Filled in for you</span>'
    newest = max(known, key=lambda one: one.on, default=None)
    words = FILLED.get(newest.source, "") if newest else ""
    if not words and any(one.count > 1 for one in known):
        words = "More than one number; the newest is shown"
    return f'<span class="faint">{words}</span>' if words else ""
