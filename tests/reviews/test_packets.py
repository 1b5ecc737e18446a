"""A packet tells the quarter's end, whatever came after; building it costs the same for any size."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from portfolio.kernel.canonical import sha256_hex
from portfolio.kernel.quarters import Quarter
from products.actions.lifecycle import start_change
from products.actions.policy import adopt_policy
from products.models import Product
from reviews.actions.packets import build_packet
from reviews.models import Packet
from reviews.packets.composing import compose_packets
from reviews.packets.reading import read_body
from tests.builders import (
    aim,
    join,
    make_cluster,
    make_metric,
    make_person,
    make_product,
    measure,
    own,
    set_stage,
)
from tests.reviews.pages import NOW, Q2, roster

pytestmark = pytest.mark.django_db


def build(product: Product, quarter: Quarter = Q2) -> Packet:
    return build_packet(product.cluster_id, quarter)[0]


def sections(packet: Packet) -> dict[str, object]:
    found: dict[str, object] = read_body(packet.body)["sections"]
    return found


@travel(NOW, tick=False)
def test_a_packet_holds_what_the_rooms_know() -> None:
    packet = build(roster())
    body = read_body(packet.body)
    assert body["quarter"]["as_of"] == date(2026, 6, 30)
    assert body["policy"]["number"] == 1
    assert body["sections"]["accountability"]["owner"]["person"] == "marit-halden"
    assert body["sections"]["accountability"]["load"]["level"] == "within"
    metric = body["sections"]["metrics"]["products"][0]["metrics"][0]
    assert (str(metric["value"]), metric["status"]) == ("97.5", "at_risk")
    assert (str(metric["attainment"]), len(metric["trend"])) == ("0.8333", 8)
    checklist = body["sections"]["lifecycle"]["products"][0]["checklist"]
    assert {point["point"]: point["met"] for point in checklist}["One accountable owner"] is True
    assert sha256_hex(bytes(packet.body)) == packet.sha256


@travel(NOW, tick=False)
def test_building_twice_gives_the_same_bytes_and_one_revision() -> None:
    product = roster()
    first, is_new = build_packet(product.cluster_id, Q2)
    second, is_news = build_packet(product.cluster_id, Q2)
    assert (is_new, is_news, second.pk) == (True, False, first.pk)
    assert Packet.objects.count() == 1


def test_what_comes_later_leaves_a_past_packet_alone() -> None:
    with travel(datetime(2026, 7, 1, 9, tzinfo=UTC), tick=False):
        product = roster()
        metric = product.metrics.get()
        before = build(product)
    with travel(NOW, tick=False):
        own(make_person("Samir Haddad"), product, date(2026, 7, 1))
        join(make_person("Ada Wolf"), product, date(2026, 7, 2))
        set_stage(product, "growth", date(2026, 7, 2))
        start_change(None, product, kind="migration", title="Away", started_on=date(2026, 7, 3))
        aim(metric, 99.9, 99, 98, on=date(2026, 7, 1))
        measure(metric, date(2026, 7, 2), "12")
        adopt_policy(None, {"load.active_ceiling": 2}, date(2026, 7, 1))
        after = build(product)
    assert (after.pk, bytes(after.body)) == (before.pk, bytes(before.body))


@travel(NOW, tick=False)
def test_what_is_dated_back_makes_a_new_revision() -> None:
    product = roster()
    first = build(product)
    measure(product.metrics.get(), date(2026, 6, 29), "99.5")
    second = build(product)
    assert (first.revision, second.revision) == (1, 2)
    assert Packet.objects.get(pk=first.pk).sha256 == first.sha256


@travel(NOW, tick=False)
def test_an_orphan_has_no_owner_and_says_so() -> None:
    found = sections(build(make_product("Gatehouse", stage="growth")))
    assert found["accountability"] == {"owner": None, "load": None, "planned": None}
    assert [warning["rule"] for warning in found["warnings"]] == ["orphan"]  # type: ignore[attr-defined]


@travel(NOW, tick=False)
@pytest.mark.parametrize("products", [2, 10])  # split signals are asked of two or more
def test_any_number_of_products_costs_the_same_queries(products: int) -> None:
    owner, cluster = make_person(), make_cluster()
    own(owner, cluster)
    for _ in range(products):
        product = make_product(cluster=cluster)
        set_stage(product, "maturity", date(2024, 2, 1))
        measure(make_metric(product), date(2026, 6, 1), "98")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        compose_packets([cluster.pk], Q2)
    assert len(queries) == 67


@travel(NOW, tick=False)
def test_clusters_read_together_have_the_bytes_of_clusters_read_alone() -> None:
    owner = make_person("Marit Halden")
    products = [make_product(name) for name in ("Crew Roster", "Yard Board", "Berth Plan")]
    for product in products[:2]:
        own(owner, product)
        measure(make_metric(product), date(2026, 6, 1), "98")
    keys = [product.cluster_id for product in products]
    together = compose_packets(keys, Q2)
    alone = {pk: compose_packets([pk], Q2)[pk] for pk in keys}
    assert together == alone


@pytest.mark.django_db(transaction=True)
@travel(NOW, tick=False)
def test_one_cluster_built_by_four_at_once_is_one_revision() -> None:
    product = roster()

    def work() -> None:
        build(product)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Packet.objects.values_list("revision", flat=True)) == [1]
