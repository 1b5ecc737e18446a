"""What a packet's frozen numbers look like on a page: words and marks beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from backlogs.values import ItemState
from metrics.queries.cards import beside_words
from metrics.values.deviations import Acceptance, Beside, Clock, Deviation
from portfolio.kernel.charts import spark
from portfolio.kernel.marks import person_mark, stage_mark, status_mark
from portfolio.kernel.numbers import HUNDRED, brief, mean, shown, with_unit
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted, joined, parted
from reviews.queries.packet_objectives import dress_objectives
from reviews.queries.packet_outcomes import dress_outcomes


@dataclass(frozen=True)
class Headline:
    """The strip on top of a packet: the cluster in one row."""

    owner: SafeString
    level: str
    stages: list[SafeString]
    health: Passport
    value: Passport
    scored: str


def headline(sections: dict[str, Any]) -> Headline:
    """The owner with their load, the stages of the products, and the scores of the cluster.

    Packets of before the cluster had scores of its own show the plain mean of the products.
    """
    told = sections.get("accountability", {})
    owner, load = told.get("owner"), told.get("load")
    stages = [product["stage"] for product in sections.get("lifecycle", {}).get("products", [])]
    products = sections.get("metrics", {}).get("products", [])
    scores = sections.get("metrics", {}).get("scores", {})
    health, value = (
        scores[kind]["passport"] if kind in scores else _mean(kind, products)
        for kind in ("health", "value")
    )
    return Headline(
        owner=person_mark(owner["name"] if owner else ""),
        level=load["level"] if load else "",
        stages=[stage_mark(stage) for stage in dict.fromkeys(stages)],
        health=health,
        value=value,
        scored=f"of {counted(len(products), 'product')}" if len(products) > 1 else "",
    )


def _mean(kind: str, products: list[dict[str, Any]]) -> Passport:
    known = [(product["name"], product[kind]["score"]) for product in products]
    scores = [Decimal(score) for _, score in known if score is not None]
    found = mean(scores)
    return Passport(
        shown="Not enough data" if found is None else shown(found, 0),
        definition=f"{kind.capitalize()}: the plain mean of the products that have a score.",
        rows=[
            (name, "no score" if score is None else shown(Decimal(score), 0))
            for name, score in known
        ],
    )


def dress(sections: dict[str, Any]) -> None:
    """Add the words and marks to the contents of a packet that was read for showing."""
    for warning in sections.get("warnings", []):
        warning["what"], warning["why"] = parted(warning["sentence"], "")
    for product in sections.get("metrics", {}).get("products", []):
        for score in (product["health"], product["value"]):
            score["mark"], score["covered"] = _score(score["score"]), _covered(score["coverage"])
        for metric in product["metrics"]:
            _metric(metric)
    dress_objectives(sections.get("objectives", {}))
    dress_outcomes(sections.get("outcomes", {}))
    if "backlog" in sections:
        _backlog(sections["backlog"])
    load = sections.get("accountability", {}).get("load")
    if load:
        load["what"], load["why"] = parted(load["sentence"], "")
    for product in sections.get("surroundings", {}).get("products", []):
        product["needs_words"] = joined([need["name"] for need in product["needs"]])


def _score(value: Any) -> SafeString:
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
    metric["notes"] = beside_words(_beside(metric), unit)
    metric["spark"] = spark(
        [None if point["value"] is None else Decimal(point["value"]) for point in metric["trend"]],
        target=Decimal(target["target"]) if target else None,
        status=metric["status"],
    )


def _beside(metric: dict[str, Any]) -> Beside:
    """What stood beside the status; packets of earlier versions say nothing of it."""
    accepted, clock = metric.get("accepted"), metric.get("clock")
    deviation = accepted and Deviation(
        value=Decimal(accepted["value"]),
        since=accepted["since"],
        until=accepted["until"] + timedelta(days=1),
        agreed_until=accepted["until"],
        reason=accepted["reason"],
        by=accepted["by"],
    )
    return Beside(
        Acceptance(accepted["state"]) if accepted else None,
        deviation,
        Clock(clock["since"], clock["days"], clock["allowed"]) if clock else None,
    )


def _aim(target: dict[str, Any], direction: str, unit: str) -> str:
    line = _written(target["target"], unit)
    if direction == "range":
        return (
            f"{shown(brief(Decimal(target['target'])))} to {_written(target['target_upper'], unit)}"
        )
    return f"{'≥' if direction == 'higher' else '≤'} {line}"


def _written(value: Any, unit: str, places: int | None = None) -> str:
    return "No data" if value is None else _numbered(Decimal(value), unit, places)


def _numbered(value: Decimal, unit: str, places: int | None) -> str:
    return with_unit(brief(value) if places is None else value, unit, places)


def _backlog(content: dict[str, Any]) -> None:
    flow = content["flow"]
    median, slow = flow["flow_days_median"], flow["flow_days_p85"]
    flow["words"] = (
        "No data"
        if median is None
        else f"{_written(median, 'days')}, 85 % within {_written(slow, 'days')}"
    )
    for item in content["list"]["top"]:
        item["state_word"] = ItemState(item["state"]).label
