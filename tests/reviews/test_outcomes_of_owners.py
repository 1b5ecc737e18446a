"""Outcomes of an owner and of the portfolio, on the desk, in the packet, and as a warning."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from backlogs.actions.outcome_reviews import open_due_reviews
from backlogs.actions.outcome_verdicts import look_at_review
from backlogs.calculations.worked import Told, Work
from backlogs.models import OutcomeReview
from backlogs.values import Dimension, ItemType
from backlogs.values.verdicts import OutcomePolicy, Verdict
from people.queries import today
from portfolio.kernel.quarters import Quarter
from products.queries import policy_on
from reviews.actions.packets import build_packet
from reviews.packets.reading import read_body
from reviews.rules import fruitless
from reviews.rules.finding import Scope
from tests.backlogs.outcome_rows import figures, promise, ship
from tests.builders import days_ago, make_metric

pytestmark = pytest.mark.django_db
SHIPPED = days_ago(95, today())
MINE, ALL = "/owners/olga-owner/outcomes/", "/outcomes/"


@pytest.fixture
def shipped(cast):
    metric = make_metric(cast.planner, "Notice given", None, unit="%")
    figures(metric, SHIPPED, (60, 60, 60), (70, 70, 70))
    item = ship(cast.planner, "Publish earlier", SHIPPED)
    promise(item, metric)
    ship(cast.payslips, "Elsewhere", SHIPPED)
    open_due_reviews(today())
    return item


def test_an_owner_reads_their_own_and_leadership_everybodys(cast, signed_in, shipped):
    text = signed_in(cast.owner).get(MINE).content.decode()
    assert "1 shipped: 1 partly achieved and 0 unknown." in text
    assert ">Publish earlier</a>" in text
    assert signed_in(cast.stranger_owner).get(MINE).status_code == 404
    assert signed_in(cast.leader).get(MINE).status_code == 200
    assert signed_in(cast.leader).get("/owners/nobody/outcomes/").status_code == 404


def test_the_portfolio_shows_all_or_ones_own_part(cast, signed_in, shipped):
    text = signed_in(cast.leader).get(ALL).content.decode()
    assert "2 shipped: 1 partly achieved, 0 unknown and 1 without a hypothesis." in text
    own = signed_in(cast.stranger_owner).get(ALL).content.decode()
    assert "What your clusters shipped" in own
    assert "1 shipped: 0 unknown and 1 without a hypothesis." in own
    assert signed_in(cast.employee).get(ALL).status_code == 403
    answer = signed_in(cast.leader).get(f"{ALL}?format=json")
    assert "Publish earlier" in answer.getvalue().decode()


def test_the_desk_asks_the_owner_until_they_have_looked(cast, signed_in, shipped):
    assert "partly achieved after 90 days" in signed_in(cast.owner).get("/").content.decode()
    assert "after 90 days" not in signed_in(cast.member).get("/").content.decode()
    row = OutcomeReview.objects.get()
    look_at_review(cast.owner, row, Verdict.PARTLY, "", row.computed_at)
    assert "after 90 days" not in signed_in(cast.owner).get("/").content.decode()


def test_the_packet_tells_outputs_beside_outcomes(cast, signed_in):
    quarter = Quarter.of(today()).previous()
    day = quarter.start - timedelta(days=80)
    metric = make_metric(cast.planner, "Notice given", None, unit="%")
    figures(metric, day, (60, 60, 60), (80, 80, 80))
    promise(ship(cast.planner, "Publish earlier", day), metric)
    ship(cast.planner, "In it", quarter.start)
    open_due_reviews(quarter.last_day)
    packet, _ = build_packet(cast.rostering.pk, quarter)
    found = read_body(packet.body)["sections"]["outcomes"]
    assert found["shipped"]["all"] == 1
    assert found["shipped"]["lots"]["silent"] == 1
    (review,) = found["reviews"]
    assert (review["item"], review["verdict"], review["effect"]) == ("CP-1", "achieved", 1)
    assert (review["before"], review["expected"], review["after"]) == (60, 80, 80)
    page = signed_in(cast.leader).get(f"/reviews/{quarter.slug}/rostering/").content.decode()
    assert "1 shipped: 0 unknown and 1 without a hypothesis." in page


DAY = date(2026, 6, 30)


def works(hits, misses, ago=100):
    shipped = DAY - timedelta(days=ago)
    good = Told(shipped + timedelta(days=90), Verdict.ACHIEVED, Decimal(1))
    kind = (shipped, ItemType.IMPROVEMENT, Dimension.SUPPORT)
    return [Work(n, 1, *kind, True, (good,)) for n in range(hits)] + [
        Work(n, 1, *kind, False) for n in range(100, 100 + misses)
    ]


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        (works(0, 5), True),
        (works(0, 4), False),  # too few to say anything
        (works(1, 4), False),  # a fifth is enough
        (works(1, 5), True),
        (works(0, 9, ago=89), False),  # no review can have come yet
        (works(0, 9, ago=90), True),
        (works(0, 9, ago=269), True),
        (works(0, 9, ago=270), False),
    ],
)
def test_when_outputs_without_outcomes_are_warned_of(given, warned):
    assert fruitless.is_fruitless(given, DAY, OutcomePolicy()) is warned


def test_the_warning_names_its_counts(cast):
    day = date(2026, 6, 20)
    for number in range(5):
        ship(cast.planner, f"Silent {number}", days_ago(100, day))
    (found,) = fruitless.find(Scope(day, policy_on(day)))
    assert (found.subject_name, found.consecutive_quarters, found.since) == (
        "Rostering",
        0,
        date(2026, 6, 10),
    )
    assert "of 5 items that could have been reviewed, 0 achieved" in found.sentence
    assert (found.evidence["asked"], found.evidence["silent"]) == (5, 5)
    assert fruitless.find(Scope(day, policy_on(day), cluster_ids=[cast.payroll.pk])) == []
