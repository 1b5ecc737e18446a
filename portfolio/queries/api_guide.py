"""The page that describes the API, read from the description programs get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from portfolio.openapi import DESCRIPTION, document


@dataclass(frozen=True)
class Field:
    """One parameter, or one field of a body or an answer."""

    name: str
    kind: str
    words: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    anchor: str
    method: str
    path: str
    summary: str
    words: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """The operations about one thing."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class GuidePage:
    """Ready values."""

    words: str
    groups: tuple[Group, ...]


@cache
def api_guide_page() -> GuidePage:
    """Made once: the description doesn't change while the program runs."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            found.setdefault(said["tags"][0], []).append(_operation(path, method, said))
    groups = [Group(name, tuple(operations)) for name, operations in sorted(found.items())]
    return GuidePage(DESCRIPTION.replace("`", ""), tuple(groups))


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    answers = {code: str(one.get("description", "")) for code, one in said["responses"].items()}
    body = said.get("requestBody", {}).get("content", {})
    good: dict[str, Any] = next(
        (one for code, one in said["responses"].items() if code < "300"), {}
    )
    return Operation(
        anchor=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        words=said.get("description", "").replace("`", ""),
        parameters=tuple(_parameter(one) for one in said.get("parameters", [])),
        body=tuple(_fields(_shape(body))),
        answer=tuple(
            replace(one, is_required=False) for one in _fields(_shape(good.get("content", {})))
        ),
        answers=tuple(sorted(answers.items())),
    )


def _shape(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((_looked_up(one.get("schema", {})) for one in content.values()), {})


def _looked_up(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shape itself where only its name is given."""
    if "allOf" in shape and len(shape["allOf"]) == 1:
        return {**_looked_up(shape["allOf"][0]), **shape}
    if "$ref" not in shape:
        return shape
    found: Mapping[str, Any] = document()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return found


def _parameter(one: Mapping[str, Any]) -> Field:
    kind = _kind(one.get("schema", {}))
    return Field(one["name"], kind, one.get("description", ""), one.get("required", False))


def _fields(shape: Mapping[str, Any], before: str = "") -> Iterator[Field]:
    """The fields, those of rows written `results[].title`."""
    required = shape.get("required", ())
    for name, told in shape.get("properties", {}).items():
        one = _looked_up(told)
        yield Field(before + name, _kind(told), told.get("description", ""), name in required)
        inner = _looked_up(one.get("items", {}))
        if inner.get("properties"):
            yield from _fields(inner, f"{before}{name}[].")


def _kind(shape: Mapping[str, Any]) -> str:
    """`text`, `number`, or the words it may be."""
    parts = [_looked_up(one) for one in shape.get("oneOf", [shape])]
    words = [str(word) for part in parts for word in _looked_up(part).get("enum", []) if word]
    if words:
        return " · ".join(words)
    first = parts[0]
    kind = str(first.get("format") or first.get("type") or "object")
    plain = {"string": "text", "integer": "whole number", "date-time": "date and time"}
    if kind == "array":
        return f"list of {_kind(first.get('items', {}))}"
    return plain.get(kind, kind) + (" or null" if shape.get("nullable") else "")
