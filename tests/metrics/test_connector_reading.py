"""Answers of other systems as numbers; what is unclear is named, never guessed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.connectors.reading import check_path, day_of, read_document, read_prometheus
from metrics.connectors.spans import bounds, step_of
from metrics.connectors.sql import check_dsn
from metrics.values.connectors import (
    ConnectorKind,
    Digest,
    Fetched,
    Request,
    Stretch,
    Unfetched,
)

MAY = Stretch(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Stretch(date(2026, 6, 1), date(2026, 6, 30))
TODAY = date(2026, 7, 3)
MIDNIGHT = int(bounds(MAY, "UTC")[0])


def asked(query: str = "$.value", date_path: str = "", **more: Any) -> Request:
    kind = more.pop("kind", ConnectorKind.JSON)
    return Request(kind, "http://x/", query, date_path, today=TODAY, **more)


def matrix(*series: list[list[Any]]) -> bytes:
    result = [{"metric": {}, "values": values} for values in series]
    data = {"resultType": "matrix", "result": result}
    return json.dumps({"status": "success", "data": data}).encode()


def numbers(body: bytes, digest: Digest = Digest.MEAN) -> list[Fetched]:
    request = asked(kind=ConnectorKind.PROMETHEUS, stretches=[MAY, JUNE], digest=digest)
    return read_prometheus(body, request)


@pytest.mark.parametrize(
    ("digest", "value"),
    [
        (Digest.MEAN, "2.5"),
        (Digest.SUM, "10"),
        (Digest.MAX, "4"),
        (Digest.MIN, "1"),
        (Digest.MEDIAN, "2.5"),
        (Digest.P95, "3.85"),
        (Digest.LAST, "3"),
    ],
)
def test_samples_of_a_stretch_as_one_number(digest: Digest, value: str) -> None:
    samples = [[MIDNIGHT + n, text] for n, text in enumerate(("1", "2", "4", "NaN", "3", "+Inf"))]
    assert numbers(matrix(samples), digest) == [Fetched(MAY.last, Decimal(value))]


def test_a_sample_belongs_to_the_stretch_it_begins() -> None:
    edge = int(bounds(JUNE, "UTC")[0])
    found = numbers(matrix([[edge - 1, "1"], [edge, "3"]]))
    assert found == [Fetched(MAY.last, Decimal(1)), Fetched(JUNE.last, Decimal(3))]


@pytest.mark.parametrize("body", [matrix(), matrix([]), matrix([[MIDNIGHT, "NaN"]])])
def test_no_sample_is_no_number(body: bytes) -> None:
    assert numbers(body) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (matrix([[1, "1"]], [[1, "2"]]), "gives 2 series. Make it one, with sum() or avg()"),
        (b'{"status": "error", "error": "parse error"}', "refused the query: parse error"),
        (b'{"status": "success", "data": {"resultType": "vector"}}', "no series over time"),
        (matrix([["x", "1"]]), "something unreadable"),
        (b"[]", "refused the query: no reason"),
        (b'{"status": NaN}', "NaN is not a number in JSON"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_prometheus_may_answer_instead(body: bytes, words: str) -> None:
    with pytest.raises(Unfetched) as refused:
        numbers(body)
    assert words in refused.value.words


@pytest.mark.parametrize(
    ("document", "request_", "found"),
    [
        ({"value": 0.1}, asked(), [(TODAY, "0.1")]),
        ({"value": " 99.4 "}, asked(), [(TODAY, "99.4")]),
        (
            {"rows": [{"d": "2026-05-31", "v": 1}, {"d": "2026-06-30T23:30:00-04:00", "v": 2}]},
            asked("$.rows[*].v", "$.rows[*].d"),
            [(date(2026, 5, 31), "1"), (date(2026, 7, 1), "2")],
        ),
        ({"at": 1782864000000, "value": 7}, asked("$.value", "$.at"), [(date(2026, 7, 1), "7")]),
    ],
)
def test_a_document(document: Any, request_: Request, found: list[tuple[date, str]]) -> None:
    got = read_document(json.dumps(document).encode(), request_)
    assert got == [Fetched(on, Decimal(value)) for on, value in found]


@pytest.mark.parametrize(
    ("document", "request_", "code"),
    [
        ({}, asked(), "nothing_found"),
        ({"value": "99,4"}, asked(), "not_a_number"),
        ({"value": "99.4 %"}, asked(), "not_a_number"),
        ({"value": True}, asked(), "not_a_number"),
        ({"value": None}, asked(), "not_a_number"),
        ({"value": "1e400"}, asked(), "not_a_number"),
        ({"value": "Infinity"}, asked(), "not_a_number"),
        ({"a": [1, 2]}, asked("$.a[*]"), "several_values"),
        ({"a": [1, 2], "d": ["2026-01-01"]}, asked("$.a[*]", "$.d[*]"), "days_differ"),
        ({"value": 1, "d": "1899-12-31"}, asked("$.value", "$.d"), "not_a_day"),
        ({"value": 1, "d": "31.12.2025"}, asked("$.value", "$.d"), "not_a_day"),
        ({"value": 1}, asked("$.value["), "not_a_path"),
        ({"value": "a"}, asked("$[?match(@, '(a*)*b')]"), "path_with_pattern"),
        ({"a": list(range(2000))}, asked("$.a[*]"), "too_many"),
    ],
)
def test_a_document_that_does_not_say(document: Any, request_: Request, code: str) -> None:
    with pytest.raises(Unfetched) as refused:
        read_document(json.dumps(document).encode(), request_)
    assert refused.value.code == code


def test_a_path_has_an_end() -> None:
    with pytest.raises(Unfetched, match="at most 300 characters"):
        check_path("$" + ".a" * 200)


def test_a_day_is_the_one_here() -> None:
    assert day_of(1782856800, "Europe/Berlin") == date(2026, 7, 1)
    assert day_of(1782856800, "UTC") == date(2026, 6, 30)


def test_a_long_time_is_asked_in_longer_steps() -> None:
    assert step_of([MAY], "UTC", 300) == 300
    assert step_of([MAY, JUNE], "UTC", 60) == 528  # 61 days in at most 10,000 points


@pytest.mark.parametrize(
    ("dsn", "code"),
    [
        ("postgresql://u:p@h/d", "secret_in_address"),
        ("postgresql:///d?host=/run/postgresql", "no_host"),
        ("postgresql://h1,h2/d", "no_host"),
        ("postgresql://u@/d", "no_host"),
        ("postgresql://h/d?options=-c%20statement_timeout%3D0", "not_an_address"),
        ("postgresql://h/d?hostaddr=127.0.0.1", "not_an_address"),
        ("postgresql://h/d?service=x", "not_an_address"),
        ("nonsense", "not_an_address"),
    ],
)
def test_a_database_address_that_is_refused(dsn: str, code: str) -> None:
    with pytest.raises(Unfetched) as refused:
        check_dsn(dsn)
    assert refused.value.code == code
