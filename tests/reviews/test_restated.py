"""A packet stays as it was, and says which of its figures have been restated since."""

from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from reviews.models import Packet
from tests.builders import bearer, measure, sign_in
from tests.reviews.pages import NOW, built, leader, roster

pytestmark = pytest.mark.django_db
URL = "/reviews/2026-q2/crew-roster/"


@travel(NOW, tick=False)
def test_a_correction_sent_later_is_told_beside_the_frozen_figure(client: Client) -> None:
    product = roster()
    measure(product.metrics.get(), date(2026, 3, 3), "96")
    built()
    packet = Packet.objects.get()
    frozen = bytes(packet.body), packet.sha256
    reader = sign_in(client, leader())
    assert "Restated since" not in reader.get(URL).content.decode()
    row = {
        "product": "crew-roster", "metric": "availability", "measured_on": "2026-06-03",
        "value": 92, "correction_reason": "An outage was counted as planned.",
    }  # fmt: skip
    owner = product.cluster.ownerships.get().person
    answer = bearer(owner).post("/api/v1/measurements/", {"rows": [row]}, "application/json")
    assert answer.json()["corrected"] == 1
    page = reader.get(URL)
    packet.refresh_from_db()
    assert (bytes(packet.body), packet.sha256) == frozen
    told = [
        (row.product, row.metric, row.quarter, row.then, row.now)
        for row in page.context["page"].restated
    ]
    assert told == [("Crew Roster", "Availability", "2026 Q2", "97.5\xa0%", "92\xa0%")]
    assert "1 figure; the packet keeps what was known then" in page.content.decode()


@travel(NOW, tick=False)
def test_a_number_that_came_late_was_nothing_then(client: Client) -> None:
    product = roster()
    built()
    measure(product.metrics.get(), date(2026, 2, 1), "90")
    page = sign_in(client, leader()).get(URL)
    (row,) = page.context["page"].restated
    assert (row.quarter, row.then, row.now) == ("2026 Q1", "nothing", "90\xa0%")
