"""What a packet's frozen numbers look like on a page: words and marks beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.html import format_html

from backlogs.values import ItemState
from portfolio.kernel.charts import spark
from portfolio.kernel.marks import status_mark
from portfolio.kernel.numbers import HUNDRED, plain, rounded, shown, with_unit
from portfolio.kernel.words import joined


def dress(sections: dict[str, Any]) -> None:
    """Add the words and marks to the contents of a packet that was read for showing."""
    for product in sections.get("metrics", {}).get("products", []):
        for score in (product["health"], product["value"]):
            score["mark"], score["covered"] = _score(score["score"]), _covered(score["coverage"])
        for metric in product["metrics"]:
            _metric(metric)
    if "backlog" in sections:
        _backlog(sections["backlog"])
    for product in sections.get("surroundings", {}).get("products", []):
        product["needs_words"] = joined([need["name"] for need in product["needs"]])


def _score(value: Any) -> Any:
    if value is None:
        return status_mark("not_enough_data")
    return format_html('<b class="fnum">{}</b>', shown(Decimal(value), 0))


def _covered(coverage: Any) -> str:
    if coverage is None:
        return "no such metric"
    return f"{with_unit(Decimal(coverage) * HUNDRED, '%', 0)} of the weight covered"


def _metric(metric: dict[str, Any]) -> None:
    unit, target = metric["unit"], metric["target"]
    metric["value_text"] = _written(metric["value"], unit)
    metric["attainment_text"] = (
        "" if metric["attainment"] is None else _written(metric["attainment"] * HUNDRED, "%", 0)
    )
    metric["target_text"] = _aim(target, metric["direction"], unit) if target else "none set"
    metric["spark"] = spark(
        [None if point["value"] is None else Decimal(point["value"]) for point in metric["trend"]],
        target=Decimal(target["target"]) if target else None,
        status=metric["status"],
    )


def _aim(target: dict[str, Any], direction: str, unit: str) -> str:
    line = _written(target["target"], unit)
    if direction == "range":
        return f"{shown(Decimal(target['target']))} to {_written(target['target_upper'], unit)}"
    return f"{'≥' if direction == 'higher' else '≤'} {line}"


def _written(value: Any, unit: str, places: int | None = None) -> str:
    """At most two places, since a page is read and the file is exact; fewer where they are idle."""
    if value is None:
        return "No data"
    number = Decimal(value)
    return with_unit(plain(rounded(number, 2)) if places is None else number, unit, places)


def _backlog(content: dict[str, Any]) -> None:
    flow = content["flow"]
    median, slow = flow["flow_days_median"], flow["flow_days_p85"]
    flow["words"] = (
        "No data"
        if median is None
        else f"{_written(median, 'days')}, 85 % within {_written(slow, 'days')}"
    )
    for item in content["list"]["top"]:
        item["state_word"] = ItemState(item["state"]).label.lower()
