"""Measurements from a sheet, long and wide: what goes in, what is refused and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.models import Measurement, Metric
from people.models import Organisation
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from tests.builders import make_metric, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def metric() -> Metric:
    return make_metric(make_product("Crew planner"))


def bring(profile: str, *lines: str) -> Plan:
    text = "\n".join(lines).encode()
    return apply_files(None, load_profile(profile), [Source("numbers.csv", text)])[1]


def known() -> dict[date, Decimal]:
    rows = Measurement.objects.current().values_list("measured_on", "value")
    return dict(rows.order_by("measured_on"))


WIDE = "Product,Metric,Unit,Correction reason,2026 Q1,2026-04,May 2026,2026-06-15"


def test_a_wide_sheet_goes_in_once() -> None:
    lines = (WIDE, "Crew planner,Availability,%,,99.5%,98,,n/a")
    plan = bring("measurements-wide", *lines)
    assert (len(plan.changes), plan.refusals) == (2, [])
    assert known() == {date(2026, 3, 31): Decimal("99.5"), date(2026, 4, 30): Decimal(98)}
    again = bring("measurements-wide", *lines)
    assert [change.action for change in again.changes] == ["same", "same"]
    assert Measurement.objects.count() == 2


def test_quarters_are_those_of_the_fiscal_year() -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"first_month": 2})
    bring("measurements-wide", "Product,Metric,FY2026 Q4", "Crew planner,Availability,97")
    assert known() == {date(2026, 1, 31): Decimal(97)}


def test_another_number_corrects_with_the_reason_of_its_row() -> None:
    bring("measurements-wide", WIDE, "Crew planner,Availability,,,99,98,97,")
    plan = bring("measurements-wide", WIDE, "Crew planner,Availability,,Recounted,99,90,97,")
    assert [change.action for change in plan.changes] == ["same", "changed", "same"]
    old = Measurement.objects.get(superseded_at__isnull=False)
    assert (old.value, old.correction_reason) == (Decimal(98), "Recounted")
    assert known()[date(2026, 4, 30)] == 90


LONG = "Product,Metric,Date,Value,Numerator,Denominator,Unit,Note"
REFUSED = {
    "Crew planner,Availability,2026-01-31,NaN,,,,": ("Value", "is not a number"),
    "Crew planner,Availability,2026-01-31,1e400,,,,": ("Value", "is not a number"),
    'Crew planner,Availability,2026-01-31,"99,4",,,,': ("Value", "is not a number"),
    "Crew planner,Availability,2026-01-31,99,99.4 %,1,,": ("Numerator", "has a % sign"),
    "Crew planner,Availability,1900-01-01,99,,,,": ("Date", "days begin in 1990"),
    "Crew planner,Availability,2999-01-01,99,,,,": ("Date", "lies outside 1900 to 2200"),
    "Crew planner,Availability,2100-01-01,99,,,,": ("Date", "the day has not come yet"),
    "Crew planner,Availability,2023-12-31,99,,,,": (
        "Date", "the product has been there since 2024-01-01 only",
    ),
    "Crew planner,Availability,2026-01-31,99,,,ms,": ("Unit", "this metric is in %"),
}  # fmt: skip


def test_each_bad_row_is_refused_at_its_place_and_the_rest_goes_in() -> None:
    plan = bring("measurements", LONG, *REFUSED, "Crew planner,Availability,2026-02-28,98,,,%,")
    told = {
        refusal.problem.origin.number: (refusal.problem.column, refusal.problem.reason)
        for refusal in plan.refusals
    }
    for line, (column, words) in enumerate(REFUSED.values(), start=2):
        assert told[line][0] == column
        assert words in told[line][1]
    assert known() == {date(2026, 2, 28): Decimal(98)}


def test_two_numbers_for_the_same_moment_are_both_refused() -> None:
    row = "Crew planner,Availability,2026-01-31"
    plan = bring("measurements", LONG, f"{row},98,,,,", f"{row},97,,,,")
    reasons = [refusal.problem.reason for refusal in plan.refusals]
    assert ["line 3" in reasons[0], "line 2" in reasons[1]] == [True, True]
    assert known() == {}
