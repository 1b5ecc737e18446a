"""Accountable owners and team members from a list."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from portfolio.kernel.importing import Action, Change, Insert, Ref, Row, World
from products.imports.clusters import cluster_of_row
from products.imports.dated import Entry, Shape, plan_dated
from products.models import Ownership, TeamMembership


def plan_ownerships(world: World) -> None:
    """Continue every cluster's line of owners; one at a time, nobody who has left."""
    entries: list[Entry] = []
    persons: dict[Hashable, Ref] = {}
    for row in world.rows.get("ownership", []):
        cluster = cluster_of_row(world, row)
        person = world.resolve(row, "person") if cluster else None
        if cluster is None or person is None or _has_left(world, row, person):
            continue
        persons[_token(person)] = person
        entries.append(Entry(row, cluster, _token(person)))
    pks = {entry.subject.pk for entry in entries if entry.subject.pk is not None}
    recorded = list(
        Ownership.objects.filter(cluster__in=pks).select_related("person").order_by("period")
    )
    for known in recorded:
        token = ("pk", known.person_id)
        persons.setdefault(token, Ref("person", known.person.name, "", known.person_id))
    shape = Shape(
        "ownership",
        "products.Ownership",
        "cluster_id",
        lambda known: ("pk", known.person_id),  # type: ignore[attr-defined]
        lambda row, token: _fields(world, row, persons[token]),
        lambda token: persons[token].label,
    )
    plan_dated(world, shape, _one_voice(world, entries, persons), recorded)


def _one_voice(world: World, entries: list[Entry], persons: dict[Hashable, Ref]) -> list[Entry]:
    """Rows that name different owners for one cluster and day are refused, all of them."""
    said: dict[tuple[int, Any], list[Entry]] = {}
    for entry in entries:
        said.setdefault((id(entry.subject), entry.row.values["since"]), []).append(entry)
    result: list[Entry] = []
    for group in said.values():
        named = list(dict.fromkeys(persons[entry.value].label for entry in group))
        if len({entry.value for entry in group}) == 1:
            result.append(group[0])
            continue
        for entry in group:
            reason = (
                f"“{entry.subject.label}” would have {len(named)} owners at once: "
                f"{', '.join(named)}. A cluster has one accountable owner"
            )
            world.refuse(entry.row, "person", reason, "several-owners")
    return result


def _has_left(world: World, row: Row, person: Ref) -> bool:
    left = person.extra.get("left_on")
    if left is None or left > row.values["since"]:
        return False
    reason = f"{person.label} left on {left.isoformat()} and cannot be accountable"
    world.refuse(row, "person", reason, "person-left")
    return True


def _fields(world: World, row: Row, person: Ref) -> dict[str, Any]:
    reason = row.values.get("reason") or f"As stated by {world.source} ({row.origin.label})"
    return {"person_id": person, "reason": reason, "assigned_by_id": world.by_id}


def _token(person: Ref) -> Hashable:
    return ("pk", person.pk) if person.pk is not None else ("new", id(person))


def plan_memberships(world: World) -> None:
    """Add people to teams; somebody who is in the team already is left as they are."""
    wanted: list[tuple[Row, Ref, Ref]] = []
    for row in world.rows.get("membership", []):
        cluster = cluster_of_row(world, row)
        person = world.resolve(row, "person") if cluster else None
        if cluster is not None and person is not None:
            wanted.append((row, cluster, person))
    pks = {cluster.pk for _, cluster, _ in wanted if cluster.pk is not None}
    inside: set[tuple[Any, Any]] = set(
        TeamMembership.objects.open().filter(cluster__in=pks).values_list("cluster_id", "person_id")
    )
    for row, cluster, person in wanted:
        pair = (cluster.pk or id(cluster), person.pk or id(person))
        action = Action.SAME if pair in inside else Action.CREATE
        change = Change(action, "membership", f"{cluster.label}: {person.label}", row.origin)
        if action is Action.CREATE:
            inside.add(pair)
            values = {
                "cluster_id": cluster,
                "person_id": person,
                "role": row.values.get("role", ""),
                "period": DateRange(row.values["since"], None, "[)"),
            }
            change.operations.append(Insert("products.TeamMembership", values))
            change.fields = [("role", "", row.values.get("role", ""))]
        world.plan.changes.append(change)
