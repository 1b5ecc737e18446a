"""The trial profiles on small extracts of the public data (tests/data/imports), always run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.models import Measurement, MetricTarget
from portfolio.environment import ROOT
from portfolio.imports.batches import apply_files
from portfolio.imports.lines import summarise
from portfolio.imports.loading import load_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from products.models import Ownership, StagePeriod, TeamMembership

DATA = ROOT / "tests" / "data" / "imports"
pytestmark = pytest.mark.django_db


def run(profile: str, folder: str) -> Plan:
    sources = [Source(path.name, path.read_bytes()) for path in sorted((DATA / folder).iterdir())]
    batch, plan = apply_files(None, load_profile(profile), sources)
    assert batch is not None
    assert apply_files(None, load_profile(profile), sources)[0] is None
    return plan


def test_dwp_extract() -> None:
    plan = run("dwp", "dwp")
    assert summarise(plan)["kinds"] == {
        "person": {"created": 10},
        "cluster": {"created": 4},
        "product": {"created": 6},
        "ownership": {"created": 3, "refused": 2},
        "membership": {"created": 5},
        "stage": {"created": 10, "same": 6, "refused": 1},
    }
    owned = set(Ownership.objects.values_list("cluster__name", "person__name"))
    assert ("Retirement Provision", "Person G") in owned
    assert not any(cluster == "Platforms" for cluster, _ in owned)
    assert TeamMembership.objects.filter(cluster__name="Platforms").count() == 2
    rows = StagePeriod.objects.filter(product__name="Secure communications").order_by("period")
    assert [(row.stage, row.since, row.until) for row in rows] == [
        ("introduction", date(2014, 12, 1), date(2015, 8, 1)),
        ("growth", date(2015, 8, 1), None),
    ]


def test_gc_extract() -> None:
    plan = run("gc", "gc")
    kinds = summarise(plan)["kinds"]
    assert (kinds["product"], kinds["stage"]) == ({"created": 5}, {"created": 5})
    assert kinds["measurement"] == {"created": 37}
    assert Measurement.objects.filter(measured_on=date(2018, 3, 31)).count() == 12
    lines = MetricTarget.objects.filter(metric__product__name="AgriStability").order_by("period")
    assert [(row.since, row.target, row.warning, row.floor) for row in lines] == [
        (date(2017, 4, 1), 80, 72, 0),
        (date(2018, 4, 1), 75, Decimal("67.5"), 0),
    ]
