"""A cluster's list as a file: exactly what its address shows, whole, and nothing that runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backlogs.actions import edit_item, move_item
from backlogs.models import Item, Outcome
from backlogs.queries import exports, lists
from people.queries import today
from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Source
from products.models import Persona
from tests.backlogs.builders import make_items
from tests.builders import make_metric

MAY = datetime(2025, 5, 2, 10, tzinfo=UTC)


def url(slug: str = "rostering", **query: str) -> str:
    return reverse("backlogs:cluster-export", args=[slug], query=query)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"), newline="")))


def test_all_rows_in_order_with_everything_about_them(cast, signed_in):
    items = make_items(cast.planner, "A", states=("idea", "in_progress", "shipped"), at=MAY)
    items |= make_items(cast.swaps, "B", states=("idea", "dropped"), at=MAY)
    items |= make_items(cast.planner, "C", at=MAY)
    edit_item(cast.owner, items["C"], 1, description="One\r\nTwo", effort=3, assignee=cast.member)
    answer = signed_in(cast.employee).get(url(state="all"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    on = today().isoformat()
    assert answer["Content-Disposition"] == (f'attachment; filename="backlog-rostering-{on}.csv"')
    rows = table(answer)
    assert [(row["Place"], row["Key"], row["Title"], row["State"]) for row in rows] == [
        ("1", "CP-1", "A", "Shipped"), ("2", "SS-1", "B", "Dropped"), ("3", "CP-2", "C", "Idea"),
    ]  # fmt: skip
    assert rows[0] | {"Last touched": ""} == {
        "Place": "1", "Key": "CP-1", "Product": "Crew planner", "Title": "A",
        "Type": "Improvement", "Dimension": "Improvement", "State": "Shipped", "Effort": "",
        "Assignee": "", "Created": "2025-05-02", "Started": "2025-05-02", "Closed": "2025-05-02",
        "Reason": "Because.", "Last touched": "", "Description": "",
        "For": "", "Outcome": "", "Seen in": "", "From": "", "To": "", "By": "",
    }  # fmt: skip
    assert (rows[2]["Effort"], rows[2]["Assignee"]) == ("3", cast.member.name)
    assert (rows[2]["Description"], rows[2]["Closed"]) == ("One\nTwo", "")


def test_the_filters_of_the_address_hold_and_a_page_is_no_end(cast, signed_in, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    make_items(cast.planner, ["fix one", "fix two", "other", "fix three", "fix four"])
    client = signed_in(cast.owner)
    page = client.get(reverse("backlogs:cluster-backlog", args=["rostering"]), {"q": "fix"})
    links = dict(page.context["page"].exports)
    assert list(links) == ["CSV", "XLSX", "JSON"]
    assert [row["Title"] for row in table(client.get(links["CSV"]))] == [
        "fix one", "fix two", "fix three", "fix four",
    ]  # fmt: skip
    after = client.get(url(q="fix", after="CP-2"))
    assert len(table(after)) == 4
    assert len(table(client.get(url(product="shift-swaps")))) == 0


def test_json_and_workbook_say_the_same(cast, signed_in):
    make_items(cast.planner, ["=1+1", "@home", "'-x"], effort=5)
    client = signed_in(cast.owner)
    listed = json.loads(body(client.get(url(format="json"))))
    assert [row["Title"] for row in listed] == ["=1+1", "@home", "'-x"]
    assert [row["Effort"] for row in listed] == [5, 5, 5]
    workbook = client.get(url(format="xlsx"))
    assert "spreadsheetml" in workbook["Content-Type"]
    records = read([Source("x.xlsx", body(workbook))]).records
    assert [record.data["Title"] for record in records] == ["=1+1", "@home", "'-x"]
    assert [row["Title"] for row in table(client.get(url()))] == ["'=1+1", "'@home", "''-x"]


def test_a_past_quarter_leaves_as_it_was(cast, signed_in, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    items = make_items(cast.planner, "ABC", at=MAY)
    make_items(cast.planner, "D")
    move_item(cast.owner, items["C"], to="top")
    answer = signed_in(cast.employee).get(url(at="2025-q2"))
    assert 'filename="backlog-rostering-2025-q2.csv"' in answer["Content-Disposition"]
    rows = table(answer)
    assert [(row["Place"], row["Title"]) for row in rows] == [("1", "A"), ("2", "B"), ("3", "C")]
    assert {row["Last touched"] for row in rows} == {"2025-05-02"}


def test_the_hypothesis_leaves_with_its_item(cast, signed_in):
    item = make_items(cast.planner, "A")["A"]
    metric = make_metric(cast.planner, "Notice given")
    Outcome.objects.create(
        item=item,
        persona=Persona.objects.create(name="Planner"),
        statement="Fewer calls",
        metric=metric,
        value_from=Decimal("4.50"),
        value_to=Decimal(9),
        due_on=date(2026, 12, 31),
    )
    (row,) = table(signed_in(cast.employee).get(url()))
    named = [row[name] for name in ("For", "Outcome", "Seen in", "From", "To", "By")]
    assert named == ["Planner", "Fewer calls", "Notice given", "4.5", "9", "2026-12-31"]


def test_sorted_otherwise_each_row_still_says_its_place(cast, signed_in):
    items = make_items(cast.planner, "A", at=MAY) | make_items(cast.planner, "BC")
    move_item(cast.owner, items["A"], to="bottom")
    client = signed_in(cast.owner)
    rows = table(client.get(url(sort="age")))
    assert [(row["Title"], row["Place"]) for row in rows] == [("A", "3"), ("B", "1"), ("C", "2")]
    then = table(client.get(url(at="2025-q2", sort="age")))
    assert [(row["Title"], row["Place"]) for row in then] == [("A", "1")]


def test_what_there_is_not(cast, signed_in):
    client = signed_in(cast.employee)
    assert client.get(url("nothing")).status_code == 404
    assert client.get(url(format="exe")).status_code == 404
    assert client.post(url()).status_code in (403, 405)


def test_a_long_list_takes_as_many_queries_as_a_short_one(cast, signed_in):
    client = signed_in(cast.owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client.get(url()))
        return len(captured)

    make_items(cast.planner, "AB")
    few = queries()
    make_items(cast.planner, [f"Item {number}" for number in range(60)])
    assert queries() == few
    assert Item.objects.count() == 62
