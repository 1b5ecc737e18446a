"""Small paths into nested data: `a.b`, `a[0].b`, `a[*]`, `"a key.with dots"`, `*`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

STEP = re.compile(r'"([^"]+)"|\[(\d+|\*)\]|([^.\[\]"]+)')


class PathError(ValueError):
    """A path that cannot be understood; the message says which."""


@lru_cache(maxsize=2_000)
def parse(path: str) -> tuple[str | int, ...]:
    """The steps of a path: names, positions, and `*` for "each of them"."""
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        if path[position] == "." and steps:
            position += 1
        found = STEP.match(path, position)
        if not found:
            raise PathError(f"“{path}” is not a path: see what stands at character {position + 1}")
        quoted, index, name = found.groups()
        steps.append(quoted or (int(index) if index and index != "*" else index or name))
        position = found.end()
    return tuple(steps)


def lookup(data: Any, path: str) -> Any:
    """The one value at a path, or None. The whole text is tried as a column first."""
    if isinstance(data, Mapping) and path in data:
        return data[path]
    value = data
    for step in parse(path):
        if isinstance(value, Mapping) and step in value:
            value = value[step]
            continue
        if not (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            return None
        value = value[step]
    return value


def each(data: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Every value at a path as (its own path, the last name on the way, the value)."""
    yield from _each(data, parse(path), "", "")


def _each(
    value: Any, steps: tuple[str | int, ...], path: str, key: str
) -> Iterator[tuple[str, str, Any]]:
    if not steps:
        yield path, key, value
        return
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        names = list(value) if step == "*" else [step] if step in value else []
        for name in names:
            yield from _each(value[name], rest, f"{path}.{name}" if path else str(name), str(name))
    elif isinstance(value, list):
        everyone = range(len(value)) if step == "*" else [step]
        for index in everyone:
            if isinstance(index, int) and index < len(value):
                yield from _each(value[index], rest, f"{path}[{index}]", key)
