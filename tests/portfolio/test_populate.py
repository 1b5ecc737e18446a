"""The synthetic portfolio: its size, its shape, and the same rows for the same seed."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from backlogs.models import Item, StateEvent
from metrics.models import Measurement, MetricQuarter, ProductScore
from people.models import Person
from portfolio.populate.build import PASSWORD
from products.models import Cluster, Ownership, Product, StagePeriod
from tests.builders import make_person

DAY = "2026-10-15"
TABLES = (
    "people_person", "products_cluster", "products_product", "products_stageperiod",
    "products_ownership", "products_change", "backlogs_item", "backlogs_stateevent",
    "metrics_metric", "metrics_metrictarget", "metrics_measurement", "metrics_metricquarter",
    "metrics_productscore",
)  # fmt: skip


def populate(seed: int, clusters: int = 4) -> None:
    call_command("populate", clusters=clusters, seed=seed, today=DAY, stdout=StringIO())


def fingerprint() -> dict[str, Any]:
    """A hash of every table's rows, without the keys the database gave out."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT md5(string_agg(row::text, '|' ORDER BY row::text))"
                f" FROM (SELECT to_jsonb(t) - 'id' AS row FROM {table} t) rows"
            )
            found[table] = cursor.fetchone()[0]
    return found


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE people_person, products_cluster, products_persona CASCADE")
        cursor.execute(
            "INSERT INTO products_policyversion (number, effective_from, thresholds, note,"
            " created_at) SELECT 1, '1970-01-01', '{}', '', now()"
            " WHERE NOT EXISTS (SELECT 1 FROM products_policyversion)"
        )


@pytest.mark.django_db
def test_it_has_the_promised_size_and_keeps_every_rule_of_the_database() -> None:
    populate(seed=1)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the deferred ones speak now
    assert Cluster.objects.count() == 4
    assert Product.objects.count() == 12
    assert 12 * 12 <= Item.objects.count() <= 12 * 54
    assert Item.objects.exclude(events__isnull=False).count() == 0
    assert StagePeriod.objects.open().count() == 12
    assert Ownership.objects.count() >= 4
    assert Measurement.objects.count() > 12 * 60
    assert MetricQuarter.objects.exists()
    assert ProductScore.objects.filter(quarter_start="2026-10-01").count() == 12


@pytest.mark.django_db
def test_an_items_state_is_that_of_its_newest_event() -> None:
    populate(seed=2)

    for item in Item.objects.prefetch_related("events"):
        events = sorted(item.events.all(), key=lambda event: event.pk)
        assert events[-1].to_state == item.state
        assert [event.at for event in events] == sorted(event.at for event in events)
        befores = ["", *(event.to_state for event in events[:-1])]
        assert [event.from_state for event in events] == befores


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    populate(seed=3)
    first = fingerprint()
    assert None not in first.values()
    empty()
    populate(seed=3)
    assert fingerprint() == first
    empty()
    populate(seed=4)
    assert [table for table, value in fingerprint().items() if value == first[table]] == []


@pytest.mark.django_db
def test_nothing_is_written_to_the_history_and_later_changes_are() -> None:
    populate(seed=1, clusters=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM products_productevent")
        assert cursor.fetchone() == (0,)

    product = Product.objects.get(pk=1)
    product.summary = "Another one."
    product.save()

    assert list(product.history.values_list("pgh_label", flat=True)) == ["update"]


@pytest.mark.django_db
def test_new_rows_get_keys_after_the_synthetic_ones() -> None:
    populate(seed=1, clusters=2)
    newest = max(Person.objects.values_list("pk", flat=True))
    assert make_person("Later Comer").pk == newest + 1
    assert Person.objects.get(pk=1).check_password(PASSWORD)
    assert StateEvent.objects.filter(reason="", to_state="dropped").count() == 0


@pytest.mark.django_db
def test_a_database_with_people_is_refused() -> None:
    make_person("Somebody")
    with pytest.raises(CommandError, match="needs an empty one"):
        populate(seed=1)
    assert Cluster.objects.count() == 0
