"""What is kept about the activity of products is brought up to date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from people.queries import organisation
from products.models import Product
from products.queries import policies
from reviews.models import ActivityMark, ProductActivityDay
from reviews.queries.load import activities_of
from reviews.queries.since import newest_ended

LOCK = 0x4143_5449  # one refresh at a time
CHUNK = 500
"""Products a transaction: each takes well under a task's time."""
QUARTERS_KEPT = 8

TAKE_MARKS = """
WITH gone AS (
    DELETE FROM reviews_activitymark WHERE product_id = ANY(%(products)s) RETURNING product_id
)
DELETE FROM reviews_productactivityday a
 WHERE a.product_id = ANY(%(products)s)
   AND (a.product_id IN (SELECT product_id FROM gone)
        OR NOT EXISTS (SELECT 1 FROM unnest(%(days)s::date[], %(policies)s::bigint[]) AS w(day, pk)
                        WHERE w.day = a.day AND w.pk = a.policy_id))
"""
MISSING = """
SELECT p.product_id, w.day
  FROM unnest(%(days)s::date[]) AS w(day)
  JOIN products_placement p ON p.product_id = ANY(%(products)s) AND p.period @> w.day
  LEFT JOIN reviews_productactivityday a ON a.product_id = p.product_id AND a.day = w.day
 WHERE a.id IS NULL
"""


def refresh(product_ids: Collection[int] | None, day: date) -> int:
    """Work out what is missing or marked of these products, or of all; how many rows were written.

    Kept are `day` and the ends of the last eight quarters. Run twice it writes nothing more.
    """
    if product_ids is None:
        product_ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    products, days = sorted(product_ids), days_kept(day)
    return sum(
        _refresh(products[start : start + CHUNK], days) for start in range(0, len(products), CHUNK)
    )


def refresh_marked(day: date) -> int:
    """The same for the products with a mark, whatever changed about them."""
    marked = ActivityMark.objects.order_by("product_id").values_list("product_id", flat=True)
    return refresh(list(marked.distinct()), day)


def days_kept(day: date) -> list[date]:
    """The day and the last days of the quarters before it."""
    newest = newest_ended(day, organisation().first_month)
    ends = [newest.shift(-back).last_day for back in range(QUARTERS_KEPT)]
    return sorted({day, *ends})


@transaction.atomic
def _refresh(products: Sequence[int], days: Sequence[date]) -> int:
    """Marks go first and facts are read after them.

    A change committed in between leaves a mark that stays, so its product is worked out again; one
    refresh waits for another, so none can write older facts over newer ones.
    """
    versions = policies(days)
    values: dict[str, Any] = {
        "products": list(products),
        "days": list(days),
        "policies": [versions[day].pk for day in days],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(TAKE_MARKS, values)
        cursor.execute(MISSING, values)
        missing = cursor.fetchall()
    rows = [
        ProductActivityDay(
            product_id=product_id,
            day=day,
            policy_id=versions[day].pk,
            counts=found.counts,
            is_active=found.counts and found.is_active,
            is_strained=found.is_strained,
        )
        for (product_id, day), found in activities_of(missing).items()
    ]
    ProductActivityDay.objects.bulk_create(rows, batch_size=2000)
    return len(rows)
