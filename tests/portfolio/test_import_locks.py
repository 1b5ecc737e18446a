"""An import and an owner's hands in the same list, on two connections: they wait, never for each
other.

Each test stops one side at its worst moment, lets the other run into it, and then lets go. Taken
the other way round (products before clusters, items before lists) PostgreSQL ends one of the two
with a deadlock; that was seen before the order was mended.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections, transaction

from backlogs.actions import move_item, move_product
from backlogs.actions.order import lock_backlog
from backlogs.models import Item
from portfolio.imports.batches import apply_files, undo_batch
from portfolio.imports.loading import load_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from portfolio.models import ImportBatch
from products.models import Cluster, Product
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_cluster, make_metric, measure

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2026, 1, 5)


def take_in(*rows: str) -> tuple[ImportBatch | None, Plan]:
    text = "Key,Product,Title\n" + "\n".join(rows) + "\n"
    return apply_files(None, load_profile("backlog"), [Source("b.csv", text.encode())])


def elsewhere(act: Callable[[], Any]) -> tuple[ThreadPoolExecutor, Future[Any]]:
    """The act in a thread with a connection of its own."""

    def run() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    return pool, pool.submit(run)


def waits(table: str) -> None:
    """Until another connection waits for a lock of ours; asked of the database, not slept for."""
    sql = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
        "AND datname = current_database() AND query ILIKE %s"
    )
    with connection.cursor() as cursor:
        for _ in range(5_000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(sql, [f"%{table}%"])
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.001)")
    raise AssertionError(f"nobody waits for {table}")


def test_a_product_on_the_move_and_an_import_of_its_items(cast: Any) -> None:
    make_items(cast.planner, "AB")
    target = make_cluster("New home")
    with transaction.atomic():
        # What a move of the product holds first; the import comes now and has to wait here.
        list(Cluster.objects.select_for_update(no_key=True).filter(pk=cast.rostering.pk))
        pool, coming = elsewhere(lambda: take_in("CP-1,Crew planner,Better", ",Crew planner,C"))
        waits("products_cluster")
        move_product(None, cast.planner, target, ON)
    with pool:
        assert "moved to another cluster meanwhile" in str(coming.exception(timeout=20))
    assert (order_of(cast.rostering), order_of(target)) == ("", "AB")
    assert ImportBatch.objects.count() == 0
    batch, _ = take_in("CP-1,Crew planner,Better", ",Crew planner,C")
    assert batch is not None
    assert order_of(target) == "BetterBC"


def test_a_move_and_an_import_that_rewords_the_item(cast: Any) -> None:
    items = make_items(cast.planner, "ABC")
    with transaction.atomic():
        lock_backlog(cast.rostering.pk)
        pool, coming = elsewhere(lambda: take_in("CP-3,Crew planner,Last", ",Crew planner,D"))
        waits("backlogs_backlog")
        move_item(cast.owner, items["C"], to="top")
    with pool:
        batch, _ = coming.result(timeout=20)
    assert batch is not None
    assert order_of(cast.rostering) == "LastABD"


def test_a_move_and_an_import_taken_back(cast: Any) -> None:
    make_items(cast.planner, "AB")
    batch, _ = take_in(",Crew planner,C", "CP-1,Crew planner,X")
    assert batch is not None
    with transaction.atomic():
        lock_backlog(cast.rostering.pk)
        pool, coming = elsewhere(lambda: undo_batch(None, batch))
        waits("backlogs_backlog")
        move_item(cast.owner, Item.objects.get(title="X"), to="bottom")
    with pool:
        assert "item “A” was changed" in str(coming.exception(timeout=20))
    assert order_of(cast.rostering) == "BCX"


def test_numbers_recorded_wait_for_the_product_before_they_hold_its_metric(cast: Any) -> None:
    metric = make_metric(cast.planner)
    sheet = b"Product,Metric,Date,Value\nCrew planner,Availability,2026-02-28,98\n"
    with transaction.atomic():
        # What an import of measurements holds first; recording comes now and waits here.
        list(Product.objects.select_for_update(no_key=True).filter(pk=cast.planner.pk))
        pool, coming = elsewhere(lambda: measure(metric, date(2026, 1, 31), 97))
        waits("products_product")
        apply_files(None, load_profile("measurements"), [Source("numbers.csv", sheet)])
    with pool:
        coming.result(timeout=20)
    assert (metric.quarters.get().count, metric.quarters.get().value) == (2, Decimal("97.5"))
