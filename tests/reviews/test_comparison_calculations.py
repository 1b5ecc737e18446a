"""Two packets side by side: how far each figure went, which way, and the order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reviews.calculations.comparison import Sense, compare_packets


def body(*metrics: dict[str, Any], health: str | None = "50", shipped: int = 4) -> dict[str, Any]:
    score = {"score": None if health is None else Decimal(health), "coverage": Decimal(1)}
    product = {
        "product": "a", "name": "Alpha", "health": score, "value": score, "metrics": list(metrics),
    }  # fmt: skip
    return {
        "cluster": {"name": "Fleet"},
        "sections": {
            "metrics": {"products": [product], "scores": {"health": score}},
            "backlog": {
                "flow": {"shipped": shipped, "in_progress": 0, "flow_days_median": None},
                "list": {"open": 1, "stale": 0},
            },
            "accountability": {"owner": None, "load": None},
            "lifecycle": {"products": [{"name": "Alpha", "stage": "growth"}]},
        },
    }


def metric(
    name: str, value: str | None, attained: str | None, way: str = "higher"
) -> dict[str, Any]:
    return {
        "metric": name, "name": name, "unit": "", "direction": way, "status": "on_target",
        "value": None if value is None else Decimal(value),
        "attainment": None if attained is None else Decimal(attained),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("then", "now", "sense", "size"),
    [
        (metric("m", "10", "0.5"), metric("m", "12", "0.7"), Sense.BETTER, "0.2"),
        (metric("m", "12", "0.7", "lower"), metric("m", "14", "0.5", "lower"), Sense.WORSE, "0.2"),
        (metric("m", "12", "0.5", "range"), metric("m", "14", "0.9", "range"), Sense.BETTER, "0.4"),
        (metric("m", "10", "1"), metric("m", "12", "1"), Sense.BETTER, "0"),
        (metric("m", "10", None), metric("m", "8", None), Sense.WORSE, "0.2"),
        (metric("m", "10", None, "lower"), metric("m", "8", None, "lower"), Sense.BETTER, "0.2"),
        (metric("m", "10", None, "range"), metric("m", "8", None, "range"), Sense.OTHER, "0.2"),
        (metric("m", None, None), metric("m", "8", "1"), Sense.NEW, "0"),
        (metric("m", "8", "1"), metric("m", None, None), Sense.GONE, "0"),
        (metric("m", "8", "1"), metric("m", "8", "1"), Sense.SAME, "0"),
    ],
)
def test_a_metric(then: dict[str, Any], now: dict[str, Any], sense: Sense, size: str) -> None:
    found = {move.name: move for move in compare_packets(body(then), body(now)).measured}["m"]
    assert (found.sense, found.size) == (sense, Decimal(size))


def test_the_farthest_moved_comes_first() -> None:
    then = body(metric("a", "1", "0.1"), metric("b", "1", "0.1"), health="50")
    now = body(metric("a", "2", "0.2"), metric("b", "4", "0.9"), health="20")
    moves = compare_packets(then, now).measured
    assert [move.name for move in moves] == ["b", "Health", "a"]
    assert [str(move.change) for move in moves] == ["3", "-30", "1"]


def test_a_metric_of_one_quarter_only_is_new_or_gone() -> None:
    found = compare_packets(body(metric("a", "1", "1")), body(metric("b", "1", "1"))).measured
    assert {move.name: move.sense for move in found if move.name in "ab"} == {
        "a": Sense.GONE,
        "b": Sense.NEW,
    }


def test_counts_and_words() -> None:
    then, now = body(shipped=4), body(shipped=8)
    now["sections"]["lifecycle"]["products"][0]["stage"] = "maturity"
    now["sections"]["accountability"]["owner"] = {"name": "Ada Wolf"}
    found = compare_packets(then, now)
    assert (found.counted[0].name, found.counted[0].size) == ("Items shipped", Decimal("0.5"))
    assert [(turn.name, turn.was, turn.now) for turn in found.turns] == [
        ("Accountable owner", "nobody", "Ada Wolf"),
        ("Stage", "growth", "maturity"),
    ]


def test_a_packet_of_an_older_form_lacks_figures_and_says_nothing_of_them() -> None:
    old = {"cluster": {"name": "Fleet"}, "sections": {}}
    found = compare_packets(old, body())
    assert {move.sense for move in found.counted if move.now is not None} == {Sense.NEW}


def test_a_warning_is_told_when_it_comes_or_goes() -> None:
    then, now = body(), body()
    stays, goes = {"rule": "orphan", "cluster": "a"}, {"rule": "split", "product": "b"}
    then["sections"]["warnings"] = [
        {**stays, "sentence": "For 3 days."},
        {**goes, "sentence": "S."},
    ]
    now["sections"]["warnings"] = [{**stays, "sentence": "For 90 days."}]
    turns = compare_packets(then, now).turns
    assert [(turn.of, turn.name, turn.was, turn.now) for turn in turns] == [
        ("b", "Warning: split", "S.", "")
    ]
