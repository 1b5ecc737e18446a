"""The evidence of a warning as facts and tables, whatever its rule puts there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.kernel.marks import day as day_text
from portfolio.kernel.words import joined

POLICY = "policy"  # shown with the rule's thresholds


@dataclass(frozen=True)
class Cell:
    """One cell, and its column, which small screens say beside it."""

    column: str
    text: str


@dataclass(frozen=True)
class EvidenceTable:
    """One list of the evidence: its title, its columns, and its rows of text."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Evidence:
    """Single numbers and words, and what there are several of."""

    facts: list[tuple[str, str]]
    tables: list[EvidenceTable]


def evidence_of(evidence: Mapping[str, Any]) -> Evidence:
    """Every entry but the thresholds, in the order in which the rule wrote them."""
    facts, tables = [], []
    for key, value in evidence.items():
        if key == POLICY:
            continue
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            tables.append(_table(key, value))
        else:
            facts.append((label(key), written(value)))
    return Evidence(facts, tables)


def _table(key: str, rows: Sequence[Mapping[str, Any]]) -> EvidenceTable:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return EvidenceTable(
        label(key),
        [label(name) for name in columns],
        [[Cell(label(name), written(row.get(name))) for name in columns] for row in rows],
    )


def label(key: str) -> str:
    """A key as people read it: `last_owner_name` is “Last owner name”."""
    return key.replace("_", " ").replace(".", " ").capitalize()


def written(value: Any) -> str:
    """Any value of the evidence in words; lists and objects in one line."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if "sentence" in value:
            return str(value["sentence"])
        return ", ".join(f"{label(str(key)).lower()} {written(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return joined([written(one) for one in value])
    return _dated(value) if isinstance(value, str) else str(value)


def _dated(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text)) if len(text) == len("2026-01-01") else text
    except ValueError:
        return text
