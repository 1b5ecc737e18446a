"""Backlogs in and out: our own export comes back unchanged, and makes the same list elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from backlogs.actions import change_state, edit_item, move_item
from backlogs.models import Item, Move, StateEvent
from backlogs.queries.exports import cluster_export_table
from backlogs.values import Filters
from people.queries import today
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.imports.planning import make_plan
from portfolio.kernel.importing import Action, Plan
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Source
from portfolio.kernel.tabular.writing import WRITERS, written
from portfolio.models import ExternalKey, ImportBatch
from products.models import Cluster
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_person, make_product
from tests.portfolio.imports import counts

pytestmark = pytest.mark.django_db

MAY = datetime(2025, 5, 2, 10, tzinfo=UTC)
NASTY = ["=1+1", "-2", "'=x", "@home", "Say “no”, twice; or 'so'", "_x000D_ | \\n", "0012"]


def now() -> Moment:
    return Moment(today(), Quarter.of(today()), today())


def exported(format: str, cluster: Cluster, **filters: Any) -> Source:
    reader = make_person()
    export = cluster_export_table(reader, cluster.slug, now(), Filters(**filters))
    with written(export.table, format) as file:
        return Source(f"backlog.{format}", file.read())


def sheet(text: str, name: str = "backlog.csv") -> Source:
    return Source(name, text.encode())


def plan(source: Source, profile: str = "backlog") -> Plan:
    return make_plan(load_profile(profile), [source])


def take_in(source: Source, profile: str = "backlog") -> Plan:
    return apply_files(None, load_profile(profile), [source])[1]


def changed(found: Plan) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(c.label, c.fields) for c in found.changes if c.action is Action.CHANGE]


def cells(source: Source) -> list[Any]:
    """Every cell of a file but the day an item was last touched, which is no part of the import;
    outer blanks of a text are none either."""
    rows = [{**record.data, "Last touched": None} for record in read([source]).records]
    return [row | {"Description": (row["Description"] or "").strip()} for row in rows]


def everything() -> list[Any]:
    """Every value of every item and event: what "no change" is measured by."""
    return [
        list(Item.objects.order_by("pk").values()),
        list(StateEvent.objects.order_by("pk").values()),
        ExternalKey.objects.count(),
        ImportBatch.objects.count(),
    ]


def fill(cast: Any) -> None:
    """A list with every state, two products, an order of its own and texts that bite."""
    items = make_items(cast.planner, NASTY, at=MAY)
    states: tuple[tuple[str, ...], ...] = (
        ("idea", "ready"), ("idea", "in_progress"), ("idea", "in_progress", "waiting"),
        ("idea", "in_progress", "shipped"), ("idea", "dropped"),
    )  # fmt: skip
    for number, steps in enumerate(states):
        items |= make_items(cast.swaps, [f"Swap {number}"], at=MAY, states=steps)
    text = " One\r\n\r\n=two\t3 "
    edit_item(cast.owner, items["-2"], 1, description=text, effort=5, assignee=cast.member)
    move_item(cast.owner, items["Swap 1"], to="top")


@pytest.mark.parametrize("format", list(WRITERS))
def test_an_exported_list_comes_back_without_a_change(cast: Any, format: str) -> None:
    fill(cast)
    before = everything()
    found = take_in(exported(format, cast.rostering, state="all"))
    assert counts(found) == {"created": 0, "changed": 0, "same": 12, "missing": 0, "refused": 0}
    assert found.notes == []
    assert everything() == before


@pytest.mark.parametrize("format", list(WRITERS))
def test_the_same_file_makes_the_same_list_elsewhere(cast: Any, format: str) -> None:
    fill(cast)
    source = exported(format, cast.rostering, state="all")
    order = order_of(cast.rostering)
    for model in (StateEvent, Move, Item):
        model.objects.all().delete()
    found = take_in(source)
    assert counts(found) == {"created": 12, "changed": 0, "same": 0, "missing": 0, "refused": 0}
    assert order_of(cast.rostering) == order
    again = exported(format, cast.rostering, state="all")
    assert cells(again) == cells(source)
    assert counts(take_in(again))["same"] == counts(take_in(source))["same"] == 12
    assert ExternalKey.objects.filter(kind="item").count() == 0
    numbers = Item.objects.filter(title="-2").values_list("product__key", "number", "effort")
    assert list(numbers) == [("CP", 2, 5)]


def test_place_orders_new_items_and_leaves_the_others_where_they_are(cast: Any) -> None:
    make_items(cast.planner, "AB")
    source = sheet(
        "Key,Product,Title,Place\n"
        "CP-2,Crew planner,B,1\nCP-1,Crew planner,A,2\n"
        "X1,Crew planner,Y,9\nX2,Shift swaps,X,4\n,crew-planner,Z,\n"
    )
    assert counts(take_in(source))["created"] == 3
    assert order_of(cast.rostering) == "ABXYZ"
    assert counts(plan(source)) == {
        "created": 0, "changed": 0, "same": 5, "missing": 0, "refused": 0,
    }  # fmt: skip


def test_a_changed_cell_is_told_and_written(cast: Any) -> None:
    item = make_items(cast.planner, "A", at=MAY)["A"]
    source = sheet(
        "Key,Product,Title,State,Effort,Assignee,Started\n"
        f"CP-1,Crew planner,Better,In progress,3,{cast.member.email},2025-06-01\n"
    )
    assert changed(take_in(source)) == [
        ("A", [
            ("title", "A", "Better"), ("effort", "", "3"), ("state", "idea", "in_progress"),
            ("assignee", "", cast.member.name),
        ]),
    ]  # fmt: skip
    item.refresh_from_db()
    assert (item.title, item.effort, item.assignee) == ("Better", 3, cast.member)
    assert changed(plan(source)) == []
    assert item.events.count() == 2


def test_another_products_reference_is_an_outside_key(cast: Any) -> None:
    item = make_items(cast.planner, "A")["A"]
    found = take_in(sheet("Key,Product,Title\nCP-1,Payslips,Not that one\n"))
    assert counts(found)["created"] == 1
    item.refresh_from_db()
    assert item.title == "A"
    assert ExternalKey.objects.get(kind="item").key == "CP-1"


def test_two_products_of_one_name_are_told_apart_by_the_reference(cast: Any) -> None:
    make_items(cast.planner, "A")
    make_product("Crew planner", key="OTHER")
    source = exported("csv", cast.rostering)
    assert counts(plan(source)) == {
        "created": 0, "changed": 0, "same": 1, "missing": 0, "refused": 0,
    }  # fmt: skip


def test_unknown_people_are_noted_and_work_comes_in(cast: Any) -> None:
    found = take_in(sheet("Product,Title,Assignee\nCrew planner,A,jdoe\nCrew planner,B,JDoe\n"))
    assert counts(found)["created"] == 2
    assert found.notes == ["Nobody here, or nobody alone, is called “jdoe”"]
    assert set(Item.objects.values_list("assignee", flat=True)) == {None}


def test_a_day_that_is_today_stands_before_what_people_do_next(cast: Any) -> None:
    take_in(sheet(f"Product,Title,State,Created\nCrew planner,A,ready,{today()}\n"))
    item = Item.objects.get()
    assert change_state(cast.owner, item, "in_progress").state == "in_progress"


def test_the_plan_takes_as_many_queries_for_many_rows(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    make_items(cast.planner, [f"Item {number}" for number in range(40)])
    source = exported("csv", cast.rostering)
    with django_assert_max_num_queries(8):
        assert counts(plan(source))["same"] == 40
