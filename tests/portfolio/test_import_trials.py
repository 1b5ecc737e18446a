"""The trial profiles on the whole public data sets, beside counts made without the engine.

The counts were made by hand with a few lines of Python over the raw files; they are not this
program's own results written down. This file is only collected where the data lies.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count, F, Sum

from backlogs.actions import move_item, move_items
from backlogs.models import Item, Move, StateEvent
from backlogs.queries.exports import cluster_export_table
from backlogs.values import Filters
from metrics.models import Measurement, Metric
from people.queries import today
from portfolio.imports.batches import apply_files, undo_batch
from portfolio.imports.lines import summarise
from portfolio.imports.loading import load_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.moments import moment_for
from portfolio.kernel.tabular.values import Source
from portfolio.kernel.tabular.writing import WRITERS, written
from portfolio.models import ImportBatch
from products.models import Cluster, Ownership, Product, StagePeriod
from tests.builders import make_person
from tests.portfolio import independent
from tests.portfolio.imports import counts
from tests.portfolio.trials import DATA

pytestmark = pytest.mark.django_db


def files(pattern: str) -> list[Source]:
    assert DATA is not None
    found = [Source(path.name, path.read_bytes()) for path in sorted(DATA.glob(pattern))]
    assert found, f"nothing matches {pattern}"
    return found


def run(profile: str, pattern: str) -> tuple[ImportBatch, Plan]:
    """Apply, and again: the second time nothing is written and everything is the same."""
    sources = files(pattern)
    batch, plan = apply_files(None, load_profile(profile), sources)
    assert batch is not None
    again, second = apply_files(None, load_profile(profile), sources)
    assert again is None
    first, other = counts(plan), counts(second)
    assert other == {**first, "created": 0, "changed": 0, "same": first["created"] + first["same"]}
    return batch, plan


def test_dwp() -> None:
    _, plan = run("dwp", "02-dwp-portfolio/*.json")
    assert summarise(plan)["kinds"] == {
        "person": {"created": 29},
        "cluster": {"created": 5},
        "product": {"created": 19},
        "ownership": {"created": 2, "refused": 11},
        "membership": {"created": 17},
        "stage": {"created": 36, "same": 18, "refused": 1},
    }
    owned = Ownership.objects.values_list("cluster__name", "person__name")
    assert set(owned) == {
        ("Retirement Provision", "Graeme Wallace"), ("Fraud & Debt", "Charu Gorasia"),
    }  # fmt: skip
    allowance = StagePeriod.objects.filter(product__name__startswith="Carer").order_by("period")
    assert [(row.stage, row.since) for row in allowance] == [
        ("introduction", date(2012, 9, 1)),
        ("growth", date(2013, 7, 1)),
        ("maturity", date(2014, 11, 1)),
    ]
    refused = [str(r.problem) for r in plan.refusals if r.kind == "stage"]
    assert len(refused) == 1
    assert "phase-history.alpha[0], column “date”: “July2016” is not a date" in refused[0]


def test_government_of_canada() -> None:
    batch, plan = run("gc", "04-gc-service-standards/*.csv")
    assert summarise(plan)["kinds"] == {
        "cluster": {"created": 75},
        "product": {"created": 1344},
        "stage": {"created": 1344},
        "metric": {"created": 2884},
        "target": {"created": 2956, "same": 794, "refused": 3},
        "measurement": {"created": 2872, "refused": 2},
    }
    assert plan.left_out["metric: not what the profile looks for"] == 120
    metric = Metric.objects.get(
        product__name="AgriInvest", measurements__measured_on=date(2020, 3, 31)
    )
    results = metric.measurements.order_by("measured_on").values_list("measured_on", "value")
    assert list(results) == [
        (date(2019, 3, 31), Decimal("98.96184")), (date(2020, 3, 31), Decimal("99")),
    ]  # fmt: skip
    target = metric.targets.get()
    _as_counted_by_others()
    assert (target.since, target.target, target.warning) == (date(2018, 4, 1), 85, Decimal("76.5"))
    largest = Cluster.objects.annotate(n=Count("products")).order_by("-n").first()
    assert largest is not None
    assert largest.rationale_kinds == ["domain"]
    undo_batch(None, batch)
    assert [m.objects.count() for m in (Product, Cluster, Metric, Measurement)] == [0, 0, 0, 0]


def _as_counted_by_others() -> None:
    """Standards with a target and a result, and how many met it, in each fiscal year."""
    assert DATA is not None
    counted = independent.standards_met(
        sorted((DATA / "04-gc-service-standards").glob("*_standards.csv"))
    )
    assert set(counted) == {"2017-2018", "2018-2019", "2019-2020"}
    for year, expected in counted.items():
        last = date(int(year[5:]), 3, 31)
        then = {"measured_on": last, "metric__targets__period__contains": last}
        measured = Measurement.objects.current()
        met = measured.filter(**then, value__gte=F("metric__targets__target"))
        assert (measured.filter(**then).count(), met.count()) == expected, year


def test_jira_issues() -> None:
    _, plan = run("jira-points", "08-backlog/*.csv")
    assert summarise(plan)["kinds"]["item"] == {"created": 1018}
    assert Item.objects.aggregate(points=Sum("effort"))["points"] == 2977
    by_product = Item.objects.values_list("product__name").annotate(Count("pk")).order_by()
    assert dict(by_product) == {"DuraCloud": 666, "Jira Software": 284, "GreenHopper": 68}
    first = Item.objects.filter(product__name="DuraCloud").order_by("rank").first()
    assert first is not None
    assert first.title == "Document logging framework"


def test_jira_issues_are_put_in_order_leave_and_come_back_without_a_change() -> None:
    """What the raw files say, counted by the csv module alone, is what leaves and comes back."""
    sources = files("08-backlog/*.csv")
    raw = [
        row
        for source in sources
        for row in csv.DictReader(io.StringIO(source.content.decode(), newline=""))
    ]
    apply_files(None, load_profile("jira-points"), sources)
    profile = load_profile("backlog")
    for cluster in Cluster.objects.order_by("pk"):
        items = list(Item.objects.filter(cluster=cluster).in_order())
        move_items(None, items[-3:], to="top")
        move_item(None, items[1], to="bottom")
    before = list(Item.objects.order_by("pk").values())
    exports, reader = list[Source](), make_person()
    for ending in WRITERS:
        for slug in Cluster.objects.order_by("pk").values_list("slug", flat=True):
            table = cluster_export_table(reader, slug, moment_for(None, today()), Filters()).table
            with written(table, ending) as file:
                exports.append(Source(f"{slug}.{ending}", file.read()))
    titles = Counter(" ".join(row["title"].split()) for row in raw)
    for ending in WRITERS:
        mine = [source for source in exports if source.name.endswith(ending)]
        batch, plan = apply_files(None, profile, mine)
        assert batch is None
        same = {"created": 0, "changed": 0, "same": len(raw), "missing": 0, "refused": 0}
        assert counts(plan) == same
        assert Counter(change.label for change in plan.changes) == titles
    assert list(Item.objects.order_by("pk").values()) == before
    for model in (Move, StateEvent, Item):
        model.objects.all().delete()
    _, plan = apply_files(None, profile, exports[: len(exports) // len(WRITERS)])
    assert counts(plan)["created"] == len(raw) == 1018
    fresh = Item.objects.in_order().values_list("product", "number", "title", "effort")
    old = sorted(before, key=lambda row: (row["cluster_id"], row["rank"]))
    names = ("product_id", "number", "title", "effort")
    assert list(fresh) == [tuple(row[name] for name in names) for row in old]


def test_uptime_checks() -> None:
    _, plan = run("uptime", "07-uptime/*.csv")
    assert summarise(plan)["kinds"]["measurement"] == {"created": 2160}
    assert Metric.objects.count() == 18
    total = Measurement.objects.aggregate(total=Sum("value"))["total"]
    assert round(total / 100, 6) == Decimal("2135.955556")


def test_18f_products() -> None:
    run("18f", "01-18f-projects/all.json")
    stages = dict(StagePeriod.objects.values_list("stage").annotate(Count("pk")).order_by())
    assert stages == {"maturity": 14, "growth": 13, "introduction": 21, "retired": 1}
    assert Product.objects.count() == Cluster.objects.count() == 49
