"""`manage.py import`: plan, apply, undo, JSON and exit codes; and refusals of the call itself."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portfolio.models import ImportBatch
from products.models import Product
from tests.builders import make_person
from tests.portfolio.imports import HEADER, PRODUCTS

pytestmark = pytest.mark.django_db

CREW = "1,Crew planner,Plans crews,Rosters,120,live,2024-01-01,Olga Owner\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheet.toml").write_text(PRODUCTS)
    (tmp_path / "sheet.csv").write_text(HEADER + CREW)
    (tmp_path / "bad.csv").write_text(HEADER + CREW + CREW.replace("1,", "2,").replace("live", "x"))
    return tmp_path


def run(folder: Path, *words: str, **options: Any) -> str:
    out = StringIO()
    files = [str(folder / word) if word.endswith(".csv") else word for word in words]
    profile = {} if "undo" in options else {"profile": str(folder / "sheet.toml")}
    call_command("import", *files, stdout=out, **(profile | options))
    return out.getvalue()


def test_a_plan_is_a_table_of_counts_and_writes_nothing(folder: Path) -> None:
    text = run(folder, "sheet.csv")
    assert "product                1         0         0         0         0" in text
    assert text.rstrip().endswith("Nothing is written yet: add --apply to import.")
    assert Product.objects.count() == 0


def test_apply_then_again_then_undo(folder: Path) -> None:
    admin = make_person("Ada Admin", is_admin=True)
    text = run(folder, "sheet.csv", apply=True, by="ADA.ADMIN@example.org")
    batch = ImportBatch.objects.get()
    assert f"Imported as batch {batch.pk}." in text
    assert (batch.created_by, batch.applied_by) == (admin, admin)
    assert "Nothing to write." in run(folder, "sheet.csv", apply=True)
    assert run(folder, undo=batch.pk) == f"Batch {batch.pk} is undone.\n"
    assert Product.objects.count() == 0


def test_refused_rows_are_listed_the_others_go_in_and_the_exit_code_says_so(folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder, "bad.csv", apply=True)
    assert ended.value.code == 1
    assert list(Product.objects.values_list("name", flat=True)) == ["Crew planner"]


def test_all_or_nothing_writes_nothing_beside_a_refused_row(folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder, "bad.csv", apply=True, all_or_nothing=True)
    assert ended.value.code == 1
    assert Product.objects.count() == 0


def test_json_holds_every_change_field_by_field_and_every_refusal(folder: Path) -> None:
    run(folder, "sheet.csv", apply=True)
    (folder / "sheet.csv").write_text(HEADER + CREW.replace("120", "130"))
    answer = json.loads(run(folder, "sheet.csv", json=True))
    assert answer["total"] == {"created": 0, "changed": 1, "same": 4, "missing": 0, "refused": 0}
    assert answer["changes"][0]["fields"] == [{"name": "daily_users", "old": "120", "new": "130"}]
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "import",
            str(folder / "bad.csv"),
            profile=str(folder / "sheet.toml"),
            json=True,
            stdout=out,
        )
    refused = json.loads(out.getvalue())["refused"][0]
    assert (refused["file"], refused["place"], refused["column"]) == ("bad.csv", "line 3", "Stage")


WRONG = {
    "no file": ((), {}, "Name at least one file", 2),
    "a missing file": (("none.csv",), {}, "none.csv is not a file", 2),
    "a folder": ((".csv",), {}, "is not a file", 2),
    "an unknown profile": (("sheet.csv",), {"profile": "nothing"}, "there is no profile", 2),
    "an unknown person": (("sheet.csv",), {"by": "x@example.org"}, "Nobody here has", 2),
    "somebody who isn't an admin": (("sheet.csv",), {"by": "eva@example.org"}, "may not import", 1),
    "an unknown batch": ((), {"undo": 999}, "There is no batch 999", 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_one_sentence_and_a_code(name: str, folder: Path) -> None:
    words, options, sentence, code = WRONG[name]
    make_person("Eva Employee", email="eva@example.org")
    (folder / ".csv").mkdir()
    with pytest.raises(CommandError, match=sentence) as error:
        run(folder, *words, **options)
    assert error.value.returncode == code
    assert Product.objects.count() == 0


def test_undoing_what_was_built_upon_is_one_sentence_too(folder: Path) -> None:
    run(folder, "sheet.csv", apply=True)
    Product.objects.update(summary="Edited since")
    with pytest.raises(CommandError, match="Something builds on this import by now") as error:
        run(folder, undo=ImportBatch.objects.get().pk)
    assert error.value.returncode == 1
    assert Product.objects.count() == 1
