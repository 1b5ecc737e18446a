"""What an import finds there, what it adds, and how a row's words are turned into things."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portfolio.kernel.importing.plans import Plan, Ref, Row
from portfolio.kernel.tabular.values import Origin


class Unknown(Exception):
    """A reference that points at nothing, at several things, or at something refused."""


@dataclass(slots=True)
class World:
    """What is there already, what this import adds, and the rows still to be planned.

    `known` holds the keys this source used before, by kind. A `Ref` is found by its key in the
    source first, then by its name, compared without case, last by its part of an address.
    """

    plan: Plan
    rows: dict[str, list[Row]]
    known: dict[str, dict[str, int]]
    source: str
    now: datetime
    today: date
    by_id: int | None = None
    lock: bool = False
    by_key: dict[tuple[str, str], Ref] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Ref]] = field(default_factory=dict)
    by_pk: dict[tuple[str, int], Ref] = field(default_factory=dict)
    by_slug: dict[tuple[str, str], Ref] = field(default_factory=dict)
    claimed: set[tuple[str, int]] = field(default_factory=set)
    refused: dict[tuple[str, str], Origin] = field(default_factory=dict)
    first_stages: dict[str, date] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the first day of every product's stage, which a new product begins with."""
        for row in self.rows.get("stage", []):
            text, since = str(row.values["product"]), row.values["since"]
            self.first_stages[text] = min(since, self.first_stages.get(text, since))

    def first_day_of(self, product: Row) -> date | None:
        """The first day a stage of this product row is given for."""
        days = [self.first_stages.get(text) for text in (product.key, product.values["name"])]
        return min((day for day in days if day), default=None)

    def mentioned(self, kind: str) -> set[str]:
        """Every text by which rows call, or point at, things of a kind."""
        own = {str(row.values["name"]) for row in self.rows.get(kind, []) if "name" in row.values}
        pointing = {
            str(row.values[kind])
            for rows in self.rows.values()
            for row in rows
            if kind in row.values
        }
        return own | pointing

    def memo(self, name: str, make: Callable[[], Any]) -> Any:
        """Something several planners share, made by the first that needs it."""
        if name not in self.shared:
            self.shared[name] = make()
        return self.shared[name]

    def add(self, ref: Ref) -> None:
        """Make a thing findable by key, name and primary key."""
        if ref.key:
            self.by_key[ref.kind, ref.key] = ref
        self.by_name.setdefault((ref.kind, ref.label.casefold()), []).append(ref)
        if ref.pk is not None:
            self.by_pk[ref.kind, ref.pk] = ref

    def keyed(self, kind: str, key: str) -> Ref | None:
        """What this source knows under a key, if it is still there."""
        pk = self.known.get(kind, {}).get(key)
        return None if pk is None else self.by_pk.get((kind, pk))

    def unclaimed(self, kind: str, name: str) -> list[Ref]:
        """Existing things of this name that no key of this source stands for yet."""
        found = self.by_name.get((kind, name.casefold()), [])
        return [ref for ref in found if ref.pk is not None and (kind, ref.pk) not in self.claimed]

    def claim(self, ref: Ref, key: str) -> None:
        """From now on the key of this source stands for this existing thing."""
        ref.key = key
        self.by_key[ref.kind, key] = ref
        if ref.pk is not None:
            self.claimed.add((ref.kind, ref.pk))

    def find(self, kind: str, text: str) -> Ref:
        """What a row points at. Raises Unknown with the reason."""
        ref = self.by_key.get((kind, text)) or self.keyed(kind, text)
        if ref is not None:
            return ref
        refused = self.refused.get((kind, text))
        if refused is not None:
            raise Unknown(f"the {kind} “{text}” was refused ({refused.label})")
        named = self.by_name.get((kind, text.casefold()), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise Unknown(f"{len(named)} things of kind {kind} are called “{text}”; use the key")
        slugged = self.by_slug.get((kind, text.casefold()))
        if slugged is not None:
            return slugged
        raise Unknown(f"no {kind} is called “{text}”")

    def found(self, kind: str, text: str) -> Ref | None:
        """What a text points at, or None where `find` would say why not."""
        try:
            return self.find(kind, text)
        except Unknown:
            return None

    def refuse(self, row: Row, name: str, reason: str, code: str = "not-possible") -> None:
        """Refuse a row, and remember it for the rows that point at it."""
        self.plan.refuse(row, name, reason, code)
        if row.key:
            self.refused[row.kind, row.key] = row.origin
        label = row.values.get("name")
        if isinstance(label, str):
            self.refused.setdefault((row.kind, label), row.origin)

    def resolve(self, row: Row, name: str) -> Ref | None:
        """The `Ref` of a row's field, or None after refusing the row."""
        try:
            return self.find(name, str(row.values[name]))
        except Unknown as error:
            self.refuse(row, name, str(error), "unknown-reference")
            return None
