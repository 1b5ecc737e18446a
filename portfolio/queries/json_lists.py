"""Short lists of a row, read in the row's own statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

Lists = dict[str, ArraySubquery]


def listed_as_json(rows: QuerySet[Any], order: Iterable[str], **values: Any) -> ArraySubquery:
    """The rows in that order as a JSON array of `values`, for `annotate`."""
    return ArraySubquery(rows.order_by(*order).values(json=JSONObject(**values)))
