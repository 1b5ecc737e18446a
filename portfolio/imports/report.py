"""A plan as plain text for a terminal, and as JSON for a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portfolio.imports.lines import OUTCOMES, summarise
from portfolio.imports.planning import plan_hash
from portfolio.kernel.importing import Action, Plan
from portfolio.kernel.words import counted
from portfolio.models import ImportBatch

LISTED = 20


def as_json(plan: Plan, batch: ImportBatch | None) -> dict[str, Any]:
    """Everything a script needs: counts, every change field by field, every refusal."""
    return {
        "applied": batch is not None,
        "batch": batch.pk if batch else None,
        "plan_hash": plan_hash(plan),
        **summarise(plan),
        "changes": [
            {
                "action": change.action.value,
                "kind": change.kind,
                "key": change.key,
                "label": change.label,
                "file": change.origin.file,
                "place": change.origin.place,
                "fields": [{"name": n, "old": old, "new": new} for n, old, new in change.fields],
            }
            for change in plan.changes
            if change.action is not Action.SAME
        ],
        "refused": [
            {
                "kind": refusal.kind,
                "file": refusal.problem.origin.file,
                "place": refusal.problem.origin.place,
                "column": refusal.problem.column,
                "value": refusal.problem.value,
                "reason": refusal.problem.reason,
                "code": refusal.problem.code,
            }
            for refusal in plan.refusals
        ],
        "missing": [{"kind": m.kind, "key": m.key, "label": m.label} for m in plan.missing],
    }


def as_text(plan: Plan, batch: ImportBatch | None) -> Iterator[str]:
    """The plan in lines: a table of counts, changed fields, what is missing, what is refused."""
    summary = summarise(plan)
    yield f"{'':14}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES)
    for kind, counts in [*summary["kinds"].items(), ("together", summary["total"])]:
        yield f"{kind:14}" + "".join(f"{counts.get(outcome, 0):>10,}" for outcome in OUTCOMES)
    for why, count in summary["left_out"].items():
        yield f"Left out: {why} ({count:,})"
    yield from (f"Note: {note}" for note in summary["notes"])
    yield from _changed(plan)
    yield from _listed(
        "Missing from the source, kept", [f"{m.kind} “{m.label}” ({m.key})" for m in plan.missing]
    )
    yield from _listed("Refused", [str(refusal.problem) for refusal in plan.refusals], 200)
    yield ""
    yield _closing(plan, batch)


def _changed(plan: Plan) -> Iterator[str]:
    lines = [
        f"{change.kind} “{change.label}”: {name} “{_cut(old)}” → “{_cut(new)}”"
        for change in plan.changes
        if change.action is Action.CHANGE
        for name, old, new in change.fields
    ]
    yield from _listed("Changed", lines)


def _listed(title: str, lines: list[str], most: int = LISTED) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}:"
    yield from (f"  {line}" for line in lines[:most])
    if len(lines) > most:
        yield f"  … and {len(lines) - most:,} more; --json lists all of them"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line[:60] + "…" if len(line) > 60 else line


def _closing(plan: Plan, batch: ImportBatch | None) -> str:
    refused = f" {counted(len(plan.refusals), 'row')} refused." if plan.refusals else ""
    if batch is not None:
        return f"Imported as batch {batch.pk}.{refused} To take it back: --undo {batch.pk}"
    if any(change.operations for change in plan.changes):
        return f"Nothing is written yet: add --apply to import.{refused}"
    return f"Nothing to write.{refused}"
