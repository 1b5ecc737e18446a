"""The import pages: who may, from upload to plan to import to undo, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portfolio.imports.uploads import plan_batch
from portfolio.models import BatchState, ImportBatch, ImportFile, ImportProfile
from products.models import Product
from tests.builders import make_product
from tests.portfolio.imports import HEADER, PRODUCTS

pytestmark = pytest.mark.django_db

CREW = "1,Crew planner,Plans crews,Rosters,120,live,2024-01-01,Olga Owner\n"
BAD = "2,=1+1,,Rosters,many,live,2024-01-01,\n"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def admin(cast: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(cast.admin)


def form(content: str | bytes = CREW, **more: Any) -> dict[str, Any]:
    """What the upload form sends."""
    text = content if isinstance(content, bytes) else (HEADER + content).encode()
    own = SimpleUploadedFile("sheet.toml", PRODUCTS.encode())
    return {"uploads": SimpleUploadedFile("sheet.csv", text), "own_profile": own, **more}


def uploaded(admin: Client, content: str | bytes = CREW) -> ImportBatch:
    answer = admin.post(reverse("portfolio:import-form"), form(content))
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportBatch.objects.latest("pk")


def post(admin: Client, name: str, batch: ImportBatch, **data: Any) -> Any:
    return admin.post(reverse(name, args=[batch.pk]), data)


def page(admin: Client, batch: ImportBatch, query: str = "", **more: Any) -> Any:
    return admin.get(reverse("portfolio:import-detail", args=[batch.pk]) + query, **more)


def test_upload_makes_a_plan_and_writes_no_product(admin: Client) -> None:
    batch = uploaded(admin, CREW + BAD)
    assert (batch.state, batch.profile_name) == (BatchState.PLANNED, "sheet")
    assert Product.objects.filter(name="Crew planner").count() == 1  # the cast's own
    answer = page(admin, batch)
    text = answer.content.decode()
    assert "Nothing is written until you import" in text
    assert "sheet.csv, line 3: “many” is not a number" in text
    assert answer.context["page"].tabs[0].label == "All"


def test_the_profile_that_came_along_is_kept_and_can_be_chosen(admin: Client) -> None:
    uploaded(admin)
    kept = ImportProfile.objects.get()
    assert (kept.name, kept.version) == ("sheet", 1)
    again = form()
    again["own_profile"] = ""
    again["profile"] = "sheet"
    assert admin.post(reverse("portfolio:import-form"), again).status_code == 302
    text = admin.get(reverse("portfolio:import-profile", args=["sheet"])).content.decode()
    assert text == PRODUCTS


def test_importing_then_undoing(admin: Client, cast: Any) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    answer = post(admin, "portfolio:import-application", batch, plan=batch.plan_hash)
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by) == (BatchState.APPLIED, cast.admin)
    assert Product.objects.filter(name="Crew desk").count() == 1
    assert ImportFile.objects.count() == 0
    assert "Undo this import" in page(admin, batch).content.decode()
    assert post(admin, "portfolio:import-reversal", batch).status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, cast.admin)
    assert not Product.objects.filter(name="Crew desk").exists()


def test_pressing_import_twice_imports_once(admin: Client) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    post(admin, "portfolio:import-application", batch, plan=batch.plan_hash)
    assert (
        post(admin, "portfolio:import-application", batch, plan=batch.plan_hash).status_code == 302
    )
    assert Product.objects.filter(name="Crew desk").count() == 1


def test_a_plan_that_would_be_another_by_now_is_shown_instead(admin: Client) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    make_product("Crew desk")
    answer = post(admin, "portfolio:import-application", batch, plan=batch.plan_hash)
    assert answer.status_code == 409
    assert "The data changed since this plan was made" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == BatchState.PLANNED
    assert Product.objects.filter(name="Crew desk").count() == 1


def test_another_hash_than_the_one_looked_at_is_refused(admin: Client) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    assert post(admin, "portfolio:import-application", batch, plan="0" * 64).status_code == 409
    assert not Product.objects.filter(name="Crew desk").exists()


def test_what_stands_in_the_way_of_undoing_is_said(admin: Client, cast: Any) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    post(admin, "portfolio:import-application", batch, plan=batch.plan_hash)
    Product.objects.filter(name="Crew desk").update(summary="Edited since")
    answer = post(admin, "portfolio:import-reversal", batch)
    assert answer.status_code == 422
    assert "product “Crew desk” was changed (summary)" in answer.content.decode()
    assert Product.objects.filter(name="Crew desk").exists()


def test_leaving_drops_the_files_and_keeps_the_line(admin: Client) -> None:
    batch = uploaded(admin)
    assert post(admin, "portfolio:import-dismissal", batch).status_code == 302
    batch.refresh_from_db()
    assert (batch.state, ImportFile.objects.count()) == (BatchState.DISCARDED, 0)
    assert (
        post(admin, "portfolio:import-application", batch, plan=batch.plan_hash).status_code == 422
    )


def test_checking_again_makes_the_plan_again(admin: Client) -> None:
    batch = uploaded(admin, CREW.replace("Crew planner", "Crew desk"))
    make_product("Crew desk")
    assert post(admin, "portfolio:import-plan", batch).status_code == 302
    before = batch.plan_hash
    batch.refresh_from_db()
    assert batch.plan_hash != before


def test_refused_rows_leave_as_a_file_that_runs_nothing(admin: Client) -> None:
    batch = uploaded(admin, CREW + BAD)
    answer = admin.get(reverse("portfolio:import-refused", args=[batch.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="refused-{batch.pk}.csv"'
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "file,place,what,column,value,reason"
    assert "sheet.csv,line 3,product,Users,many,“many” is not a number" in text
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_cells_that_look_like_formulas_get_an_apostrophe(admin: Client) -> None:
    batch = uploaded(admin, CREW.replace("2024-01-01", "=1+1"))
    text = admin.get(reverse("portfolio:import-refused", args=[batch.pk])).content.decode()
    assert ",'=1+1," in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"own_profile": ""}, "Choose a profile, or bring one along"),
        ({"own_profile": SimpleUploadedFile("a.toml", b"[profile")}, "not TOML"),
        ({"uploads": ""}, "This field is required"),
        ({"uploads": SimpleUploadedFile("big.csv", b"x" * 10_485_761)}, "at most 10,485,760"),
    ],
)
def test_a_wrong_form_comes_back_with_422(admin: Client, change: Any, words: str) -> None:
    answer = admin.post(reverse("portfolio:import-form"), form() | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ImportBatch.objects.count() == 0


def test_hostile_bytes_are_a_plan_with_a_refusal(admin: Client) -> None:
    for content in (b"PK\x03\x04 no workbook", b"\xff\xfe\x00\xd8\x00\xd8", b"a,b\n\x00,x\n"):
        batch = uploaded(admin, content)
        assert batch.state == BatchState.PLANNED
        assert batch.summary["total"]["refused"] >= 1
        assert page(admin, batch).status_code == 200


def test_while_it_is_read_the_page_asks_again_by_itself(admin: Client) -> None:
    batch = uploaded(admin)
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.WAITING)
    text = page(admin, batch, **HTMX).content.decode()
    assert "<html" not in text
    assert 'hx-trigger="every 2s"' in text
    plan_batch(batch.pk)
    assert "every 2s" not in page(admin, batch, **HTMX).content.decode()


def test_tabs_filter_and_pages_turn(admin: Client) -> None:
    many = "".join(CREW.replace("1,Crew", f"{n},Crew {n}", 1) for n in range(120))
    batch = uploaded(admin, many)
    first = page(admin, batch, "?show=created").context["page"]
    last = page(admin, batch, "?show=created&page=99").context["page"]
    count = batch.summary["total"]["created"]
    assert (len(first.lines), first.pager.num_pages) == (50, -(-count // 50))
    assert len(last.lines) == count - 50 * (last.pager.num_pages - 1)
    with CaptureQueriesContext(connection) as queries:
        page(admin, batch, "?show=created&page=3")
    assert len(queries) < 12


def test_the_list_names_file_profile_state_and_person(admin: Client, cast: Any) -> None:
    assert (
        "Nothing was imported yet" in admin.get(reverse("portfolio:import-list")).content.decode()
    )
    uploaded(admin)
    text = admin.get(reverse("portfolio:import-list")).content.decode()
    assert all(words in text for words in ("sheet.csv", "Planned", "Ada Admin"))


def test_only_admins_and_no_unknown_batch(cast: Any, signed_in: Any, admin: Client) -> None:
    batch = uploaded(admin)
    for person in (cast.employee, cast.owner, cast.leader, cast.facilitator):
        assert page(signed_in(person), batch).status_code == 403
        answer = post(
            signed_in(person), "portfolio:import-application", batch, plan=batch.plan_hash
        )
        assert answer.status_code == 403
    assert admin.get("/imports/999999/").status_code == 404
    assert admin.get("/import-profiles/nothing/").status_code == 404
    assert (
        io.BytesIO(admin.get("/import-profiles/dwp/").content).read().startswith(b"# The portfolio")
    )
