"""Figures of the whole public data sets agree exactly with those made without this program."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from metrics.actions.feeds import derive_feed, set_feed
from metrics.models import Measurement, MetricQuarter
from metrics.values.events import FeedKind
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.kernel.numbers import plain
from portfolio.kernel.tabular.values import Source
from products.models import Product
from tests.builders import make_metric
from tests.portfolio import independent
from tests.portfolio.trials import DATA

pytestmark = pytest.mark.django_db

ZONE = settings.TIME_ZONE


def bring(profile: str, pattern: str) -> None:
    """Import, and again: the second time nothing changes."""
    assert DATA is not None
    sources = [Source(path.name, path.read_bytes()) for path in sorted(DATA.glob(pattern))]
    assert sources
    batch, plan = apply_files(None, load_profile(profile), sources)
    assert batch is not None
    assert plan.refusals == []
    assert apply_files(None, load_profile(profile), sources)[0] is None


def test_time_to_resolution() -> None:
    assert DATA is not None
    bring("incidents", "06-incidents/*.csv")
    desk = Product.objects.get()
    kinds = {
        FeedKind.RESOLUTION_MEAN: lambda hours: sum(hours) / len(hours),
        FeedKind.RESOLUTION_MEDIAN: lambda hours: independent.percentile(hours, HALF),
        FeedKind.RESOLUTION_P90: lambda hours: independent.percentile(hours, NINE_TENTHS),
    }
    expected = independent.resolution_hours(DATA / "06-incidents/incident_event_log.csv", ZONE)
    counted = {quarter: len(hours) for quarter, hours in expected.items()}
    assert counted == {(2016, 1): 773, (2016, 2): 75, (2016, 3): 6, (2016, 4): 6, (2017, 1): 1}
    for kind, figure in kinds.items():
        metric = make_metric(
            desk, kind.label, None, unit="h", summary=kind.summary, cadence="quarter",
            started_on=date(2016, 1, 1),
        )  # fmt: skip
        set_feed(None, metric, kind=kind, since=date(2016, 1, 1))
        derive_feed(metric.pk)
        ours = MetricQuarter.objects.filter(metric=metric).values_list("quarter_start", "value")
        assert {((day.year, (day.month + 2) // 3)): f"{plain(value)}" for day, value in ours} == {
            quarter: independent.six_places(figure(hours)) for quarter, hours in expected.items()
        }


BOTH = (FeedKind.AVAILABILITY_TIME, FeedKind.AVAILABILITY_CHECKS)
HALF, NINE_TENTHS = independent.Fraction(1, 2), independent.Fraction(9, 10)


def test_availability_by_time_and_by_share_of_checks() -> None:
    assert DATA is not None
    bring("uptime-checks", "07-uptime/*.csv")
    (path,) = (DATA / "07-uptime").glob("*.csv")
    for product in Product.objects.all():
        for kind in BOTH:
            metric = make_metric(
                product, kind.label, None, summary=kind.summary, started_on=date(2025, 11, 1)
            )
            set_feed(None, metric, kind=kind, since=date(2025, 11, 1))
            derive_feed(metric.pk)
    for last in (date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)):
        expected = independent.availability(path, ZONE, last)
        assert len(expected) > 10
        for place, kind in enumerate(BOTH):
            rows = Measurement.objects.current().filter(metric__name=kind.label, measured_on=last)
            ours = rows.values_list("metric__product__name", "value")
            assert {name: f"{plain(value)}" for name, value in ours} == {
                name: figures[place] for name, figures in expected.items()
            }
