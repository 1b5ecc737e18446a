"""The small checks every table of a profile goes through; each names the key it refuses."""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from portfolio.imports.profiles.locating import line_of
from portfolio.imports.profiles.values import ProfileError
from portfolio.kernel.tabular import paths


class Fail:
    """Raises the error of one table with the line of the key."""

    def __init__(self, text: str, table: str, number: int = 0) -> None:
        self.text, self.table, self.number = text, table, number

    def __call__(self, key: str, message: str) -> NoReturn:
        line = line_of(self.text, self.table, self.number, key)
        where = f"{self.table}.{key}" if key else self.table
        raise ProfileError(message, where, line)


def only(table: Mapping[str, Any], known: Iterable[str], fail: Fail, under: str = "") -> None:
    """Refuse a key that nobody reads: it is a misspelling that would do nothing, silently."""
    for key in table:
        if key not in known:
            listed = ", ".join(sorted(known))
            fail(f"{under}.{key}" if under else key, f"unknown key; known here: {listed}")


def needed(table: Mapping[str, Any], key: str, fail: Fail) -> str:
    """A text that must be there."""
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        fail(key, "a text is needed")
    return value


def one_of(table: Mapping[str, Any], key: str, words: list[str], fail: Fail) -> None:
    """A word from a list, if the key is there at all."""
    if key in table and table[key] not in words:
        fail(key, f"“{table[key]}” is not one of {', '.join(words)}")


def texts(table: Mapping[str, Any], key: str, fail: Fail) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        fail(key, "a list of texts is needed")
    return tuple(value)


def flag(table: Mapping[str, Any], key: str, fail: Fail) -> bool:
    """True or false, false when it is not there."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        fail(key, "true or false is needed")
    return value


def check_path(path: str, key: str, fail: Fail) -> None:
    """A path into nested data that can be understood."""
    try:
        paths.parse(path)
    except paths.PathError as error:
        fail(key, str(error))
