"""Names that look like the same thing: trigrams shared among candidates and with products.

Every statement looks at a bounded number of rows per name, so ten thousand candidates of one name
cost no more than ten thousand different ones: they are gathered round the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import connection

NEAREST: Final = 5
LOOKED_AT: Final = 200
"""Names looked at per candidate before the nearest are taken."""


@dataclass(frozen=True)
class Likeness:
    """One candidate is like another one, or like a product: `share` of their trigrams is common."""

    candidate_id: int
    other_id: int | None
    product_id: int | None
    name: str
    share: Decimal


# `%%` uses the trigram index with the database's own limit of 0.3; ours comes after it.
_OTHERS = """
SELECT asked.id, near.id, NULL::bigint, near.name, near.share
  FROM products_candidate AS asked
 CROSS JOIN LATERAL (
   SELECT nearby.id, nearby.name, similarity(nearby.name, asked.name) AS share FROM (
     SELECT other.id, other.name FROM products_candidate AS other
      WHERE other.name %% asked.name AND other.id <> asked.id {among} LIMIT %(looked)s) AS nearby
    WHERE similarity(nearby.name, asked.name) >= %(least)s
    ORDER BY share DESC, nearby.id LIMIT %(nearest)s) AS near
 WHERE asked.id = ANY(%(ids)s)
"""
_PRODUCTS = """
SELECT asked.id, NULL::bigint, near.id, near.name, near.share
  FROM products_candidate AS asked
 CROSS JOIN LATERAL (
   SELECT known.id, known.name, max(known.share) AS share FROM (
     SELECT current.id, current.name, similarity(current.name, asked.name) AS share
       FROM products_product AS current WHERE current.name %% asked.name
      UNION ALL
     SELECT current.id, current.name, similarity(past.name, asked.name)
       FROM (SELECT DISTINCT pgh_obj_id, name FROM products_productevent
              WHERE name %% asked.name LIMIT %(looked)s) AS past
       JOIN products_product AS current ON current.id = past.pgh_obj_id) AS known
    WHERE known.share >= %(least)s
    GROUP BY known.id, known.name ORDER BY share DESC, known.id LIMIT %(nearest)s) AS near
 WHERE asked.id = ANY(%(ids)s)
"""


def likenesses(
    ids: Sequence[int], least: Decimal, *, among: Sequence[int] | None = None
) -> list[Likeness]:
    """What the candidates are like, nearest first: at most five candidates and five products each.

    `among` limits which other candidates count. Products are found by former names too.
    """
    limited = "AND other.id = ANY(%(among)s)" if among is not None else ""
    values: Any = {
        "ids": list(ids),
        "least": least,
        "nearest": NEAREST,
        "looked": LOOKED_AT,
        "among": list(among or ()),
    }
    with connection.cursor() as cursor:
        found = []
        for sql in (_PRODUCTS, _OTHERS.format(among=limited)):
            cursor.execute(sql, values)
            found += cursor.fetchall()
    rows = [
        Likeness(row[0], row[1], row[2], row[3], Decimal(str(round(row[4], 3)))) for row in found
    ]
    return sorted(rows, key=lambda row: (-row.share, row.product_id is None, row.name))
