"""Puts a synthetic portfolio into an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from metrics.actions.rollups import refresh_rollups
from metrics.actions.scores import quarters_between, refresh_scores
from metrics.models import MetricDefinition
from portfolio.populate import clusters, items, measuring, people
from portfolio.populate.clusters import ClusterPlan, ProductPlan
from portfolio.populate.frame import Frame, period
from portfolio.populate.words import PERSONAS

PASSWORD = "synthetic-almanac"
SALT = "synthetic"  # the same rows for the same seed, hashes too; nobody's data is behind it
CLUSTER = "id, name, slug, summary, rationale_kinds, rationale, opened_on, version"
PRODUCT = (
    "id, name, slug, key, kind, summary, business_domain, cluster_id, eligible_users, "
    "daily_users, introduced_on, version"
)
STAGE = "product_id, stage, period, reason, changed_by_id"
CHANGE = "product_id, kind, title, started_on, planned_end, ended_on, note, version"
ITEM = (
    "id, product_id, cluster_id, number, title, description, type, dimension, state, effort, "
    "assignee_id, rank, created_at, touched_at, version"
)
EVENT = "item_id, product_id, at, from_state, to_state, by_id, reason"
METRIC = (
    "id, product_id, definition_id, name, description, level, dimension, unit, direction, "
    "cadence, summary, slug, is_north_star, position, started_on, version"
)
TARGET = "metric_id, period, target, warning, floor, weight, reason"
MEASUREMENT = (
    "metric_id, measured_on, value, numerator, denominator, recorded_at, source, source_ref, "
    "note, correction_reason"
)
WITH_OWN_KEYS = (
    "people_person", "products_cluster", "products_product", "products_persona", "backlogs_item",
    "metrics_metric",
)  # fmt: skip
CHUNK = 500
Rows = Iterable[Sequence[Any]]


@transaction.atomic
def populate(frame: Frame) -> dict[str, int]:
    """Write everything in one transaction; returns the number of rows by table.

    The history of who changed what stays empty: nobody changed anything here, and half a million
    audit rows would only be measured along. Its triggers look at a variable of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [_ignored()])
    homes = clusters.plan(frame)
    products = [product for cluster in homes for product in cluster.products]
    counts = _people_and_products(frame, homes, products)
    counts |= _backlogs(frame, homes)
    counts |= _metrics(frame, products)
    with connection.cursor() as cursor:
        for table in WITH_OWN_KEYS:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}", [table]
            )
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    return counts


def derive(frame: Frame) -> None:
    """Roll-ups and scores by the real actions, then fresh statistics for the planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT id FROM metrics_metric ORDER BY id")
        metric_ids = [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT id FROM products_product ORDER BY id")
        product_ids = [key for (key,) in cursor.fetchall()]
    quarters = quarters_between(frame.begin, frame.today)
    for chunk in _chunks(metric_ids, 10 * CHUNK):
        refresh_rollups(chunk)
    for chunk in _chunks(product_ids, CHUNK):
        refresh_scores(chunk, quarters)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people_and_products(
    frame: Frame, homes: list[ClusterPlan], products: list[ProductPlan]
) -> dict[str, int]:
    stages = (
        (product, stage, period(since, until), *rest)
        for product, stage, since, until, *rest in clusters.stage_rows(products)
    )
    placed = ((one.id, one.cluster_id, period(one.introduced_on), "") for one in products)
    secret = make_password(PASSWORD, salt=SALT)
    return {
        "people_person": copy("people_person", people.COLUMNS, people.rows(frame, secret)),
        "products_cluster": copy("products_cluster", CLUSTER, clusters.cluster_rows(homes)),
        "products_product": copy(
            "products_product", PRODUCT, clusters.product_rows(frame, products)
        ),
        "products_stageperiod": copy("products_stageperiod", STAGE, stages),
        "products_placement": copy(
            "products_placement", "product_id, cluster_id, period, reason", placed
        ),
        "products_change": copy("products_change", CHANGE, clusters.change_rows(frame, products)),
        **_belongings(frame, homes, products),
    }


def _belongings(
    frame: Frame, homes: list[ClusterPlan], products: list[ProductPlan]
) -> dict[str, int]:
    """Owners, teams, personas and dependencies."""
    dice, keys = frame.dice("belongings"), list(people.owner_keys(frame))
    owned = (
        (home.id, person, period(since, until), "Agreed in the review.", people.LEADER)
        for home in homes
        for person, since, until in home.owners
    )
    teams = (
        (home.id, person, period(home.opened_on), "Developer")
        for home in homes
        for person in dice.sample(keys, min(2, len(keys)))
    )
    personas = (
        (key, name, name.lower().replace(" ", "-"), "") for key, name in enumerate(PERSONAS, 1)
    )
    used = (
        (product.id, persona, dice.randint(5, 400), "Works with it every day.")
        for product in products
        for persona in dice.sample(range(1, len(PERSONAS) + 1), dice.randint(1, 2))
    )
    needed = ((product.id, dice.randint(1, product.id - 1), "") for product in products[1:])
    return {
        "products_ownership": copy(
            "products_ownership", "cluster_id, person_id, period, reason, assigned_by_id", owned
        ),
        "products_teammembership": copy(
            "products_teammembership", "cluster_id, person_id, period, role", teams
        ),
        "products_persona": copy("products_persona", "id, name, slug, description", personas),
        "products_productuser": copy(
            "products_productuser", "product_id, persona_id, headcount, use_case", used
        ),
        "products_dependency": copy("products_dependency", "product_id, needs_id, note", needed),
    }


def _backlogs(frame: Frame, homes: list[ClusterPlan]) -> dict[str, int]:
    planned = list(items.plan(frame, homes))
    dice = frame.dice("tended")
    tended = (
        (home.id, 1, f"{frame.today - timedelta(days=dice.randint(1, 130))} 10:00:00+00")
        for home in homes
    )
    return {
        "backlogs_backlog": copy(
            "backlogs_backlog", "cluster_id, order_version, refined_at", tended
        ),
        "backlogs_item": copy("backlogs_item", ITEM, items.item_rows(planned)),
        "backlogs_stateevent": copy("backlogs_stateevent", EVENT, items.event_rows(planned)),
    }


def _metrics(frame: Frame, products: list[ProductPlan]) -> dict[str, int]:
    library = {row.slug: row for row in MetricDefinition.objects.all()}
    planned = list(measuring.plan(frame, products, library))
    targets = (
        (metric, period(since, until), *rest)
        for metric, since, until, *rest in measuring.target_rows(planned)
    )
    measured = (
        (*row, "connector", "", "", "") for row in measuring.measurement_rows(frame, planned)
    )
    return {
        "metrics_metric": copy("metrics_metric", METRIC, measuring.metric_rows(planned)),
        "metrics_metrictarget": copy("metrics_metrictarget", TARGET, targets),
        "metrics_measurement": copy("metrics_measurement", MEASUREMENT, measured),
    }


def copy(table: str, columns: str, rows: Rows) -> int:
    """COPY the rows into the table; returns how many there were."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream,
    ):
        count = 0
        for row in rows:
            stream.write_row(row)
            count += 1
    return count


def _ignored() -> str:
    """Every trigger of ours, in the form the triggers themselves look for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(array_agg(tgname::text), '{}')::text FROM pg_trigger"
            " WHERE starts_with(tgname, 'pgtrigger_') AND NOT tgisinternal"
        )
        (names,) = cursor.fetchone()
    return str(names)


def _chunks(keys: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
