"""The policy: the thresholds in force, and every version there was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.kernel.marks import day
from portfolio.policy_form import Threshold, field_name, keys, words_for, written
from portfolio.policy_words import GROUPS
from products.models import PolicyVersion
from products.queries import policy_on


@dataclass(frozen=True)
class ThresholdRow:
    """One threshold in force."""

    key: str
    words: str
    value: str
    usual: str
    is_changed: bool


@dataclass(frozen=True)
class ThresholdGroup:
    """The thresholds of one room."""

    title: str
    slug: str
    rows: list[ThresholdRow]


@dataclass(frozen=True)
class VersionRow:
    """One version: what it changed, when, by whom and why."""

    number: int
    since: str
    by: str
    note: str
    changes: list[str]


@dataclass(frozen=True)
class PolicyPage:
    """What holds now, and the history, newest first."""

    number: int
    groups: list[ThresholdGroup]
    versions: list[VersionRow]
    newest: int


def policy_page(on: date) -> PolicyPage:
    """The policy as of a day."""
    current = policy_on(on)
    versions = list(PolicyVersion.objects.select_related("created_by").order_by("-number"))
    shown = [row for row in versions if row.effective_from <= on or row.pk == current.pk]
    return PolicyPage(
        number=current.number,
        groups=[ThresholdGroup(GROUPS[room], room, _rows(room, current)) for room in GROUPS],
        versions=[_version(row) for row in shown],
        newest=versions[0].number,
    )


def policy_initial(on: date) -> dict[str, object]:
    """The thresholds of the newest version, to start a new one from."""
    newest = PolicyVersion.objects.order_by("-number")[0]
    values = {field_name(key): newest.thresholds.get(key, default) for key, default in keys()}
    return {**values, "seen": newest.number, "effective_from": on}


def _rows(room: str, version: PolicyVersion) -> list[ThresholdRow]:
    return [
        ThresholdRow(
            key=key,
            words=words_for(key),
            value=written(version.thresholds.get(key, default), default),
            usual=written(default, default),
            is_changed=key in version.thresholds,
        )
        for key, default in keys()
        if key.startswith(f"{room}.")
    ]


def _version(row: PolicyVersion) -> VersionRow:
    usual: dict[str, Threshold] = dict(keys())
    return VersionRow(
        number=row.number,
        since=day(row.effective_from),
        by=row.created_by.name if row.created_by else "",
        note=row.note,
        changes=[
            f"{words_for(key)}: {written(value, usual.get(key))} "
            f"(usually {written(usual.get(key, 'unknown'), usual.get(key))})"
            for key, value in sorted(row.thresholds.items())
        ],
    )
