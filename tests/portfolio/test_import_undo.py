"""Undo: everything back as it was, or nothing and the reason; killed imports leave nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from people.models import Person
from portfolio.imports.batches import undo_batch
from portfolio.kernel.errors import Refused
from portfolio.models import ExternalKey, ImportBatch, ImportChange
from products.models import Cluster, Ownership, Product, StagePeriod
from tests.builders import make_person, make_product, own, set_stage
from tests.harness.jobs import child_environment
from tests.portfolio.imports import HEADER, PRODUCTS, applied, planned

CREW = "1,Crew planner,Plans crews,Rosters,120,live,2024-01-01,Olga Owner"
SWAPS = "2,Shift swaps,,Rosters,,pilot,2024-06-01,"
ROWS = ("people.Person", "products.Cluster", "products.Product", "products.Placement",
        "products.StagePeriod", "products.Ownership")  # fmt: skip


def snapshot() -> dict[str, list[Any]]:
    """Every row of the domain, without the versions that only ever grow."""
    return {
        name: [
            {k: v for k, v in row.items() if k != "version"}
            for row in apps.get_model(name).objects.order_by("pk").values()
        ]
        for name in ROWS
    }


@pytest.mark.django_db
def test_undo_restores_every_row_created_and_changed() -> None:
    make_product("Crew planner", summary="As it was")
    before = snapshot()
    batch = applied("1,Crew planner,New words,,120,live,2024-06-01,Olga Owner", SWAPS)
    assert batch is not None
    assert snapshot() != before
    undo_batch(None, batch)
    assert snapshot() == before
    assert ExternalKey.objects.count() == 0
    assert undo_batch(None, batch).state == "undone"


@pytest.mark.django_db
def test_after_undo_the_same_file_can_be_imported_again() -> None:
    batch = applied(CREW, SWAPS)
    assert batch is not None
    undo_batch(None, batch)
    assert applied(CREW, SWAPS) is not None
    assert Product.objects.count() == 2


def edited(batch: ImportBatch) -> None:
    Product.objects.filter(name="Crew planner").update(daily_users=7)


def deleted(batch: ImportBatch) -> None:
    Ownership.objects.all().delete()


def owned(batch: ImportBatch) -> None:
    own(make_person("Otto Other"), Product.objects.get(name="Crew planner"), date(2025, 1, 1))


def staged(batch: ImportBatch) -> None:
    set_stage(Product.objects.get(name="Crew planner"), "retirement", date(2025, 1, 1))


def joined(batch: ImportBatch) -> None:
    make_product("Night desk", Cluster.objects.get(name="Rosters"))


OBSTACLES = {
    edited: "product “Crew planner” was changed (daily users)",
    deleted: "ownership “Rosters: Olga Owner” was deleted",
    owned: "ownership “Rosters: Olga Owner” was changed (period)",
    staged: "stage period “Crew planner: Maturity” was changed (period)",
    joined: "a product for “Rosters”",
}


@pytest.mark.django_db
@pytest.mark.parametrize("built", OBSTACLES, ids=lambda built: built.__name__)
def test_what_was_built_on_an_import_keeps_it_and_is_named(built: Any) -> None:
    batch = applied(CREW, SWAPS)
    assert batch is not None
    built(batch)
    before = snapshot()
    with pytest.raises(Refused) as caught:
        undo_batch(None, batch)
    assert OBSTACLES[built] in str(caught.value)
    assert snapshot() == before
    batch.refresh_from_db()
    assert batch.state == "applied"


@pytest.mark.django_db
def test_a_later_import_that_changed_nothing_here_does_not_stand_in_the_way() -> None:
    first, second = applied(CREW), applied(SWAPS.replace("Rosters", "Swaps"))
    assert first is not None
    assert second is not None
    undo_batch(None, first)
    assert list(Product.objects.values_list("name", flat=True)) == ["Shift swaps"]


@pytest.mark.django_db
def test_imports_are_taken_back_one_after_the_other_newest_first() -> None:
    first = applied(CREW)
    second = applied(CREW.replace("Plans crews", "Plans rosters"))
    third = applied(CREW.replace("Plans crews", "Plans everything"))
    assert first is not None
    assert second is not None
    assert third is not None
    with pytest.raises(Refused, match="was changed"):
        undo_batch(None, second)
    undo_batch(None, third)
    assert Product.objects.get().summary == "Plans rosters"
    undo_batch(None, second)
    product = Product.objects.get()
    assert (product.summary, product.version) == ("Plans crews", 5)
    undo_batch(None, first)
    assert Product.objects.count() == 0


LOCKED = ("people_person", "products_product", "products_ownership", "products_stageperiod",
          "portfolio_importchange", "portfolio_externalkey", "portfolio_importline")  # fmt: skip
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", LOCKED)
def test_an_import_killed_between_two_writes_leaves_nothing(table: str, tmp_path: Path) -> None:
    """The test holds a table the import needs, so kill -9 hits it there, after what it wrote."""
    command = command_for(tmp_path)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        child = subprocess.Popen(command, env=child_environment(), cwd=settings.ROOT)
        waiting = 0
        while not waiting and child.poll() is None:
            cursor.execute(WAITING, [table])
            waiting = cursor.fetchone()[0]
        child.kill()
        child.wait()
    assert waiting == 1
    assert [model.objects.count() for model in (Product, Person, StagePeriod, ImportBatch)] == [
        0
    ] * 4
    assert ImportChange.objects.count() == 0


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
def test_control_negative_the_same_import_left_alone_is_written(tmp_path: Path) -> None:
    subprocess.run(command_for(tmp_path), env=child_environment(), cwd=settings.ROOT, check=True)
    assert Product.objects.count() == 2
    assert [change.action.value for change in planned(CREW, SWAPS).changes] == ["same"] * 7


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_write_it_once(tmp_path: Path) -> None:
    command = command_for(tmp_path)
    children = [
        subprocess.Popen(command, env=child_environment(), cwd=settings.ROOT) for _ in range(2)
    ]
    assert [child.wait() for child in children] == [0, 0]
    assert (Product.objects.count(), ImportBatch.objects.count()) == (2, 1)


def command_for(folder: Path) -> list[str]:
    (folder / "sheet.toml").write_text(PRODUCTS)
    (folder / "sheet.csv").write_text(HEADER + CREW + "\n" + SWAPS + "\n")
    files = [str(folder / "sheet.csv"), "--profile", str(folder / "sheet.toml"), "--apply"]
    return [sys.executable, "manage.py", "import", *files]
