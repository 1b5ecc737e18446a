"""How the tests of the database's own rules try a forbidden row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from pghistory.models import Event as HistoryEvent


def refused_by(attempt: Callable[[], object]) -> str:
    """The name of the constraint that refuses what `attempt` writes; it must be refused."""
    with pytest.raises(IntegrityError) as refused:
        _try(attempt)
    return str(refused.value.__cause__.diag.constraint_name)


@transaction.atomic
def _try(attempt: Callable[[], object]) -> None:
    attempt()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def named(room: str) -> set[str]:
    """Every named constraint of a room's models, the history's own tables left out."""
    return {
        constraint.name
        for model in apps.get_app_config(room).get_models()
        if not issubclass(model, HistoryEvent)
        for constraint in model._meta.constraints
    }


def missing(room: str, tried: Iterable[str]) -> set[str]:
    """Constraints nobody tries to break."""
    return named(room) ^ set(tried)
