"""What many ask for in one reading is read once: the organisation, the versions of the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Row = TypeVar("Row")

_kept: ContextVar[dict[str, Any] | None] = ContextVar("kept_in_this_reading", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """For a stretch that only reads: what `once` was asked for stays until its end.

    A reading inside another shares what that one knows. Other threads know nothing of it.
    """
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: str, read: Callable[[], Row]) -> Row:
    """What `read` says; inside a reading it is asked only the first time."""
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: Row = kept[key]
    return found
