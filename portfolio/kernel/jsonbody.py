"""JSON from outside: whatever is wrong with it is one kind of error with one sentence."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from portfolio.kernel.characters import has_control_characters


class BadJson(ValueError):
    """The text is no JSON we take; the message says why. Answered with 400."""


def parse(text: str | bytes, *, exact: bool = False) -> Any:
    """The value, or `BadJson`: broken, nested too deep, not UTF-8, NaN, Infinity, odd characters.

    `exact` reads numbers with a fraction as decimals, so that 0.1 is 0.1.
    """
    try:
        said = text.decode("utf-8") if isinstance(text, bytes) else text
        value = json.loads(
            said,
            parse_constant=_refuse_constant,
            parse_float=Decimal if exact else None,
        )
        _refuse_characters(said, value)
    except BadJson:
        raise
    except RecursionError:
        raise BadJson("The JSON is nested too deep.") from None
    except UnicodeDecodeError:
        raise BadJson("The JSON is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise BadJson(
            f"Not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from None
    except ValueError as error:
        raise BadJson(f"Not JSON: {error}.") from None
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise BadJson(f"{name} is not a number in JSON.")


def _refuse_characters(text: str, value: Any) -> None:
    """NUL and its like, written out or escaped; only a text with escapes is walked through."""
    odd = has_control_characters(text)
    if not odd and "\\" in text:
        odd = any(has_control_characters(one) for one in _texts(value))
    if odd:
        raise BadJson("The JSON holds a character nobody can type.")


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += one.keys()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
