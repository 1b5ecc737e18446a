"""The evidence of a warning as facts and tables, whatever its rule puts there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.models import Metric
from portfolio.kernel.marks import day as day_text
from portfolio.kernel.words import joined
from products.models import Product

ELSEWHERE = ("policy", "remedy")  # shown as thresholds, and as what would clear it
FIRST = ("product", "metric", "rule", "name", "cluster", "person")
EMPTY: tuple[Any, ...] = (None, "", [], {})
CODE = re.compile(r"[a-z]+(_[a-z]+)+")

Names = Mapping[str, str]


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


def evidence_of(evidence: Mapping[str, Any], names: Names) -> Evidence:
    """Every entry but those shown elsewhere; `names` says what a slug is called."""
    facts, tables = [], []
    for key, value in evidence.items():
        if key in ELSEWHERE or f"{key}_name" in evidence:
            continue
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            tables.append(_table(key, value, names))
        else:
            facts.append((label(key), written(value, names)))
    return Evidence(facts, tables)


def names_in(evidence: Mapping[str, Any]) -> dict[str, str]:
    """What the products and metrics are called that the evidence names by slug; two statements."""
    rows = [row for value in evidence.values() if isinstance(value, list) for row in value]
    told = [row for row in rows if isinstance(row, dict)]
    products = {str(row["product"]) for row in told if "product" in row}
    metrics = {str(row["metric"]) for row in told if "metric" in row}
    found = dict(Product.objects.filter(slug__in=products).values_list("slug", "name"))
    tracked = Metric.objects.filter(product__slug__in=products, slug__in=metrics)
    return found | dict(tracked.values_list("slug", "name"))


def _table(key: str, rows: Sequence[Mapping[str, Any]], names: Names) -> EvidenceTable:
    """The columns that hold anything, those that say what a row is about first."""
    known = dict.fromkeys(name for row in rows for name in row if row[name] not in EMPTY)
    columns = sorted(known, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    return EvidenceTable(
        label(key),
        [label(name) for name in columns],
        [[Cell(label(name), written(row.get(name), names)) for name in columns] for row in rows],
    )


def label(key: str) -> str:
    """A key as people read it: `last_owner_name` is “Last owner name”."""
    return key.removeprefix("is_").replace("_", " ").replace(".", " ").capitalize()


def written(value: Any, names: Names) -> str:
    """Any value of the evidence in words; lists and objects in one line."""
    if value in EMPTY:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if "sentence" in value:
            return str(value["sentence"])
        return ", ".join(
            f"{label(str(key)).lower()} {written(one, names)}" for key, one in value.items()
        )
    if isinstance(value, list | tuple):
        parts = [written(one, names) for one in value]
        return " ".join(parts) if parts[0].endswith(".") else joined(parts)
    return _text(value, names) if isinstance(value, str) else str(value)


def _text(text: str, names: Names) -> str:
    if text in names:
        return names[text]
    if CODE.fullmatch(text):
        return text.replace("_", " ")
    try:
        return day_text(date.fromisoformat(text)) if len(text) == len("2026-01-01") else text
    except ValueError:
        return text
