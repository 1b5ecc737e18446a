"""JSON and JSON Lines: numbers exact, the same key twice refused, depth and size limited."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, NoReturn

from portfolio.kernel.tabular.controls import document_problem
from portfolio.kernel.tabular.decoding import decode
from portfolio.kernel.tabular.documents import add_records
from portfolio.kernel.tabular.values import (
    Limits,
    Origin,
    Problem,
    Reading,
    ReadOptions,
    Source,
    refuse,
    shown,
)

NUMBER_DIGITS = 60


class _Refused(ValueError):
    """Something inside the text that JSON allows and an import must not."""


def read_json(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """The records of one JSON document, found at the profile's records path.

    A text that cannot be taken is a problem of its record; the others are read.
    """
    text = decode(source.content, source.name, options.encoding)
    result = Reading()
    origin = Origin(source.name, 0, "record")
    data = _parsed(text, origin, limits)
    problem = document_problem(data, origin, limits, texts=False)
    if problem:
        raise refuse(problem.origin, problem.reason, problem.code, value=problem.value)
    add_records(result, data, source.name, options, limits)
    sound = []
    for record in result.records:
        problem = document_problem(record.data, record.origin, limits)
        if problem:
            place = Origin(source.name, record.origin.number, record.origin.unit)
            result.problems.append(replace(problem, origin=place))
        else:
            sound.append(record)
    result.records = sound
    return result


def read_json_lines(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """One record a line; a broken line is a problem of that line, the others are read."""
    text = decode(source.content, source.name, options.encoding)
    result = Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        origin = Origin(source.name, number)
        try:
            data = _parsed(line, origin, limits, number)
        except Exception as error:
            problem = getattr(error, "problem", None)
            if problem is None:
                raise
            result.problems.append(problem)
            continue
        problem = document_problem(data, origin, limits)
        if problem:
            result.problems.append(problem)
        elif not isinstance(data, dict):
            reason = "the line is not an object with named fields"
            result.problems.append(Problem(origin, reason, "", shown(line), "not-an-object"))
        else:
            add_records(result, data, source.name, options, limits, origin)
    return result


def _parsed(text: str, origin: Origin, limits: Limits, line: int = 0) -> Any:
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        reason = f"nested deeper than {limits.nesting} levels. Flatten the file"
        raise refuse(origin, reason, "too-deep") from error
    except json.JSONDecodeError as error:
        where = Origin(origin.file, line or error.lineno)
        reason = f"not JSON at character {error.colno}: {error.msg.lower()}"
        raise refuse(where, reason, "not-json") from error
    except _Refused as error:
        raise refuse(origin, str(error), "not-allowed") from error


def _number(text: str) -> Decimal:
    if len(text) > NUMBER_DIGITS:
        raise _Refused(f"the number {shown(text)[:20]}… has more than {NUMBER_DIGITS} digits")
    return Decimal(text)


def _constant(text: str) -> NoReturn:
    raise _Refused(f"{text} is not a number that can be imported")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"the key “{shown(twice)}” stands twice in one object; one would be lost")
    return result
