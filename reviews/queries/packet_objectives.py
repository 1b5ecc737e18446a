"""What a packet's frozen objectives look like on a page: words beside the numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrics.queries.cards import written
from metrics.queries.progress_passports import percent
from portfolio.kernel.words import joined


def dress_objectives(content: dict[str, Any]) -> None:
    """Add the words to the section of objectives, where a packet has it."""
    for one in content.get("objectives", []):
        one["progress_text"] = _percent(one["progress"])
        one["not_scored_text"] = joined(one["not_scored"])
        for result in one["key_results"]:
            _result(result)
    for product in content.get("products", []):
        product["goals_text"] = joined([goal["name"] for goal in product["goals"]])


def _result(result: dict[str, Any]) -> None:
    unit = result["unit"]
    start, target = Decimal(result["start"]), Decimal(result["target"])
    result["way_text"] = f"{written(start, '')} → {written(target, unit)}"
    current = result["current"]
    result["current_text"] = "No number" if current is None else written(Decimal(current), unit)
    result["progress_text"] = _percent(result["progress"])
    result["confidence_text"] = _percent(result["confidence"])


def _percent(share: Any) -> str:
    return percent(None if share is None else Decimal(share))
