"""YAML, one or many documents: safe C loader, words kept as words, aliases and depth limited."""

import re
from typing import Any

import yaml

from portfolio.kernel.tabular.controls import document_problem
from portfolio.kernel.tabular.decoding import decode
from portfolio.kernel.tabular.documents import add_records
from portfolio.kernel.tabular.values import Limits, Origin, Reading, ReadOptions, Source, refuse

NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
TRUTH = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")


class _Loader(yaml.CSafeLoader):
    """Only null, true and false are recognised: `NO` stays Norway, `3.10` stays a version.

    Numbers and dates stay text and are cleaned by the profile's rules, which can refuse them.
    """


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", NULL, ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", TRUTH, ["t", "T", "f", "F"])


def read_yaml(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """The records of every document in the file."""
    text = decode(source.content, source.name, options.encoding)
    result = Reading()
    try:
        _guard_events(text, source.name, limits)
        documents = [d for d in yaml.load_all(text, Loader=_Loader) if d is not None]
    except yaml.YAMLError as error:
        raise _unreadable(error, source.name) from error
    except ValueError as error:
        raise refuse(Origin(source.name), f"not YAML: {error}", "not-yaml") from error
    for number, document in enumerate(documents, start=1):
        origin = Origin(source.name, number, "document")
        problem = document_problem(document, origin, limits)
        if problem:
            raise refuse(problem.origin, problem.reason, problem.code, value=problem.value)
        add_records(
            result, document, source.name, options, limits, _only(documents, document, origin)
        )
    return result


def _only(documents: list[Any], document: Any, origin: Origin) -> Origin | None:
    """In a file of many documents a record is known by its document, else by its place in it."""
    return origin if len(documents) > 1 or not isinstance(document, list) else None


def _guard_events(text: str, file: str, limits: Limits) -> None:
    """Walk the events before anything is built: building recurses once a level."""
    depth = aliases = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        where = Origin(file, event.start_mark.line + 1 if event.start_mark else 0)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > limits.nesting:
                reason = f"nested deeper than {limits.nesting} levels. Flatten the file"
                raise refuse(where, reason, "too-deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > limits.yaml_aliases:
                reason = f"more than {limits.yaml_aliases} aliases (*name). Write the values out"
                raise refuse(where, reason, "aliases")


def _unreadable(error: yaml.YAMLError, file: str) -> Exception:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    if mark is None:
        return refuse(Origin(file), f"not YAML: {what}", "not-yaml")
    return refuse(
        Origin(file, mark.line + 1), f"not YAML at character {mark.column + 1}: {what}", "not-yaml"
    )
