"""The packet tells what the quarter set out to reach, and how far it came by its last day."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from metrics.actions.goals import add_goal, say_purpose
from portfolio.kernel.quarters import Quarter
from reviews.actions.packets import build_packet
from reviews.packets.reading import read_body
from tests.builders import BEGAN, sign_in
from tests.harness.people import Cast
from tests.metrics.objective_builders import last_quarter, make_objective, make_result, said

pytestmark = pytest.mark.django_db


def content(cast: Cast, quarter: Quarter) -> dict[str, object]:
    packet, _ = build_packet(cast.rostering.pk, quarter)
    found: dict[str, object] = read_body(packet.body)["sections"]["objectives"]
    return found


def test_objectives_of_the_cluster_and_its_products(cast: Cast, client: Client) -> None:
    quarter = last_quarter()
    goal = add_goal(None, name="Trains on time", opened_on=BEGAN)
    say_purpose(None, cast.planner, BEGAN, goals=[goal], why="Crews need a plan.")
    own = make_objective("Fewer calls", quarter, product=cast.planner, goal=goal)
    said(make_result(own), quarter.last_day, 4, "0.7", sentence="A new page.")
    make_result(own, "Rest", 0, 4)
    make_objective("Quiet nights", quarter, cluster=cast.rostering)
    make_objective("Elsewhere", quarter, product=cast.payslips)
    make_objective("Later", product=cast.planner)
    found = content(cast, quarter)
    told = found["objectives"]
    assert isinstance(told, list)
    assert [(one["objective"], one["of"], one["progress"], one["not_scored"]) for one in told] == [
        ("Quiet nights", "rostering", None, []),
        ("Fewer calls", "crew-planner", Decimal("0.6"), ["Rest"]),
    ]
    assert told[1]["key_results"][0]["said"] == "A new page."
    products = found["products"]
    assert isinstance(products, list)
    assert [(one["why"], one["goals"]) for one in products] == [
        ("Crews need a plan.", [{"goal": "trains-on-time", "name": "Trains on time"}]), ("", []),
    ]  # fmt: skip
    page = sign_in(client, cast.leader).get(f"/reviews/{quarter.slug}/rostering/").content.decode()
    assert [words in page for words in ("10 → 0", "Not scored: Rest", "60\u00a0%")] == [True] * 3


def test_a_late_check_in_makes_a_new_revision_and_a_newer_one_does_not(cast: Cast) -> None:
    quarter = last_quarter()
    row = make_objective(quarter=quarter, product=cast.planner)
    result = make_result(row)
    first, _ = build_packet(cast.rostering.pk, quarter)
    make_objective("Now", product=cast.planner)
    same, is_new = build_packet(cast.rostering.pk, quarter)
    assert (same.pk, is_new) == (first.pk, False)
    said(result, quarter.last_day, 5)
    second, is_new = build_packet(cast.rostering.pk, quarter)
    assert (second.revision, is_new) == (2, True)
