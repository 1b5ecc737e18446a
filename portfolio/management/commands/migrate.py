"""`migrate` as Django has it, without drawing the whole program anew for every new table.

For every operation Django draws the model it concerns and all models related to it, near or far;
here nearly everything is related to a person. Drawing 160 tables that way is 13 of the 23 s of CPU
an empty database costs. A model that is only just coming into being needs none of that: nobody
refers to it yet. Nor does a trigger: it changes no column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class Command(migrate.Command):
    """Brings the database to the state the program needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; the shortcuts hold only as long as that takes."""
        with shortcuts():
            super().handle(*args, **options)


@contextmanager
def shortcuts() -> Iterator[None]:
    """New models are drawn alone and triggers not at all, until the block ends."""
    reload, add = ProjectState.reload_model, AddTrigger.state_forwards
    ProjectState.reload_model = _reload  # type: ignore[assignment, method-assign]
    AddTrigger.state_forwards = _add_trigger  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        ProjectState.reload_model = reload  # type: ignore[method-assign]
        AddTrigger.state_forwards = add  # type: ignore[method-assign]


_reload_related = ProjectState.reload_model


def _reload(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" in state.__dict__ and not _is_drawn(state, app_label, model_name):
        state.apps.render_multiple([state.models[app_label, model_name.lower()]])
    else:
        _reload_related(state, app_label, model_name, delay)


def _is_drawn(state: ProjectState, app_label: str, model_name: str) -> bool:
    return model_name.lower() in state.apps.all_models[app_label]


def _add_trigger(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]
