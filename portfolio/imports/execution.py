"""Carries out the operations of a plan in bulk, model by model, and records every row."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.db import connection, models

from portfolio.imports.bulk import insert_rows, update_rows
from portfolio.imports.values import kept
from portfolio.kernel.importing import Change, Insert, Ref, Update
from portfolio.models import ExternalKey, ImportBatch, ImportChange

ORDER = (
    "people.Person",
    "products.Cluster",
    "products.Product",
    "products.Placement",
    "products.Candidate",
    "products.Ownership",
    "products.TeamMembership",
    "products.StagePeriod",
    "metrics.Metric",
    "metrics.MetricTarget",
    "metrics.Measurement",
    "metrics.Ticket",
    "metrics.AvailabilityCheck",
    "metrics.UsageDay",
    "backlogs.Item",
    "backlogs.StateEvent",
)
"""Parents before children; a change of a row before the rows that take its place."""

LARGE = 100
"""Rows of one model from which on the planner is told at once how large the table has become."""

Record = dict[str, Any]
"""A row of `ImportChange` by attribute name."""


def carry_out(batch: ImportBatch, changes: list[Change]) -> list[Record]:
    """Write everything. The caller holds the transaction and the locks."""
    work = [(change, operation) for change in changes for operation in change.operations]
    written: list[Record] = []
    for label in ORDER:
        model = apps.get_model(label)
        mine = [(change, op) for change, op in work if op.model == label]
        written += _update(batch, model, [(c, op) for c, op in mine if isinstance(op, Update)])
        written += _insert(batch, model, [(c, op) for c, op in mine if isinstance(op, Insert)])
    for position, record in enumerate(written, start=1):
        record["position"] = position
    insert_rows(ImportChange, written)
    _remember_keys(batch, changes)
    _measure_tables(written)
    return written


def _measure_tables(written: list[Record]) -> None:
    """Bring the statistics up to date; autovacuum would only do so within the next minute.

    Until then a table known as empty is joined row by row: the clusters list took 150 times as
    long with 120 clusters, and more with every one.
    """
    counts = Counter(record["model"] for record in written)
    tables = [apps.get_model(label)._meta.db_table for label in ORDER if counts[label] >= LARGE]
    if tables:
        names = ", ".join(connection.ops.quote_name(table) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def _insert(
    batch: ImportBatch, model: type[models.Model], work: list[tuple[Change, Insert]]
) -> list[Record]:
    groups: dict[tuple[str, ...], list[tuple[Change, Insert]]] = {}
    for pair in work:
        groups.setdefault(tuple(sorted(pair[1].values)), []).append(pair)
    records = []
    for group in groups.values():
        rows = [_resolved(insert.values) for _, insert in group]
        for (change, insert), row, key in zip(group, rows, insert_rows(model, rows), strict=True):
            if insert.ref is not None:
                insert.ref.pk = key
            after = {name: kept(value) for name, value in row.items() if name != "password"}
            records.append(_record(batch, change, insert.model, key, {}, after, is_new=True))
    return records


def _update(
    batch: ImportBatch, model: type[models.Model], work: list[tuple[Change, Update]]
) -> list[Record]:
    """One statement per set of attributes, whatever the number of rows."""
    by_attributes: dict[tuple[str, ...], list[Update]] = {}
    for _, update in work:
        by_attributes.setdefault(tuple(update.after), []).append(update)
    for attributes, updates in by_attributes.items():
        update_rows(model, attributes, [(u.pk, _resolved(u.after)) for u in updates])
    return [
        _record(
            batch,
            change,
            update.model,
            update.pk,
            {name: kept(value) for name, value in _resolved(update.before).items()},
            {name: kept(value) for name, value in _resolved(update.after).items()},
            is_new=False,
        )
        for change, update in work
    ]


def _resolved(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v.pk if isinstance(v, Ref) else v for k, v in values.items()}


def _record(
    batch: ImportBatch,
    change: Change,
    model: str,
    number: int,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    is_new: bool,
) -> Record:
    return {
        "batch_id": batch.pk,
        "kind": change.kind,
        "label": change.label,
        "model": model,
        "object_id": number,
        "is_new": is_new,
        "before": before,
        "after": after,
    }


def _remember_keys(batch: ImportBatch, changes: list[Change]) -> None:
    """Keep what the source calls each thing; a known key stays with the batch that brought it."""
    known = set(ExternalKey.objects.filter(source=batch.source).values_list("kind", "key"))
    rows = [
        {
            "source": batch.source,
            "kind": change.kind,
            "key": change.key,
            "object_id": change.ref.pk,
            "batch_id": batch.pk,
        }
        for change in changes
        if change.key and change.ref is not None and (change.kind, change.key) not in known
    ]
    insert_rows(ExternalKey, rows)
