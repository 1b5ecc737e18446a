"""How a status, a stage, a person and a change look: shape and word, then colour.

Every function is pure and cheap and gives ready markup, so a query may put the result straight
into its rows. The template tags of the same names call these.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from portfolio.kernel.charts import pips
from portfolio.kernel.numbers import MINUS, brief, shown, with_unit

GLYPHS: Final = {
    "ok": '<circle cx="6" cy="6" r="4.6" fill="currentColor"/>',
    "watch": '<path d="M6 1.2 11.2 10.4H.8Z" fill="currentColor"/>',
    "risk": '<path d="M6 .6 11.4 6 6 11.4.6 6Z" fill="currentColor"/>',
    "stale": (
        '<rect x="1.6" y="1.6" width="8.8" height="8.8" fill="none" stroke="currentColor"'
        ' stroke-width="1.5"/><path d="M6 3.9v2.4h2" fill="none" stroke="currentColor"'
        ' stroke-width="1.3"/>'
    ),
    "none": (
        '<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5"'
        ' stroke-dasharray="2 1.8"/>'
    ),
    "full": (
        '<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        '<path d="M6 1.8a4.2 4.2 0 0 0 0 8.4Z" fill="currentColor"/>'
    ),
}
"""Tone → its shape on a 12 px grid."""

STATUSES: Final = {
    "on_target": ("ok", "On target"),
    "at_risk": ("watch", "At risk"),
    "off_target": ("risk", "Off target"),
    "stale": ("stale", "Stale"),
    "no_data": ("none", "No data"),
    "not_enough_data": ("none", "Not enough data"),
    "within": ("ok", "Within the rule"),
    "at_ceiling": ("full", "At ceiling"),
    "over": ("watch", "Over the rule"),
    "triage": ("risk", "Triage"),
    "success": ("ok", ""),
    "warning": ("watch", ""),
    "error": ("risk", ""),
    "info": ("none", ""),
    "debug": ("none", ""),
}
"""Status of a metric, load level or kind of message → tone and word."""

STAGES: Final = {
    "introduction": "Introduction",
    "growth": "Growth",
    "maturity": "Maturity",
    "retirement": "Retirement",
    "retired": "Retired",
}


def tone_and_word(status: str) -> tuple[str, str]:
    """The tone and the usual word of a status; a tone is its own; the unknown is no data."""
    if status in STATUSES:
        return STATUSES[status]
    return (status, "") if status in GLYPHS else ("none", "No data")


@lru_cache(maxsize=64)
def glyph(status: str, classes: str = "") -> SafeString:
    """Only the shape, for a place where the word stands nearby."""
    shape = GLYPHS[tone_and_word(status)[0]]
    named = f' class="{escape(classes)}"' if classes else ""
    return mark_safe(f'<svg{named} viewBox="0 0 12 12" aria-hidden="true">{shape}</svg>')


@lru_cache(maxsize=1024)
def status_mark(status: str, word: str = "", classes: str = "") -> SafeString:
    """Shape and word of a status, a load level or a tone; `word` says more than the usual one."""
    tone, usual = tone_and_word(status)
    names = f"st {tone} {classes}".strip()
    return mark_safe(f'<span class="{names}">{glyph(tone)}{escape(word or usual)}</span>')


@lru_cache(maxsize=64)
def tag(words: str, tone: str = "") -> SafeString:
    """A small label; `tone` is ok, watch, risk, mark or nothing."""
    kind = {"watch": "warn"}.get(tone, tone)
    return mark_safe(f'<span class="{f"tag {kind}".strip()}">{escape(words)}</span>')


@lru_cache(maxsize=32)
def stage_mark(stage: str) -> SafeString:
    """The five steps with the current one tall, and its name."""
    word = STAGES.get(stage, "No stage")
    return mark_safe(f'<span class="stage">{pips(stage)}{word}</span>')


def initials(name: str) -> str:
    """One or two letters: of the first and the last word."""
    words = [word for word in name.split() if word[:1].isalpha()]
    letters = [word[0] for word in (words[:1] + words[1:][-1:])]
    return "".join(letters).upper() or "?"


@lru_cache(maxsize=1024)
def avatar(name: str, classes: str = "") -> SafeString:
    """A disc with initials, or an empty dashed one for nobody. The name stands beside it."""
    letters = escape(initials(name)) if name else "?"
    names = " ".join(part for part in ("av", "" if name else "none", classes) if part)
    return mark_safe(f'<span class="{names}" aria-hidden="true">{letters}</span>')


@lru_cache(maxsize=1024)
def person_mark(name: str, url: str = "") -> SafeString:
    """A person, linked when there is a page; nobody is a red diamond and says so."""
    if not name:
        return status_mark("risk", "No accountable owner")
    inside = f"{avatar(name)}<span>{escape(name)}</span>"
    if not url:
        return mark_safe(f'<span class="person">{inside}</span>')
    return mark_safe(f'<a class="person go" href="{escape(url)}">{inside}</a>')


def delta_mark(
    now: Decimal | int | None,
    before: Decimal | int | None,
    direction: str = "higher",
    unit: str = "",
    places: int | None = None,
) -> SafeString:
    """The change since last time, good or bad by the metric's direction; nothing without both.

    In a range neither direction is good as such, so the change is only told.
    """
    if now is None or before is None:
        return mark_safe("")
    change = Decimal(now) - Decimal(before)
    size = with_unit(brief(abs(change)) if places is None else abs(change), unit, places)
    if change.is_zero() or shown(abs(change), places).strip("0.") == "":
        return mark_safe('<span class="delta">unchanged</span>')
    sign = "+" if change > 0 else MINUS
    kind = (
        "" if direction == "range" else "good" if (change > 0) == (direction == "higher") else "bad"
    )
    word = {"good": "better", "bad": "worse"}.get(kind, "")
    told = f'<span class="vh">, {word}</span>' if word else ""
    return mark_safe(f'<span class="{f"delta {kind}".strip()}">{sign}{escape(size)}{told}</span>')


def day(value: date | None, today: date | None = None) -> str:
    """A date for people: `8 Oct 2026`, and without the year when that is this year."""
    if value is None:
        return ""
    text = f"{value.day} {value:%b}"
    return text if today is not None and value.year == today.year else f"{text} {value.year:04d}"
