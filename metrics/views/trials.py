"""What a connector would bring, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metrics.actions.fetches import request_of, try_connector
from metrics.actions.sealing import CannotOpen, sealed
from metrics.models import Connector, Metric
from metrics.values.connectors import Unfetched
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import with_unit

MOST = 12


@dataclass(frozen=True)
class Trial:
    """The newest numbers that would come, or in words why none would."""

    lines: tuple[tuple[str, str], ...]
    words: str
    is_well: bool


def trial_of(metric: Metric, held: Connector | None, data: dict[str, Any]) -> Trial:
    """Ask once with what the form says; the kept secret goes to the kept address only."""
    names = ("kind", "address", "query", "date_path", "digest", "step_s", "authorization", "since")
    draft = Connector(metric=metric, **{name: data[name] for name in names})
    if data["secret"] is not None:
        draft.sealed = sealed(data["secret"])
    elif held is not None and held.address == data["address"]:
        draft.sealed = held.sealed
    try:
        found = try_connector(request_of(draft))
    except Unfetched as error:
        return Trial((), error.words, is_well=False)
    except CannotOpen:
        return Trial((), "The kept secret cannot be opened; enter it again.", is_well=False)
    lines = tuple(
        (day(one.on), _said(one.value, one.numerator, one.denominator, metric.unit))
        for one in sorted(found, key=lambda one: one.on, reverse=True)[:MOST]
    )
    more = f", the newest {MOST} of them" if len(found) > MOST else ""
    words = f"{len(found)} would come{more}." if found else "Nothing would come yet."
    return Trial(lines, words, is_well=True)


def _said(value: Any, part: Any, whole: Any, unit: str) -> str:
    if part is not None and whole is not None:
        return f"{with_unit(part, '')} of {with_unit(whole, '')}"
    return with_unit(value, unit)
