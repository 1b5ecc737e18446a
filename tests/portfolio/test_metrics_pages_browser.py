"""Pages round metrics and outcomes without a look of their own: accessible, nothing hangs out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from backlogs.actions.outcome_reviews import open_due_reviews
from metrics.actions.deviations import accept_deviation
from metrics.actions.feeds import set_feed
from metrics.actions.scores import refresh_scores_since
from metrics.values.events import FeedKind
from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.actions.packets import build_packet
from tests.backlogs.outcome_rows import figures, promise, ship
from tests.builders import BEGAN, make_calendar, make_metric, measure
from tests.harness.people import make_cast
from tests.looking import WAYS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST = Quarter.of(today()).previous()
METRIC = "/products/crew-planner/metrics"
OWNERS = (
    "/outcomes/",
    "/outcomes/?lot=all",
    "/clusters/rostering/outcomes/",
    "/products/crew-planner/outcomes/",
    "/owners/olga-owner/outcomes/",
    "/items/CP-1/outcome-reviews/90/",
    f"/metrics/grid/{LAST.slug}/",
    f"{METRIC}/availability/worksheet/",
    f"{METRIC}/availability/deviation/",
    f"{METRIC}/time-to-resolution/feed/",
    f"{METRIC}/time-to-resolution/events/",
    "/products/crew-planner/scores/health/",
    "/clusters/rostering/scores/value/",
    "/portfolio/scores/health/",
    f"/reviews/{LAST.slug}/rostering/",
)
ADMINS = (
    "/metrics/library/",
    "/working-hours/",
    "/connectors/",
    "/connectors/addresses/",
    f"{METRIC}/availability/connector/",
)


@pytest.fixture
def cast():
    """A shipped item with a verdict due, a metric accepted as it is, one made of events."""
    cast, now = make_cast(), today()
    shipped = now - timedelta(days=100)
    metric = make_metric(cast.planner)
    promise(ship(cast.planner, "Leave arrives late", shipped), metric)
    figures(metric, shipped, (60, 60, 60), (70, 71, 72))
    adoption = make_metric(cast.planner, "Adoption", level="business")
    measure(adoption, LAST.last_day, 93)
    until = now + timedelta(days=60)
    accept_deviation(
        cast.owner, metric, now, value=Decimal(70), until=until, reason="It is moved out."
    )
    made = make_metric(
        cast.planner, "Time to resolution", None, unit="h", cadence="quarter", summary="last"
    )
    set_feed(
        cast.owner, made, kind=FeedKind.RESOLUTION_MEDIAN, since=BEGAN, calendar=make_calendar()
    )
    open_due_reviews(now)
    refresh_scores_since([cast.planner.pk], BEGAN)
    build_packet(cast.rostering.pk, LAST)
    return cast


@pytest.mark.parametrize("way", WAYS)
def test_pages_are_accessible_and_fit(browser_page, axe, cast, way):
    for who, paths in ((cast.owner, OWNERS), (cast.admin, ADMINS)):
        page = browser_page(who)
        for path in paths:
            look_at(page, path, axe, [way])
