"""The API of measurements: many numbers at once, an answer for each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from metrics import serializers as shapes
from metrics.actions.batches import take_batch
from metrics.queries.api import measurement_rows
from metrics.values.batches import Outcome, Wrong
from people.once import once
from portfolio.kernel.api.answers import answer
from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.api.endpoint import endpoint
from portfolio.kernel.api.reading import read_query
from portfolio.kernel.api.schema import IDEMPOTENCY_KEY
from portfolio.kernel.errors import Refused

MEASUREMENTS = ["Measurements"]


@extend_schema(
    methods=["GET"],
    summary="List measurements",
    description="The numbers that stand, oldest day first; replaced ones are left out.",
    tags=MEASUREMENTS,
    parameters=[shapes.MeasurementQuery],
    responses=shapes.MeasurementList,
)
@extend_schema(
    methods=["POST"],
    summary="Record measurements",
    description="Up to 10,000 rows. Each gets its answer: created, same, corrected or refused; "
    "refused rows don't keep the others out. Sent again it changes nothing. Scores and quarters "
    "are up to date when the answer comes.",
    tags=MEASUREMENTS,
    parameters=[IDEMPOTENCY_KEY],
    request=shapes.Batch,
    responses={200: shapes.BatchAnswer},
)
@endpoint("GET", "POST")
def api_measurement_list(request: ApiRequest) -> HttpResponse:
    """Numbers of any product; written are those of one's own clusters."""
    if request.method == "POST":
        return once(request, lambda: _take(request))
    rows, behind = measurement_rows(read_query(shapes.MeasurementQuery, request))
    return answer({"results": rows, "next": _next(request, behind)})


def _take(request: ApiRequest) -> HttpResponse:
    taken = take_batch(request.user, _rows(request.data))
    counts = {str(outcome): taken.counts[outcome] for outcome in Outcome}
    results = [_told(number, one) for number, one in enumerate(taken.answers)]
    return answer({**counts, "results": results})


def _rows(body: Any) -> list[Any]:
    """The rows of the body; what is in them is told row by row."""
    if not isinstance(body, dict) or set(body) != {"rows"} or not isinstance(body["rows"], list):
        raise Refused('Send {"rows": [ … ]}.', code="no_rows", field="rows")
    rows: list[Any] = body["rows"]
    if not 1 <= len(rows) <= shapes.MOST_ROWS:
        words = f"A batch has 1 to {shapes.MOST_ROWS:,} rows; this one has {len(rows):,}."
        raise Refused(words, code="rows_count", field="rows")
    return rows


def _told(number: int, one: Outcome | Wrong) -> dict[str, Any]:
    if isinstance(one, Wrong):
        why = {"code": one.code, "field": one.field, "message": one.message}
        return {"row": number, "status": Outcome.REFUSED.value, **why}
    return {"row": number, "status": one.value}


def _next(request: ApiRequest, behind: str | None) -> str | None:
    """This address, going on behind the last row."""
    if behind is None:
        return None
    query = request.GET.copy()
    query["after"] = behind
    return f"{request.path}?{query.urlencode()}"
