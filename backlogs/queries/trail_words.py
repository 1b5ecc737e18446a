"""How each kind of entry of the trail reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from backlogs.values import Dimension, ItemState, ItemType
from metrics.models import KeyResult, Metric
from people.models import Person
from portfolio.kernel.words import joined
from products.models import Persona, Product

LONGEST = 1000
NOTHING: Final = "–"
LABELS: Final = {
    "assignee_id": "assignee",
    "product_id": "product",
    "persona_id": "persona",
    "metric_id": "metric",
    "key_result_id": "key result",
    "value_from": "from",
    "value_to": "to",
    "due_on": "by when",
}
KINDS: Final[Mapping[str, Any]] = {"type": ItemType, "dimension": Dimension}
MODELS: Final[Mapping[str, Any]] = {
    "assignee_id": Person,
    "product_id": Product,
    "persona_id": Persona,
    "metric_id": Metric,
    "key_result_id": KeyResult,
}


@dataclass(frozen=True)
class Difference:
    """One thing that changed, as people read it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Names:
    """What the keys in the entries stand for."""

    known: Mapping[tuple[str, int], str]

    @classmethod
    def for_rows(cls, rows: Iterable[dict[str, Any]]) -> Names:
        """Read the names needed, a statement for each kind of thing; JSON is parsed on the way."""
        keys: dict[str, set[int]] = {}
        for row in rows:
            for side in ("before", "after"):
                doc = row[side]
                row[side] = doc = json.loads(doc) if isinstance(doc, str) else doc
                for name in MODELS.keys() & (doc or {}).keys():
                    if doc[name] is not None:
                        keys.setdefault(name, set()).add(doc[name])
        found = {
            (name, row.pk): str(row)
            for name, wanted in sorted(keys.items())
            for row in MODELS[name].objects.filter(pk__in=wanted)
        }
        return cls(found)

    def shown(self, name: str, value: Any) -> str:
        """A value as people read it."""
        if value in (None, ""):
            return NOTHING
        if name in MODELS:
            return self.known.get((name, value), "one that is gone")
        if name in KINDS:
            return str(KINDS[name](value).label)
        text = str(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def differences(
    kind: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, names: Names
) -> tuple[Difference, ...]:
    """What changed between two versions of the item's words, its outcome or its score."""
    if kind not in ("words", "outcome", "score"):
        return ()
    was = before or {}
    now = after if after is not None else dict.fromkeys(was)
    return tuple(
        Difference(
            LABELS.get(name, name.replace("_", " ")),
            names.shown(name, was.get(name)),
            names.shown(name, value),
        )
        for name, value in now.items()
        if _said(was.get(name)) != _said(value)
    )


def _said(value: Any) -> Any:
    """An empty text says as much as nothing."""
    return None if value == "" else value


def told(
    kind: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    changed: tuple[Difference, ...],
) -> tuple[str, str]:
    """The sentence, to stand after a name, and the reason given."""
    said = after or {}
    if kind == "state":
        state = ItemState(said["state"]).label.lower()
        is_first = not (before or {}).get("state")
        words = f"wrote it down as {state}" if is_first else f"set it to {state}"
        return words, said["reason"]
    if kind == "words":
        return f"changed {joined([one.name for one in changed])}", ""
    if kind in ("outcome", "score"):
        if after is None:
            return f"took away its {kind}", ""
        verb = "gave it" if before is None else "changed"
        thing = {"outcome": "an outcome", "score": "a score"}[kind]
        return f"{verb} {thing if before is None else f'its {kind}'}", ""
    return SENTENCES[kind](said), ""


def _move(said: Mapping[str, Any]) -> str:
    return f"moved it after {said['after']}" if said["after"] else "moved it to the top"


def _wait(said: Mapping[str, Any]) -> str:
    other = said["other"]
    return f"said that it waits for {other}" if said["ours"] else f"said that {other} waits for it"


def _wait_off(said: Mapping[str, Any]) -> str:
    other = said["other"]
    if said["ours"]:
        return f"said that it no longer waits for {other}"
    return f"said that {other} no longer waits for it"


SENTENCES: Final[Mapping[str, Any]] = {
    "move": _move,
    "comment": lambda said: "commented",
    "comment_change": lambda said: "removed a comment" if said["removed"] else "reworded a comment",
    "link": lambda said: f"attached “{said['title']}”",
    "link_off": lambda said: f"took off “{said['title']}”",
    "wait": _wait,
    "wait_off": _wait_off,
}


def without_a_name(words: str) -> str:
    """The sentence where nobody did it: an import, or a change by hand in the database."""
    for verb, alone in (("wrote it", "Written"), ("set it", "Set"), ("moved it", "Moved")):
        if words.startswith(verb):
            return alone + words.removeprefix(verb)
    return words
