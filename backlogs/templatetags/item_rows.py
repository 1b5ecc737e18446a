"""The rows of a list, written out: `{% item_rows page picks_all bulk.picked %}`.

A hundred rows of twelve values each cost a template 12 ms of CPU, most of a list's page; here the
same bytes cost one. Every word of a person is escaped, and nothing here decides what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from backlogs.queries.rows import Row
from backlogs.values import ItemState, ItemType

register = template.Library()

KEPT = '"bl-row kept"'

TYPES = {
    kind: f'<i class="ty ty-{kind.value}">{escape(kind.label)}</i><a class=bl-title href="'
    for kind in ItemType
}
STATES = {
    state: f'<i class="bl-st {state.value}">{escape(state.label)}</i><i class=bl-age>'
    for state in ItemState
}


@register.simple_tag
def item_rows(
    page: Any,
    picks_all: bool,
    picked: Collection[str],
    begin: int = 0,
    end: int | None = None,
) -> SafeString:
    """The rows from `begin` up to `end` of the page, counted from 0; `picked` are checked."""
    check = _checkbox(bool(picks_all), frozenset(picked or ())) if page.can_edit else _nothing
    rank = _grip if page.can_move else _rank
    outcome = _outcome(escape(page.item_path), asks=page.can_edit)
    path, suffix = escape(page.item_path), escape(page.item_suffix)
    product = _product if page.shows_products else _nothing
    return mark_safe(
        "".join(
            f"<li class={KEPT if row.is_kept else 'bl-row'} data-id={row.reference}>{check(row)}"
            f'{rank(row, place)}{TYPES[row.type]}{path}{row.reference}{suffix}">'
            f"{escape(row.title)}</a>{_waits(row)}{outcome(row)}{product(row)}"
            f"<i class=bl-n>{_effort(row)}</i>{_score(row)}{STATES[row.state]}"
            f"{conditional_escape(row.last)}</i></li>\n"
            for place, row in enumerate(page.rows[begin:end], page.first + begin)
        )
    )


def _checkbox(picks_all: bool, picked: Collection[str]) -> Callable[[Row], str]:
    def check(row: Row) -> str:
        name = row.reference
        if row.is_kept:
            return ""
        checked = " checked" if picks_all or name in picked else ""
        return (
            f"<input class=check type=checkbox name=item value={name}.{row.seen} "
            f"aria-label={name}{checked}>"
        )

    return check


def _outcome(path: str, *, asks: bool) -> Callable[[Row], str]:
    def outcome(row: Row) -> str:
        if row.outcome:
            return f"<i class=bl-out>{escape(row.outcome)}</i>"
        if row.lacks_outcome and asks and not row.is_kept:
            return f'<a href="{path}{row.reference}/outcome/">outcome</a>'
        return ""

    return outcome


def _nothing(_: Row) -> str:
    return ""


def _grip(row: Row, place: int) -> str:
    if row.is_kept:
        return _rank(row, place)
    return (
        f'<button class=grip type=button data-grip aria-label="Move {row.reference}, '
        f'position {place}"><b class=rank>{place}</b></button>'
    )


def _rank(_: Row, place: int) -> str:
    return f"<b class=rank>{place}</b>"


def _waits(row: Row) -> str:
    return f"<i class=bl-waits>waits for {escape(row.waits)}</i>" if row.waits else ""


def _product(row: Row) -> str:
    return f"<i class=prod>{escape(row.product)}</i>"


def _effort(row: Row) -> str:
    return f"{row.effort}<i> points</i>" if row.effort else ""


def _score(row: Row) -> str:
    return f"<i class=bl-score><i>score </i>{escape(row.score)}</i>" if row.score else ""
