"""A plan as lines for people, and its counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from portfolio.imports.bulk import insert_rows
from portfolio.imports.kinds import KINDS
from portfolio.kernel.importing import Action, Plan
from portfolio.models import ImportBatch, ImportLine

OUTCOMES = ("created", "changed", "same", "missing", "refused")
SHOWN = 2_000
"""Characters of an old or new value a line keeps."""


def summarise(plan: Plan) -> dict[str, Any]:
    """Counts: by outcome, and by kind and outcome; what the profile left out."""
    by_kind: dict[str, Counter[str]] = {}
    for change in plan.changes:
        by_kind.setdefault(change.kind, Counter())[change.action.value] += 1
    for missing in plan.missing:
        by_kind.setdefault(missing.kind, Counter())["missing"] += 1
    for refusal in plan.refusals:
        by_kind.setdefault(refusal.kind or "file", Counter())["refused"] += 1
    order = [*KINDS, "file"]
    kinds = {kind: dict(by_kind[kind]) for kind in order if kind in by_kind}
    total: Counter[str] = Counter()
    for counts in kinds.values():
        total.update(counts)
    return {
        "total": {outcome: total[outcome] for outcome in OUTCOMES},
        "kinds": kinds,
        "left_out": dict(plan.left_out),
        "notes": list(plan.notes),
    }


def keep_lines(batch: ImportBatch, plan: Plan) -> None:
    """Replace the batch's lines with those of this plan."""
    batch.lines.all().delete()
    lines = [*_refused(plan), *_changes(plan), *_missing(plan)]
    for position, line in enumerate(lines, start=1):
        line["batch_id"], line["position"] = batch.pk, position
    insert_rows(ImportLine, lines)


def _line(outcome: str, kind: str, **rest: Any) -> dict[str, Any]:
    empty = {"label": "", "file": "", "place": "", "column": "", "value": "", "reason": ""}
    return {"outcome": outcome, "kind": kind, **empty, "fields": [], **rest}


def _refused(plan: Plan) -> list[dict[str, Any]]:
    return [
        _line(
            "refused",
            refusal.kind,
            file=refusal.problem.origin.file,
            place=refusal.problem.origin.place,
            column=refusal.problem.column,
            value=refusal.problem.value,
            reason=refusal.problem.reason,
        )
        for refusal in plan.refusals
    ]


def _changes(plan: Plan) -> list[dict[str, Any]]:
    rank = {Action.CHANGE: 0, Action.CREATE: 1, Action.SAME: 2}
    return [
        _line(
            change.action.value,
            change.kind,
            label=change.label,
            file=change.origin.file,
            place=change.origin.place,
            fields=[[name, old[:SHOWN], new[:SHOWN]] for name, old, new in change.fields],
        )
        for change in sorted(plan.changes, key=lambda change: rank[change.action])
    ]


def _missing(plan: Plan) -> list[dict[str, Any]]:
    return [
        _line("missing", missing.kind, label=missing.label, place=missing.key)
        for missing in plan.missing
    ]
