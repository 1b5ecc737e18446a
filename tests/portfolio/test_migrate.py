"""`migrate` draws less than Django's own and leaves the same database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from portfolio.management.commands.migrate import shortcuts

ROOMS = ("people", "products", "metrics", "backlogs", "reviews", "portfolio")


def test_it_is_the_program_s_own() -> None:
    assert get_commands()["migrate"] == "portfolio"


def test_the_shortcuts_end_with_the_command() -> None:
    before = ProjectState.reload_model, AddTrigger.state_forwards
    with shortcuts():
        assert ProjectState.reload_model is not before[0]
    assert (ProjectState.reload_model, AddTrigger.state_forwards) == before


@pytest.mark.django_db
def test_every_column_of_every_model_is_there() -> None:
    """The test database was made by it; the autodetector compares states, this the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        found = set(cursor.fetchall())
    wanted = {
        (model._meta.db_table, field.column)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed
        for field in model._meta.local_concrete_fields
    }
    assert wanted - found == set()


@pytest.mark.django_db
def test_every_trigger_is_there() -> None:
    state = MigrationLoader(connection).project_state()
    wanted = sum(len(model.options.get("triggers", [])) for model in state.models.values())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%' AND tgparentid = 0"
        )
        assert cursor.fetchone() == (wanted,)
