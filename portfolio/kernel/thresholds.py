"""Reading a room's thresholds out of a policy version.

A policy version keeps only what differs from the defaults, as `{"load.active_ceiling": 2}`. A room
has a frozen dataclass whose fields are its keys without the prefix, each an `int`, a `Decimal` or
one of a closed set of words, with a default.
"""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from portfolio.kernel.words import Word

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Policy = TypeVar("Policy", bound="DataclassInstance")


def read_thresholds(policy: type[Policy], prefix: str, thresholds: Mapping[str, object]) -> Policy:
    """The room's policy with `thresholds` over its defaults; other rooms' keys are passed over.

    Raises `ValueError` naming the key for an unknown key with this prefix and for a value that is
    not a number of the kind the field wants, or none of its words.
    """
    kinds = {field.name: type(field.default) for field in fields(policy)}
    given: dict[str, int | Decimal | Word] = {}
    for key, value in thresholds.items():
        room, _, name = key.partition(".")
        if room != prefix:
            continue
        if name not in kinds:
            raise ValueError(f"{key} is no threshold; there are {', '.join(sorted(kinds))}")
        kind = kinds[name]
        if issubclass(kind, Word):
            given[name] = _word(key, value, kind)
        else:
            given[name] = _number(key, value, whole=kind is int)
    return policy(**given)


def as_thresholds(policy: "DataclassInstance", prefix: str) -> dict[str, object]:
    """Every threshold of `policy` under its key, the way a result says what produced it."""
    return {f"{prefix}.{field.name}": getattr(policy, field.name) for field in fields(policy)}


def _word(key: str, value: object, words: type[Word]) -> Word:
    if value not in words.texts():
        raise ValueError(f"{key} must be one of {', '.join(words.texts())}, not {value!r}")
    return words(value)


def _number(key: str, value: object, *, whole: bool) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(f"{key} must be a number, not {value!r}")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{key} must be a number, not {value!r}") from error
    if not number.is_finite() or number < 0:
        raise ValueError(f"{key} must be zero or more, not {value!r}")
    if not whole:
        return number
    if number != number.to_integral_value():
        raise ValueError(f"{key} must be a whole number, not {value!r}")
    return int(number)
