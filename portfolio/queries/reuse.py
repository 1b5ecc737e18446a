"""A large statement put together once for a moment, and run for one object after another.

Django's ORM spends more time on writing a statement of twenty joins and lists than PostgreSQL on
answering it, and writes the same text for every product. Here the text is kept, with a place for
the slug; the moment is part of what it is kept under, so nothing else in it can differ.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from portfolio.kernel.moments import Moment

PLACE: Final = "\N{WHITE SQUARE}place of the slug\N{WHITE SQUARE}"
MOST: Final = 40
Build = Callable[[str, Moment], QuerySet[Any, dict[str, Any]]]


class _Statement:
    """The text of a statement with its parameters, and how its rows are read; never changed."""

    def __init__(self, rows: QuerySet[Any, dict[str, Any]]) -> None:
        self.compiler: SQLCompiler = rows.query.get_compiler(connection=connection)
        self.sql, self.parameters = self.compiler.as_sql()
        self.names = list(rows.query.selected or ())

    def first(self, slug: str) -> dict[str, Any] | None:
        parameters = tuple(slug if one == PLACE else one for one in self.parameters)
        mine = copy(self.compiler)  # threads share the statement, each with its own connection
        mine.connection = connections[DEFAULT_DB_ALIAS]
        mine.as_sql = lambda *_, **__: (self.sql, parameters)  # type: ignore[method-assign]
        for row in mine.results_iter():
            return dict(zip(self.names, row, strict=True))
        return None


_kept: dict[tuple[Build, Moment], _Statement] = {}


def first_of(build: Build, slug: str, moment: Moment) -> dict[str, Any] | None:
    """The first row of `build(slug, moment)`, a query of `values`; None where there is none.

    `build` must pass the slug on as it is, and depend on nothing but the slug and the moment.
    """
    exact = Moment(moment.on, moment.quarter, moment.today)  # the request's is lazy
    key = (build, exact)
    statement = _kept.get(key)
    if statement is None:
        if len(_kept) >= MOST:
            _kept.clear()
        statement = _kept[key] = _Statement(build(PLACE, exact)[:1])
    return statement.first(slug)
