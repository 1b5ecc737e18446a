"""Packets built again from dated data have the bytes they had, or it is known why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from time_machine import travel

from backlogs.actions import add_item, change_state
from people.models import Person
from portfolio.kernel.errors import DomainError
from products.actions.lifecycle import start_change
from products.actions.policy import adopt_policy
from products.models import Product
from reviews.actions.freezing import freeze
from reviews.actions.packets import build_packet
from reviews.models import Packet
from reviews.packets.verifying import Outcome, verify_packets
from tests.builders import (
    aim,
    join,
    make_metric,
    make_person,
    make_product,
    measure,
    own,
    set_stage,
)
from tests.reviews.pages import NOW, Q2, built, roster

pytestmark = pytest.mark.django_db


def verify(*options: str) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("packets", "2026Q2", "--verify", *options, stdout=out)
    return int(str(left.value.code)), out.getvalue()


@travel(NOW, tick=False)
def test_undisturbed_packets_verify_and_nothing_is_written() -> None:
    roster()
    make_product("Gatehouse")
    built()
    assert verify() == (0, "2026 Q2: 2 packets. 2 same bytes.\n")
    assert Packet.objects.count() == 2


def test_what_is_dated_back_is_named_with_its_place() -> None:
    with travel(NOW, tick=False):
        metric = roster().metrics.get()
        built()
    with travel("2026-08-03T10:00:00Z", tick=False):
        measure(metric, date(2026, 6, 20), "98.5")
        code, text = verify("--json")
    told, sums = (json.loads(line) for line in text.splitlines())
    assert (code, told["outcome"], sums["restated"]) == (2, "restated", 1)
    assert "measurement: 1 entry on 3 Aug 2026" in told["why"]
    assert "/sections/metrics/products/crew-roster/metrics/availability/value" in told["places"]


@travel(NOW, tick=False)
def test_a_changed_name_and_a_policy_are_reasons_too() -> None:
    product = roster()
    built()
    Product.objects.filter(pk=product.pk).update(name="Crew Roster 2", summary="Who sails when.")
    # The history's triggers stamp the time of the database, which no travelling moves.
    Packet.objects.update(built_at=datetime(2020, 1, 1, tzinfo=UTC))
    (verdict,) = verify_packets(Q2)
    assert verdict.outcome is Outcome.RESTATED
    assert any(reason.startswith("name or words of a product") for reason in verdict.why)


@travel(NOW, tick=False)
def test_a_change_nobody_entered_has_no_reason() -> None:
    roster()
    built()
    packet = Packet.objects.get()
    body = bytes(packet.body).replace(b"97.5", b"97.4")
    Packet.objects.update(body=body, sha256="0" * 64, built_at=datetime(2036, 1, 1, tzinfo=UTC))
    assert verify()[0] == 4


@travel(NOW, tick=False)
def test_what_an_addendum_tells_is_all_right() -> None:
    product = roster()
    freeze(None, product.cluster, Q2)
    measure(product.metrics.get(), date(2026, 6, 20), "98.5")
    build_packet(product.cluster_id, Q2)
    assert [one.outcome for one in verify_packets(Q2)] == [Outcome.ADDENDUM]
    assert verify()[0] == 0


ACTS: tuple[Callable[[Random, Product, date], object], ...] = (
    lambda r, p, on: measure(r.choice(list(p.metrics.order_by("pk"))), on, r.randint(80, 100)),
    lambda r, p, on: aim(p.metrics.first(), r.randint(97, 99), 95, 90, on=on),
    lambda r, p, on: own(r.choice(list(Person.objects.order_by("pk"))), p, on),
    lambda r, p, on: join(make_person(), p, on),
    lambda r, p, on: set_stage(p, r.choice(["growth", "maturity", "retirement"]), on),
    lambda r, p, on: start_change(None, p, kind="migration", title="Away", started_on=on),
    lambda r, p, on: adopt_policy(None, {"load.items_threshold": r.randint(4, 12)}, on),
    lambda r, p, on: add_item(make_person(), p, title=f"Work {r.random()}"),
    lambda r, p, on: change_state(make_person(), p.items.order_by("?").first(), "in_progress"),
    lambda r, p, on: make_metric(p, f"Figure {r.random()}", started_on=on),
)


def lived(random: Random, products: list[Product], day: date, days: int, acts: int) -> None:
    """Random acts, each on its own day; what the rules refuse did not happen."""
    for step in sorted(random.randrange(days) for _ in range(acts)):
        on = day + timedelta(days=step)
        with travel(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), tick=False):
            try:
                random.choice(ACTS)(random, random.choice(products), on)
            except (DomainError, AttributeError):
                continue


@pytest.mark.parametrize("seed", [2, 3])
def test_a_past_quarter_is_told_as_it_was_told_then(seed: int) -> None:
    """Whatever is lived after the quarter; and what is dated back into it is shown as restated."""
    random = Random(seed)
    with travel(datetime(2026, 1, 5, 9, tzinfo=UTC), tick=False):
        products = [make_product(f"Product {name}") for name in "AB"]
        metrics = [make_metric(product) for product in products]
    lived(random, products, date(2026, 1, 6), 170, 16)
    with travel(datetime(2026, 7, 1, 9, tzinfo=UTC), tick=False):
        built()
    lived(random, products, date(2026, 7, 2), 120, 12)
    with travel(datetime(2026, 11, 5, 9, tzinfo=UTC), tick=False):
        assert [one.outcome for one in verify_packets(Q2)] == [Outcome.SAME, Outcome.SAME]
        measure(metrics[0], date(2026, 6, 29), "12.25")
        first, second = verify_packets(Q2)
        assert (first.outcome, second.outcome) == (Outcome.RESTATED, Outcome.SAME)
        assert any(place.startswith("/sections/metrics") for place in first.places)
