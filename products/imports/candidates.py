"""Candidates: entries of an inventory that nobody has judged; known by source and key."""

from __future__ import annotations

from portfolio.kernel.importing import (
    Action,
    Change,
    Insert,
    Ref,
    Row,
    Update,
    World,
    created,
    difference,
)
from portfolio.kernel.tabular.values import Origin
from products.models import Candidate

MODEL = "products.Candidate"
FIELDS = {
    "name": "name",
    "summary": "summary",
    "owner_name": "owner_name",
    "daily_users": "daily_users",
}
FACT = "fact "


def plan_candidates(world: World) -> None:
    """Compare the rows with the candidates of this source. A judgement is never touched."""
    rows = world.rows.get("candidate", [])
    if not rows:
        return
    candidates = Candidate.objects.filter(source=world.source).order_by("pk")
    if world.lock:
        candidates = candidates.select_for_update(no_key=True)
    for candidate in candidates:
        values = {name: getattr(candidate, name) for name in (*FIELDS.values(), "facts", "gone_at")}
        ref = Ref("candidate", candidate.name, candidate.key, candidate.pk, values)
        world.known.setdefault("candidate", {})[candidate.key] = candidate.pk
        world.add(ref)
    for row in rows:
        existing = world.keyed("candidate", row.key)
        if existing is None:
            _create(world, row)
        else:
            _compare(world, row, existing)


def _facts(row: Row) -> dict[str, str]:
    return {
        name.removeprefix(FACT): str(value)
        for name, value in row.values.items()
        if name.startswith(FACT)
    }


def _create(world: World, row: Row) -> None:
    ref = Ref("candidate", row.values["name"], row.key)
    values = {field: row.values[field] for field in FIELDS if field in row.values}
    values |= {
        "source": world.source,
        "key": row.key,
        "facts": _facts(row),
        "first_seen_at": world.now,
    }
    created(world, row, ref, [Insert(MODEL, values, ref)])


def _compare(world: World, row: Row, existing: Ref) -> None:
    world.claim(existing, row.key)
    before, after, words = difference(existing, row, FIELDS)
    held = dict(existing.values["facts"])
    facts = held | _facts(row)
    if facts != held:
        before["facts"], after["facts"] = held, facts
        words += [
            (name, str(held.get(name, "")), facts[name])
            for name in facts
            if held.get(name) != facts[name]
        ]
    if existing.values["gone_at"] is not None:
        before["gone_at"], after["gone_at"] = existing.values["gone_at"], None
        words.append(("in the source", "no", "yes"))
    action = Action.CHANGE if after else Action.SAME
    change = Change(action, "candidate", existing.label, row.origin, row.key, words, [], existing)
    if after:
        change.operations.append(Update(MODEL, existing.pk or 0, before, after))
    world.plan.changes.append(change)


def note_gone(world: World, key: str, ref: Ref) -> None:
    """The source doesn't name the candidate any more: marked so, once, and kept."""
    if ref.values["gone_at"] is not None:
        return
    before, after = {"gone_at": None}, {"gone_at": world.now}
    words = [("in the source", "yes", "no")]
    update = Update(MODEL, ref.pk or 0, before, after)
    origin = Origin(next((row.origin.file for row in world.rows["candidate"]), ""))
    world.plan.changes.append(
        Change(Action.CHANGE, "candidate", ref.label, origin, key, words, [update], ref)
    )
