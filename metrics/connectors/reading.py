"""What other systems answer, read into numbers. Pure: bytes in, numbers or a sentence out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import jsonpath

from metrics.connectors.spans import bounds
from metrics.values.connectors import Digest, Fetched, Request, Unfetched
from portfolio.kernel.jsonbody import BadJson, parse
from portfolio.kernel.numbers import mean, median, percentile, stored, total

LONGEST_PATH = 300
MOST_MATCHES = 1_000
TOO_LARGE = Decimal(10) ** 14
FIRST_YEAR, LAST_YEAR = 1990, 2200
P95 = Decimal("0.95")


def read_prometheus(body: bytes, request: Request) -> list[Fetched]:
    """One number per stretch from the answer to a range query.

    The query must give one series: which of several would count is not ours to guess. Samples that
    are no number (a division by nothing) say nothing; a stretch without any has no number.
    """
    answer = _json(body)
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or answer.get("status") != "success":
        words = str(answer.get("error", "")) if isinstance(answer, dict) else ""
        raise Unfetched(f"Prometheus refused the query: {words[:300] or 'no reason'}.", "refused")
    if data.get("resultType") != "matrix":
        raise Unfetched("The query gives no series over time.", "not_a_matrix")
    series = data.get("result") or []
    if len(series) > 1:
        raise Unfetched(
            f"The query gives {len(series)} series. Make it one, with sum() or avg() around it.",
            "several_series",
        )
    samples = _samples(series[0].get("values")) if series else []
    numbers: list[Fetched] = []
    for stretch in request.stretches:
        start, end = bounds(stretch, request.zone)
        inside = [value for at, value in samples if start <= at < end]
        if inside:
            numbers.append(Fetched(stretch.last, digested(inside, request.digest)))
    return numbers


def _samples(values: Any) -> list[tuple[Decimal, Decimal]]:
    """Seconds since 1970 and the value, in order of time."""
    try:
        pairs = [(Decimal(str(at)), Decimal(str(text))) for at, text in values]
    except (TypeError, ValueError, InvalidOperation):
        raise Unfetched("Prometheus answered with something unreadable.", "unreadable") from None
    return [(at, value) for at, value in pairs if value.is_finite() and abs(value) < TOO_LARGE]


def digested(values: Sequence[Decimal], digest: Digest) -> Decimal:
    """The samples of a stretch, at least one, as its number; six places."""
    found: Decimal | None
    if digest is Digest.LAST:
        found = values[-1]
    elif digest is Digest.SUM:
        found = total(values)
    elif digest in (Digest.MAX, Digest.MIN):
        found = max(values) if digest is Digest.MAX else min(values)
    elif digest is Digest.MEAN:
        found = mean(values)
    else:
        found = median(values) if digest is Digest.MEDIAN else percentile(values, P95)
    if found is None:
        raise ValueError("there is nothing to sum up")
    return stored(found)


def read_document(body: bytes, request: Request) -> list[Fetched]:
    """The numbers a JSONPath finds, each with the day another path finds, or today."""
    document = _json(body)
    values = _found(document, request.query, "value")
    if not values:
        raise Unfetched(f"Nothing is found at {request.query}.", "nothing_found")
    if not request.date_path:
        if len(values) > 1:
            raise Unfetched(
                f"{request.query} finds {len(values)} values. Say where their days are, or make "
                "it find one.",
                "several_values",
            )
        return [Fetched(request.today, number(values[0]))]
    days = _found(document, request.date_path, "day")
    if len(days) != len(values):
        raise Unfetched(
            f"{len(values)} values and {len(days)} days are found; they must be as many.",
            "days_differ",
        )
    pairs = zip(days, values, strict=True)
    return [Fetched(day_of(day, request.zone), number(value)) for day, value in pairs]


def check_path(path: str) -> None:
    """Raise `Unfetched` for a JSONPath that cannot be used.

    Patterns are left out: a cleverly made one can keep a worker busy for hours.
    """
    if len(path) > LONGEST_PATH:
        raise Unfetched(f"A path has at most {LONGEST_PATH} characters.", "path_too_long")
    if "match" in path or "search" in path or "=~" in path:
        raise Unfetched("A path may not use patterns (match, search, =~).", "path_with_pattern")
    try:
        jsonpath.compile(path)
    except (jsonpath.JSONPathError, RecursionError) as error:
        raise Unfetched(f"{path} is no JSONPath: {error}.", "not_a_path") from None


def _found(document: Any, path: str, what: str) -> list[Any]:
    check_path(path)
    found: list[Any] = []
    try:
        for match in jsonpath.finditer(path, document):
            found.append(match.obj)
            if len(found) > MOST_MATCHES:
                raise Unfetched(f"{path} finds more than {MOST_MATCHES} {what}s.", "too_many")
    except (jsonpath.JSONPathError, RecursionError) as error:
        raise Unfetched(f"{path} cannot be followed: {error}.", "not_a_path") from None
    return found


def number(value: Any) -> Decimal:
    """A number, or a text that is plainly one; anything else is named and refused."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise Unfetched(f"{_shown(value)} is no number.", "not_a_number")
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise Unfetched(f"{_shown(value)} is no number.", "not_a_number") from None
    if not found.is_finite() or abs(found) >= TOO_LARGE:
        raise Unfetched(f"{_shown(value)} is no number that can be kept.", "not_a_number")
    return stored(found)


def day_of(value: Any, zone: str) -> date:
    """A day from an ISO day or time, or from seconds or milliseconds since 1970."""
    found: date | None = None
    if isinstance(value, date):
        found = value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) else value
    elif isinstance(value, str):
        found = _written_day(value.strip(), zone)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        found = _counted_day(float(value), zone)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unfetched(f"{_shown(value)} is no day.", "not_a_day")
    return found


def _written_day(text: str, zone: str) -> date | None:
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment).date()


def _counted_day(seconds: float, zone: str) -> date | None:
    try:
        counted = seconds / 1000 if abs(seconds) > 10**11 else seconds
        return datetime.fromtimestamp(counted, UTC).astimezone(ZoneInfo(zone)).date()
    except (ValueError, OverflowError, OSError):
        return None


def _json(body: bytes) -> Any:
    try:
        return parse(body, exact=True)
    except BadJson as error:
        raise Unfetched(f"The answer cannot be read. {error}", "bad_json") from None


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
