"""JSON from outside: whatever is wrong with it is one kind of error with one sentence."""

import json
from typing import Any, NoReturn


class BadJson(ValueError):
    """The text is no JSON we take; the message says why. Answered with 400."""


def parse(text: str | bytes) -> Any:
    """The value, or `BadJson`: broken, nested too deep, not UTF-8, NaN or Infinity."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
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


def _refuse_constant(name: str) -> NoReturn:
    raise BadJson(f"{name} is not a number in JSON.")
