"""Taking an import back: first whether everything still stands as it was written, then how."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import connection, models

from backlogs.actions.order import lock_backlogs
from backlogs.models import Item
from portfolio.imports.bulk import among, as_json, delete_rows, update_rows
from portfolio.imports.execution import ORDER
from portfolio.imports.values import kept, turned_back
from portfolio.kernel.errors import Refused
from portfolio.models import ExternalKey, ImportBatch, ImportChange

DERIVED = {"metrics.MetricQuarter", "metrics.ProductScore", "backlogs.Backlog"}
"""Computed from other rows, or an empty shell: they go with what they belong to."""

NAMED = 5
"""So many obstacles are named; the rest is counted."""


def hold_lists(written: list[ImportChange]) -> None:
    """Hold the lists of the items written, before the items: a move holds its list and then its
    item, so the other way round the two would wait for each other."""
    keys = [record.object_id for record in written if record.model == "backlogs.Item"]
    items = Item.objects.filter(pk__in=among(keys)).order_by()
    if keys:
        lock_backlogs(set(items.values_list("cluster_id", flat=True)))


def check_untouched(batch: ImportBatch, written: list[ImportChange]) -> None:
    """Raise `Refused` with what stands in the way: rows changed since, rows that lean on them."""
    obstacles = [*_changed_since(written), *_leaning(written)]
    if obstacles:
        named = "; ".join(obstacles[:NAMED])
        more = f"; and {len(obstacles) - NAMED} more" if len(obstacles) > NAMED else ""
        raise Refused(
            f"Something builds on this import by now: {named}{more}.",
            code="built_upon",
            details={"obstacles": obstacles},
        )


def take_back(batch: ImportBatch, written: list[ImportChange]) -> None:
    """Delete what was created, restore what was changed, children first."""
    for label in reversed(ORDER):
        model = apps.get_model(label)
        mine = [record for record in written if record.model == label]
        new = [record.object_id for record in mine if record.is_new]
        _delete(model, new)
        _restore(model, [record for record in mine if not record.is_new])
    _carry_versions_on([record for record in written if not record.is_new])
    ExternalKey.objects.filter(batch=batch).delete()


CARRY_ON = """
UPDATE portfolio_importchange AS c SET after = c.after || jsonb_build_object('version', n.now)
  FROM jsonb_to_recordset(%s::jsonb) AS n(model text, object_id bigint, was int, now int)
 WHERE c.model = n.model AND c.object_id = n.object_id AND (c.after ->> 'version')::int = n.was
"""
"""Versions only ever grow, so taking a batch back leaves a higher one than the batch before it
wrote. That batch is told, or it could never be taken back in its turn."""


def _carry_versions_on(records: list[ImportChange]) -> None:
    steps = [
        {
            "model": record.model,
            "object_id": record.object_id,
            "was": record.before["version"],
            "now": record.after["version"] + 1,
        }
        for record in records
        if "version" in record.before
    ]
    if steps:
        with connection.cursor() as cursor:
            cursor.execute(CARRY_ON, [as_json(steps)])


def _delete(model: type[models.Model], keys: list[int]) -> None:
    """Delete rows of ours with what is derived from them."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other._meta.label in DERIVED and keys:
            delete_rows(other, relation.field.attname, keys)
    delete_rows(model, "id", keys)


def _restore(model: type[models.Model], records: list[ImportChange]) -> None:
    groups: dict[tuple[str, ...], list[ImportChange]] = defaultdict(list)
    for record in records:
        groups[tuple(record.before)].append(record)
    for attributes, group in groups.items():
        rows = [(record.object_id, _before(record)) for record in group]
        update_rows(model, attributes, rows)


def _before(record: ImportChange) -> dict[str, Any]:
    """The old values; a version only ever grows, so that a stale form still notices."""
    values = {name: turned_back(value) for name, value in record.before.items()}
    if "version" in values:
        values["version"] = record.after["version"] + 1
    return values


def _changed_since(written: list[ImportChange]) -> list[str]:
    by_model: dict[str, list[ImportChange]] = defaultdict(list)
    for record in written:
        by_model[record.model].append(record)
    obstacles: list[str] = []
    for label, records in by_model.items():
        model = apps.get_model(label)
        names = sorted({"id", *(name for record in records for name in record.after)})
        pks = [record.object_id for record in records]
        rows = model._base_manager.filter(id__in=among(pks)).select_for_update(no_key=True)
        now = {row["id"]: row for row in rows.values(*names)}
        for record in records:
            obstacles += _difference(model, record, now.get(record.object_id))
    return obstacles


def _difference(
    model: type[models.Model], record: ImportChange, now: dict[str, Any] | None
) -> list[str]:
    what = f"{model._meta.verbose_name} “{record.label}”"
    if now is None:
        return [f"{what} was deleted"]
    changed = [name for name, value in record.after.items() if kept(now[name]) != value]
    if not changed:
        return []
    names = ", ".join(_field_words(model, name) for name in changed if name != "version")
    return [f"{what} was changed" + (f" ({names})" if names else "")]


def _field_words(model: type[models.Model], attribute: str) -> str:
    return next(str(f.verbose_name) for f in model._meta.concrete_fields if f.attname == attribute)


def _leaning(written: list[ImportChange]) -> list[str]:
    """Rows from elsewhere that point at what the import created."""
    created: dict[str, set[int]] = defaultdict(set)
    labels: dict[tuple[str, int], str] = {}
    for record in written:
        if record.is_new:
            created[record.model].add(record.object_id)
            labels[record.model, record.object_id] = record.label
    obstacles: list[str] = []
    for label, pks in created.items():
        for relation in apps.get_model(label)._meta.related_objects:
            other = relation.related_model
            if other._meta.label in DERIVED or _is_history(other):
                continue
            name = relation.field.name
            rows = other._base_manager.filter(**{f"{name}__in": among(pks)})
            ours = created.get(other._meta.label)
            found = rows.exclude(id__in=among(ours)) if ours else rows
            for target in found.values_list(name, flat=True)[:NAMED]:
                what = other._meta.verbose_name
                obstacles.append(f"a {what} for “{labels[label, target]}”")
    return obstacles


def _is_history(model: type[models.Model]) -> bool:
    return issubclass(model, pghistory.models.Event | pghistory.models.Events)
