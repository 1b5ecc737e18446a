"""Single numbers go after their time; what their quarters summed up to stays as it was."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from metrics.actions import retention
from metrics.actions.calendar import set_fiscal_year
from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.retention import forget_measurements
from metrics.actions.rollups import refresh_rollups
from metrics.actions.scores import refresh_scores
from metrics.calculations.retention import border
from metrics.models import Measurement, Metric, MetricQuarter, ProductScore
from metrics.tasks import forget_old_measurements
from people.models import Organisation
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Source
from tests.builders import bearer, make_metric, make_product, measure, sign_in
from tests.harness.jobs import Worker
from tests.harness.people import Cast

TODAY = date(2026, 11, 22)
EDGE = date(2024, 10, 1)
"""What 24 months before `TODAY` leave."""


def rolled(metric: Metric) -> list[dict[str, object]]:
    return list(MetricQuarter.objects.filter(metric=metric).order_by("quarter_start").values())


def days(metric: Metric) -> list[date]:
    rows = Measurement.objects.filter(metric=metric).order_by("measured_on", "id")
    return list(rows.values_list("measured_on", flat=True))


def long_kept(**shape: object) -> Metric:
    """Numbers on both sides of the border, corrected ones too."""
    shape = {"keep_months": 24, "started_on": date(2023, 1, 1), **shape}
    metric = make_metric(make_product(introduced_on=date(2023, 1, 1)), **shape)
    for day in (date(2024, 5, 31), date(2024, 9, 30), EDGE, date(2026, 3, 31)):
        measure(metric, day, 91)
        measure(metric, day, 97)
    return metric


@pytest.mark.parametrize(
    ("on", "months", "first_month", "wanted"),
    [
        (TODAY, 36, 1, date(2023, 10, 1)),
        (TODAY, 24, 1, EDGE),
        (date(2026, 12, 31), 24, 1, EDGE),
        (date(2027, 1, 1), 24, 1, date(2025, 1, 1)),
        (TODAY, 24, 2, date(2024, 11, 1)),
        (TODAY, 24, 12, date(2024, 9, 1)),
        (date(2028, 2, 29), 25, 1, date(2026, 1, 1)),
    ],
)
def test_the_border_is_a_quarters_first_day(
    on: date, months: int, first_month: int, wanted: date
) -> None:
    assert border(on, months, first_month) == wanted


@pytest.mark.django_db
def test_a_refresh_after_forgetting_changes_no_quarter_and_no_score() -> None:
    metric = long_kept()
    product = [metric.product_id]
    quarters = [Quarter(2024, 2), Quarter(2024, 3), Quarter(2024, 4), Quarter(2026, 1)]
    refresh_scores(product, quarters)
    before, scores = rolled(metric), list(ProductScore.objects.order_by("pk").values())
    assert len(before) == 4
    assert forget_measurements([metric.pk], TODAY) == 4
    assert days(metric) == [EDGE, EDGE, date(2026, 3, 31), date(2026, 3, 31)]
    refresh_rollups([metric.pk])
    refresh_rollups([metric.pk], date(2024, 4, 1), date(2024, 7, 1))
    refresh_scores(product, quarters)
    assert rolled(metric) == before
    assert list(ProductScore.objects.order_by("pk").values()) == scores
    assert forget_measurements([metric.pk], TODAY) == 0
    # A longer time brings nothing back, so the quarters stay guarded.
    Metric.objects.filter(pk=metric.pk).update(keep_months=None)
    assert forget_measurements([metric.pk], TODAY) == 0
    refresh_rollups([metric.pk])
    assert rolled(metric) == before


@pytest.mark.django_db
def test_fiscal_quarters_go_whole_and_a_year_with_other_quarters_is_refused() -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"first_month": 2})
    metric = long_kept()
    before = rolled(metric)
    assert forget_measurements([metric.pk], TODAY) == 6
    refresh_rollups([metric.pk])
    assert rolled(metric) == before
    with pytest.raises(Refused, match="A fiscal year with other quarters would need them"):
        set_fiscal_year(None, 1)
    assert rolled(metric) == before
    set_fiscal_year(None, 5)
    figures = [(row["quarter_start"], row["value"], row["count"]) for row in rolled(metric)]
    assert figures == [(row["quarter_start"], row["value"], row["count"]) for row in before]


@pytest.mark.django_db
def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    kept = long_kept(keep_months=None)
    metric = long_kept()
    assert forget_measurements([kept.pk, metric.pk], TODAY) == 4
    assert (len(days(kept)), len(days(metric))) == (8, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 600])
def test_a_number_into_a_forgotten_quarter_is_refused(others: int) -> None:
    metric = long_kept()
    forget_measurements([metric.pk], TODAY)
    before = rolled(metric), days(metric)
    more = [NewMeasurement(metric.pk, date.fromordinal(EDGE.toordinal() + n), Decimal(9))
            for n in range(1, others + 1)]  # fmt: skip
    rows = [NewMeasurement(metric.pk, date(2024, 9, 29), Decimal(5)), *more]
    with pytest.raises(Refused, match="from before 1 Oct 2024 are no longer kept") as refused:
        record_measurements(None, rows, source="person", correction_reason="Late.")
    assert refused.value.code == "forgotten"
    assert (rolled(metric), days(metric)) == before
    measure(metric, EDGE, 98)
    assert len(days(metric)) == len(before[1]) + 1


@pytest.mark.django_db
def test_programs_and_imports_are_told_the_same(cast: Cast) -> None:
    metric = make_metric(cast.planner, keep_months=24)
    Metric.objects.filter(pk=metric.pk).update(forgotten_before=EDGE)
    words = "Single numbers of Availability from before 1 Oct 2024 are no longer kept."
    row = {"product": "crew-planner", "metric": "availability", "measured_on": "2024-09-30"}
    body = json.dumps({"rows": [{**row, "value": 9}]})
    answer = bearer(cast.member).post("/api/v1/measurements/", body, "application/json").json()
    assert answer["results"][0]["code"] == "forgotten"
    assert answer["results"][0]["message"].startswith(words)
    sheet = b"Product,Metric,2024 Q3\nCrew planner,Availability,97"
    source = Source("numbers.csv", sheet)
    _, plan = apply_files(None, load_profile("measurements-wide"), [source])
    assert [refusal.problem.reason.startswith(words) for refusal in plan.refusals] == [True]
    assert days(metric) == []


@pytest.mark.django_db
def test_the_owner_says_how_long_and_the_page_tells(cast: Cast, client: Client) -> None:
    metric = make_metric(cast.planner)
    sign_in(client, cast.owner)
    page = "/products/crew-planner/metrics/availability/"
    assert "Single numbers are kept for ever." in client.get(page).content.decode()
    shape = {"name": "Availability", "level": "operational", "dimension": "operations",
             "unit": "%", "direction": "higher", "cadence": "month", "summary": "mean"}  # fmt: skip
    edit = {**shape, "version": metric.version}
    form = client.get(f"{page}definition/")
    assert "Older single numbers go for good" in form.content.decode()
    assert client.post(f"{page}definition/", {**edit, "keep_months": "23"}).status_code == 422
    metric.refresh_from_db()
    assert metric.keep_months is None
    assert client.post(f"{page}definition/", {**edit, "keep_months": "36"}).status_code in (
        302,
        303,
    )
    words = "Single numbers are kept for 36 months; quarters stay."
    assert words in client.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_night_forgets(celery_worker: Worker) -> None:
    metric, kept = long_kept(), long_kept(keep_months=None)
    before = rolled(metric)
    assert forget_old_measurements() == 1
    celery_worker.wait_until(lambda: len(days(metric)) == 4)
    celery_worker.wait_until_idle()
    assert rolled(metric) == before
    assert len(days(kept)) == 8
