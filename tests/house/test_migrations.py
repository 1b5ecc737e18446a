"""Migrations are named, reversible, and say what the models say."""

import ast
import io

import pytest
from django.core.management import call_command

from tests.house.tree import ROOMS, syntax, tracked

MIGRATIONS = [
    file
    for file in tracked()
    if file.parts[0] in ROOMS and file.parts[1:2] == ("migrations",) and file.stem != "__init__"
]


def test_migrations_are_named() -> None:
    assert len(MIGRATIONS) >= len(ROOMS)
    assert [str(file) for file in MIGRATIONS if "_auto_" in file.name] == []


def test_migrations_can_be_taken_back() -> None:
    """`RunPython` and `RunSQL` name their way back."""
    one_way = [
        f"{file}:{node.lineno}"
        for file in MIGRATIONS
        for node in ast.walk(syntax(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"RunPython", "RunSQL"}
        and len(node.args) + len(node.keywords) < 2
    ]
    assert one_way == []


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"
