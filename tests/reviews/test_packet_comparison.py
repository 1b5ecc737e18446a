"""The page "reviews:packet-comparison"."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from portfolio.kernel.quarters import Quarter
from tests.builders import measure, sign_in
from tests.reviews.pages import NOW, built, leader, roster

pytestmark = pytest.mark.django_db
URL = "/reviews/2026-q2/crew-roster/comparison/"


@travel(NOW, tick=False)
def test_two_quarters_side_by_side(client: Client) -> None:
    metric = roster().metrics.get()
    measure(metric, date(2026, 3, 3), "96.5")
    built(Quarter(2026, 1))
    built()
    text = sign_in(client, leader()).get(URL).content.decode()
    for words in ("96.5", "97.5", "+1", "Better", "Scores and metrics"):
        assert words in text


@travel(NOW, tick=False)
def test_without_a_packet_of_the_quarter_before(client: Client) -> None:
    roster()
    built()
    answer = sign_in(client, leader()).get(URL)
    assert (answer.status_code, "Nothing to compare with" in answer.content.decode()) == (200, True)
