"""What changed between two packets, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMES = (
    "signal_of", "product", "objective", "key_result", "goal", "metric", "person", "persona",
    "item", "cluster", "rule", "point", "quarter",
)  # fmt: skip
"""What tells the entries of a list apart, so that one more entry does not change all after it."""


@dataclass(frozen=True)
class Difference:
    """One place (as in JSON Pointer, entries of lists by name where they have one) that changed.

    `was` and `now` are None where the place was not there, or held nothing.
    """

    place: str
    was: Any
    now: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every smallest place that differs, in the order of the places."""
    return tuple(_walk("", before, after))


def _walk(place: str, before: Any, after: Any) -> Iterator[Difference]:
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        if before != after:
            yield Difference(place or "/", before, after)
        return
    for key in sorted(old.keys() | new.keys()):
        yield from _walk(f"{place}/{key}", old.get(key), new.get(key))


def _parts(value: Any) -> dict[str, Any] | None:
    """What a value is made of, by name; None where it is one piece."""
    if isinstance(value, Mapping):
        return {_escaped(str(key)): inner for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _named(value)
    return None


def _named(entries: Sequence[Any]) -> dict[str, Any]:
    """Entries by what names them; by their place where that names none or two of them."""
    for name in NAMES:
        keys = [entry.get(name) if isinstance(entry, Mapping) else None for entry in entries]
        if entries and all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys):
            return {_escaped(str(key)): entry for key, entry in zip(keys, entries, strict=True)}
    return {f"{place:04d}": entry for place, entry in enumerate(entries)}


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
