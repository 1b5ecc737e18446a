"""Outputs beside outcomes of a product and of a cluster: every figure opens exactly its items."""

from __future__ import annotations

import csv
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backlogs.actions.outcome_reviews import open_due_reviews
from backlogs.models import OutcomeReview
from people.queries import today
from tests.backlogs.outcome_rows import figures, promise, ship
from tests.builders import days_ago, make_metric

SHIPPED = days_ago(120, today())
URL, CLUSTER = "/products/crew-planner/outcomes/", "/clusters/rostering/outcomes/"


@pytest.fixture
def shipped(cast):
    """One of each lot: achieved and worse by the same metric, since they expected otherwise."""
    metric = make_metric(cast.planner, "Notice given", None, unit="%")
    figures(metric, SHIPPED, (60, 60, 60), (80, 80, 80))
    for title, end in (("Hit", 80), ("Part", 90), ("Little", 160), ("Stood there", 50)):
        promise(ship(cast.planner, title, SHIPPED), metric, 55, end)
    calls = make_metric(cast.planner, "Calls", None, unit="", direction="lower")
    figures(calls, SHIPPED, (10, 10, 10), (14, 14, 14))
    promise(ship(cast.planner, "Backfired", SHIPPED), calls, 10, 5)
    promise(ship(cast.planner, "Fresh", days_ago(10, today())), metric)
    ship(cast.planner, "Silent", SHIPPED)
    ship(cast.planner, "Mended", SHIPPED, type="fix")
    ship(cast.swaps, "Elsewhere", SHIPPED)
    assert open_due_reviews(today()) == 5


def items_at(client, url):
    """The titles listed at an address."""
    text = client.get(url.replace("&amp;", "&")).content.decode()
    section = text[text.index('aria-labelledby="items"') :].partition("</section>")[0]
    return re.findall(r'<a href="/items/[^"]*">([^<]*)</a>', section)


def test_every_lot_is_counted_and_opens_its_items(cast, signed_in, shipped):
    client = signed_in(cast.employee)
    text = client.get(URL).content.decode()
    assert (
        "8 shipped: 1 achieved, 1 partly achieved, 1 no effect, 1 worse, 1 unknown, "
        "1 review not due yet, 1 without a hypothesis and 1 fix, none asked for." in text
    )
    lots = {
        "achieved": ["Hit"],
        "partly": ["Part"],
        "no_effect": ["Little"],
        "worse": ["Backfired"],
        "unknown": ["Stood there"],
        "early": ["Fresh"],
        "silent": ["Silent"],
        "fix": ["Mended"],
    }
    for lot, titles in lots.items():
        assert f'href="{URL}?lot={lot}#items">1</a>' in text
        assert items_at(client, f"{URL}?lot={lot}") == titles
    links = re.findall(rf'href="({URL}\?lot=[^"#]*)#items">(\d+)</a>', text)
    assert len(links) > 20
    wrong = [(url, number) for url, number in links if len(items_at(client, url)) != int(number)]
    assert wrong == []


def test_under_five_nothing_is_said_in_percent(cast, signed_in, shipped):
    text = signed_in(cast.employee).get(URL).content.decode()
    assert "under 5" in text
    assert "2 of 4" in text
    assert not re.search(r"\d+ %</td></tr>", text)


def test_a_cluster_counts_all_it_holds(cast, signed_in, shipped):
    text = signed_in(cast.employee).get(CLUSTER).content.decode()
    assert "9 shipped: " in text
    assert (
        ">Elsewhere</a>" in signed_in(cast.employee).get(f"{CLUSTER}?lot=silent").content.decode()
    )


def test_opened_again_and_shipped_again_counts_once(cast, signed_in):
    ship(cast.planner, "Twice", days_ago(300, today()), days_ago(100, today()))
    text = signed_in(cast.employee).get(URL).content.decode()
    assert "1 shipped: 0 unknown and 1 without a hypothesis." in text


def test_a_past_quarter_knows_what_was_known_then(cast, signed_in, shipped):
    client = signed_in(cast.employee)
    before = (SHIPPED.replace(day=1) - timedelta(days=1)).year
    assert "Nothing was shipped" in client.get(f"{URL}?at={before - 1}-q1").content.decode()


def test_it_is_taken_along_as_a_file(cast, signed_in, shipped):
    client = signed_in(cast.employee)
    answer = client.get(f"{URL}?format=csv&lot=partly")
    (row,) = csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines())
    assert (row["Title"], row["Before"], row["Expected"], row["After"]) == (
        "Part",
        "60",
        "90",
        "80",
    )
    assert row["Outcome"] == "Partly achieved"
    assert client.get(f"{URL}?format=json").status_code == 200
    assert client.get(f"{CLUSTER}?format=pdf").status_code == 404


def test_more_items_cost_no_more_queries(cast, signed_in, shipped):
    client = signed_in(cast.employee)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(f"{URL}?lot=all").status_code == 200
        return len(caught)

    client.get(URL)
    before = queries()
    for number in range(12):
        ship(cast.planner, f"More {number}", SHIPPED)
    assert queries() == before
    assert OutcomeReview.objects.count() == 5
