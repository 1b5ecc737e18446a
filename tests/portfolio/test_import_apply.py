"""What applying writes: measurements and corrections, targets, items in order, candidates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from backlogs.models import Backlog, Item, StateEvent
from metrics.models import Measurement, MetricQuarter, MetricTarget
from portfolio.imports.batches import apply_files, undo_batch
from portfolio.imports.planning import make_plan
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from portfolio.models import ImportBatch
from products.models import Candidate, StagePeriod
from tests.builders import make_metric, make_product, measure
from tests.portfolio.imports import applied, counts, planned, profile, reasons

pytestmark = pytest.mark.django_db

MEASUREMENTS = """
[profile]
name = "numbers"
title = "Numbers"
[[target]]
kind = "measurement"
fields.product = "Product"
fields.metric = "Metric"
fields.on = "Day"
fields.value = { from = "Value", number = { decimal = ".", percent = true } }
"""
TARGETS = """
[profile]
name = "targets"
title = "Targets"
[[target]]
kind = "target"
fields.product = "Product"
fields.metric = "Metric"
fields.since = "Day"
fields.target = "Value"
fields.warning = { from = "Value", number = { times = 0.9 } }
fields.floor = { const = "0" }
"""
ITEMS = """
[profile]
name = "tracker"
title = "Tracker"
[[target]]
kind = "item"
key = "Key"
fields.product = "Product"
fields.title = "Title"
fields.state = { from = "State", map = { Open = "idea", Doing = "in progress", Done = "shipped", Won't = "dropped" } }
fields.created_on = "Created"
fields.started_on = "Started"
fields.closed_on = "Closed"
""".replace("Won't", '"Won\'t"')
CANDIDATES = """
[profile]
name = "cmdb"
title = "CMDB"
[words]
nobody = ["?"]
[[target]]
kind = "candidate"
key = "Id"
fields.name = "Name"
fields.owner_name = "Owner"
fields."fact vendor" = "Vendor"
"""


def run(text: str, csv: str) -> tuple[ImportBatch | None, Plan]:
    return apply_files(None, profile(text), [Source("data.csv", csv.encode())])


def plan(text: str, csv: str) -> Plan:
    return make_plan(profile(text), [Source("data.csv", csv.encode())])


def test_a_new_number_is_recorded_and_its_quarter_summed_up() -> None:
    make_metric(make_product("Payroll"))
    csv = "Product,Metric,Day,Value\nPayroll,Availability,2026-07-01,99.5 %\n"
    csv += "payroll,AVAILABILITY,2026-08-01,98.5\n"
    batch, _ = run(MEASUREMENTS, csv)
    assert batch is not None
    quarter = MetricQuarter.objects.get()
    assert (quarter.quarter_start, quarter.value, quarter.count) == (date(2026, 7, 1), 99, 2)
    first = Measurement.objects.get(measured_on="2026-07-01")
    assert (first.source, first.source_ref) == ("import", "numbers: data.csv, line 2")


def test_another_number_corrects_and_keeps_the_old_one_and_undo_brings_it_back() -> None:
    metric = make_metric(make_product("Payroll"))
    measure(metric, date(2026, 7, 1), 90)
    csv = "Product,Metric,Day,Value\nPayroll,Availability,2026-07-01,95\n"
    assert counts(plan(MEASUREMENTS, csv))["changed"] == 1
    batch, _ = run(MEASUREMENTS, csv)
    assert batch is not None
    old, new = Measurement.objects.order_by("id")
    assert (old.value, new.value) == (90, 95)
    assert old.superseded_at is not None
    assert old.correction_reason == "Imported again: numbers: data.csv, line 2"
    assert MetricQuarter.objects.get().value == 95
    undo_batch(None, batch)
    kept = Measurement.objects.get()
    assert (kept.value, kept.superseded_at, kept.correction_reason) == (90, None, "")
    assert MetricQuarter.objects.get().value == 90


def test_numbers_that_cannot_be_are_refused() -> None:
    make_metric(make_product("Payroll"))
    csv = (
        "Product,Metric,Day,Value\nPayroll,Availability,2126-07-01,99\nPayroll,Tickets,2026-07-01,9\n"
        "Payrol,Availability,2026-07-01,9\nPayroll,Availability,2026-07-02,n/a\n"
        "Payroll,Availability,2026-07-03,1\nPayroll,availability,2026-07-03,2\n"
    )
    assert reasons(plan(MEASUREMENTS, csv)) == [
        "line 5, Value: “n/a” is not a number",
        "line 2, Day: the day has not come yet",
        "line 3, Metric: “Payroll” has no metric called “Tickets”",
        "line 4, Product: no product is called “Payrol”",
        "line 7, Day: the same metric and day stand in data.csv, line 6 too",
    ]


def test_targets_follow_each_other_and_the_past_is_not_rewritten() -> None:
    metric = make_metric(make_product("Payroll"), target=None)
    head = "Product,Metric,Day,Value\n"
    run(TARGETS, head + "Payroll,Availability,2025-01-01,90\nPayroll,Availability,2026-01-01,95\n")
    rows = MetricTarget.objects.filter(metric=metric).order_by("period")
    assert [(row.since, row.until, row.target, row.warning) for row in rows] == [
        (date(2025, 1, 1), date(2026, 1, 1), 90, 81),
        (date(2026, 1, 1), None, 95, Decimal("85.5")),
    ]
    late = plan(TARGETS, head + "Payroll,Availability,2025-07-01,80\n")
    assert reasons(late) == [
        "line 2, Day: something later is recorded already, from 2026-01-01. "
        "Correct the past in the app"
    ]


ITEM_ROWS = (
    "Key,Product,Title,State,Created,Started,Closed\n"
    "A-1,Payroll,First,Open,2026-01-05,,\n"
    "A-2,Payroll,Second,Done,2026-01-06,2026-01-10,2026-02-01\n"
    "A-3,Payroll,Third,Doing,2026-01-07,2026-01-12,\n"
)


def test_items_join_the_end_of_the_list_in_file_order_with_their_history() -> None:
    product = make_product("Payroll")
    run(ITEMS, ITEM_ROWS)
    run(ITEMS, ITEM_ROWS + "A-4,Payroll,Fourth,Open,2026-03-01,,\n")
    items = Item.objects.filter(product=product).order_by("rank")
    assert [(item.title, item.number, item.state) for item in items] == [
        ("First", 1, "idea"),
        ("Second", 2, "shipped"),
        ("Third", 3, "in_progress"),
        ("Fourth", 4, "idea"),
    ]
    events = StateEvent.objects.filter(item__title="Second").order_by("at")
    assert [(e.from_state, e.to_state, e.at.date()) for e in events] == [
        ("", "idea", date(2026, 1, 6)),
        ("idea", "in_progress", date(2026, 1, 10)),
        ("in_progress", "shipped", date(2026, 2, 1)),
    ]
    assert Backlog.objects.get(cluster=product.cluster).order_version == 2


def test_an_item_that_moved_on_in_the_tracker_gets_an_event() -> None:
    make_product("Payroll")
    run(ITEMS, ITEM_ROWS)
    run(
        ITEMS,
        ITEM_ROWS.replace("Doing,2026-01-07,2026-01-12,", "Done,2026-01-07,2026-01-12,2026-03-01"),
    )
    third = Item.objects.get(title="Third")
    assert (third.state, third.version) == ("shipped", 2)
    last = third.events.latest("at")
    assert (last.from_state, last.to_state, last.at.date()) == (
        "in_progress", "shipped", date(2026, 3, 1),
    )  # fmt: skip


def test_items_that_say_too_little_about_time_are_refused() -> None:
    make_product("Payroll")
    csv = ITEM_ROWS.splitlines()[0] + "\nB-1,Payroll,X,Done,2026-01-06,,\n"
    csv += "B-2,Payroll,Y,Done,2026-03-06,,2026-01-01\n"
    assert reasons(plan(ITEMS, csv)) == [
        "line 2, Closed: shipped, but nothing says when, and flow is counted by that day",
        "line 3, Closed: its days are out of order",
    ]


def test_candidates_keep_facts_and_their_judgement() -> None:
    csv = "Id,Name,Owner,Vendor\nCI1,Mail relay,?,Postfix\nCI2,Wiki,Ann Lee,Acme\n"
    run(CANDIDATES, csv)
    Candidate.objects.filter(key="CI1").update(judgement="infrastructure", reason="Plumbing.")
    relay = Candidate.objects.get(key="CI2")
    assert (relay.source, relay.owner_name, relay.facts) == ("cmdb", "Ann Lee", {"vendor": "Acme"})
    run(CANDIDATES, csv.replace("Postfix", "Exim"))
    judged = Candidate.objects.get(key="CI1")
    assert (judged.facts, judged.judgement) == ({"vendor": "Exim"}, "infrastructure")


def test_a_later_stage_closes_the_one_before_and_retired_is_the_end() -> None:
    row = "1,Crew planner,,,,{},{},"
    applied(row.format("pilot", "2024-01-01"))
    applied(row.format("live", "2025-01-01"))
    applied(row.format("off", "2026-01-01"))
    periods = StagePeriod.objects.order_by("period")
    assert [(p.stage, p.since, p.until) for p in periods] == [
        ("introduction", date(2024, 1, 1), date(2025, 1, 1)),
        ("maturity", date(2025, 1, 1), date(2026, 1, 1)),
        ("retired", date(2026, 1, 1), None),
    ]
    assert reasons(planned(row.format("live", "2026-02-01"))) == [
        "line 2, Stage: “Crew planner” is retired since 2026-01-01 and read-only"
    ]


def test_the_planner_knows_at_once_how_large_a_table_has_become() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE products_candidate")
        run(
            CANDIDATES, "Id,Name,Owner,Vendor\n" + "".join(f"{n},Thing {n},,\n" for n in range(120))
        )
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'products_candidate'")
        assert cursor.fetchone() == (120.0,)


def test_a_candidate_the_source_forgets_is_marked_and_comes_back() -> None:
    csv = "Id,Name,Owner,Vendor\nCI1,Mail relay,?,Postfix\nCI2,Wiki,Ann Lee,Acme\n"
    shorter = csv.replace("CI2,Wiki,Ann Lee,Acme\n", "")
    run(CANDIDATES, csv)
    batch, _ = run(CANDIDATES, shorter)
    wiki = Candidate.objects.get(key="CI2")
    assert wiki.gone_at is not None
    assert Candidate.objects.get(key="CI1").gone_at is None
    assert batch is not None and run(CANDIDATES, shorter)[0] is None  # noqa: PT018
    undo_batch(None, batch)
    assert Candidate.objects.get(key="CI2").gone_at is None
    run(CANDIDATES, shorter)
    run(CANDIDATES, csv)
    assert Candidate.objects.get(key="CI2").gone_at is None
