"""Where the figures of a frozen packet come from, out of its own bytes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from metrics.queries.formulas import attainment_formula, bare
from metrics.values import Direction, Summary, Target
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import HUNDRED, MINUS, brief, shown, with_unit
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted

LEVELS: Final = {"health": "operational", "value": "business"}
NO_SCORE: Final = "Not enough data"
FLOW: Final = {
    "shipped": "Items shipped in the quarter, counted from the events of their states.",
    "started": "Items first started in the quarter, counted from the events of their states.",
    "in_progress": "Items in progress at the end of the quarter.",
    "flow": "Days from first start to shipping of the items shipped in the quarter: the median, "
    "and the time within which 85 % of them were shipped.",
    "open": "Items neither shipped nor dropped at the end of the quarter; stale ones went "
    "untouched for as long as the policy says.",
}


def add_passports(body: dict[str, Any]) -> None:
    """Put a passport beside every figure of the packet's sections."""
    sections, policy = body["sections"], f"version {body['policy']['number']}"
    metrics = sections.get("metrics", {})
    products = metrics.get("products", [])
    for product in products:
        for kind in LEVELS:
            product[kind]["passport"] = _product(product, kind, policy)
        for metric in product["metrics"]:
            metric["passport"] = _metric(metric, policy)
    for kind, score in metrics.get("scores", {}).items():
        score["passport"] = _cluster(kind, score, products, policy)
    if "backlog" in sections:
        content = sections["backlog"]
        content["passports"] = _flow(content["flow"], content["list"], body["quarter"], policy)
    for one in sections.get("objectives", {}).get("objectives", []):
        one["passport"] = _objective(one, policy)
        for result in one["key_results"]:
            result["passport"] = _result(result, policy)


def _product(product: Mapping[str, Any], kind: str, policy: str) -> Passport:
    level, score = LEVELS[kind], product[kind]
    metrics = [one for one in product["metrics"] if one["level"] == level]
    counted_in = [one for one in metrics if one["attainment"] is not None and one["target"]]
    parts = [(Decimal(one["attainment"]), Decimal(one["target"]["weight"])) for one in counted_in]
    days = [one["newest_on"] for one in metrics if one["newest_on"]]
    return Passport(
        shown=_score(score["score"]),
        definition=f"{kind.capitalize()}: the weighted mean attainment of the {level} metrics, in "
        "hundredths. Stale and missing metrics don’t count.",
        formula=_mean(parts, score["score"]),
        rows=[(one["name"], _attained(one)) for one in metrics],
        coverage=_covered(score["coverage"]),
        fresh=day(max(days)) if days else "",
        policy=policy,
    )


def _cluster(kind: str, score: Mapping[str, Any], products: list[Any], policy: str) -> Passport:
    weights = {key: Decimal(weight) for key, weight in score["weights"].items()}
    known = [one for one in products if one["product"] in weights]
    parts = [
        (Decimal(one[kind]["score"]) / HUNDRED, weights[one["product"]])
        for one in known
        if one[kind]["score"] is not None
    ]
    return Passport(
        shown=_score(score["score"]),
        definition=f"{kind.capitalize()}: the mean {kind} of the products, weighted as the policy "
        "says. A product without a score doesn’t count.",
        formula=_mean(parts, score["score"]),
        rows=[(one["name"], _score(one[kind]["score"])) for one in known],
        coverage=_covered(score["coverage"]),
        policy=policy,
    )


def _mean(parts: list[tuple[Decimal, Decimal]], score: Any) -> str:
    if score is None or not parts:
        return ""
    weight = sum((weight for _, weight in parts), Decimal(0))
    terms = " + ".join(f"{shown(share, 2)} × {shown(weight)}" for share, weight in parts)
    return f"({terms}) ÷ {shown(weight)} × 100 = {shown(Decimal(score))}"


def _attained(metric: Mapping[str, Any]) -> str:
    if metric["attainment"] is None:
        return metric["status_reason"] or "does not count"
    weight = f", weight {shown(Decimal(metric['target']['weight']))}" if metric["target"] else ""
    return f"{_percent(metric['attainment'])} attained{weight}"


def _metric(metric: Mapping[str, Any], policy: str) -> Passport:
    summary = Summary(metric["summary"]).label.lower()
    return Passport(
        shown=metric["value_text"],
        definition=f"{metric['name']}: the {summary} of the quarter’s measurements.",
        formula=_attainment(metric),
        rows=[("Target", metric["target_text"]), ("Attained", metric["attainment_text"] or "–")],
        fresh=day(metric["newest_on"]) if metric["newest_on"] else "never",
        policy=policy,
    )


def _attainment(metric: Mapping[str, Any]) -> str:
    lines = metric["target"]
    if metric["attainment"] is None or metric["value"] is None or not lines:
        return ""
    target = Target(
        direction=Direction(metric["direction"]),
        **{name: Decimal(value) for name, value in lines.items()},
    )
    return attainment_formula(Decimal(metric["value"]), target, Decimal(metric["attainment"]))


def _flow(
    flow: Mapping[str, Any], listed: Mapping[str, Any], quarter: Mapping[str, Any], policy: str
) -> dict[str, Passport]:
    shown_as = {
        "shipped": str(flow["shipped"]),
        "started": str(flow["started"]),
        "in_progress": str(flow["in_progress"]),
        "flow": flow["words"],
        "open": str(listed["open"]),
    }
    more = {"shipped": [("Effort", f"{counted(flow['points'], 'point')}")]}
    return {
        name: Passport(
            shown=words,
            definition=FLOW[name],
            rows=more.get(name, []),
            fresh=f"as of {day(quarter['as_of'])}",
            policy=policy,
        )
        for name, words in shown_as.items()
    }


def _objective(one: Mapping[str, Any], policy: str) -> Passport:
    rows = [(result["key_result"], result["progress_text"]) for result in one["key_results"]]
    return Passport(
        shown=one["progress_text"],
        definition="Objective: the mean progress of its scored key results. Those without a number "
        "are named and don’t count as nought.",
        rows=rows,
        policy=policy,
    )


def _result(result: Mapping[str, Any], policy: str) -> Passport:
    formula = ""
    if result["current"] is not None and result["progress"] is not None:
        start, target, current = (
            bare(Decimal(result[name])) for name in ("start", "target", "current")
        )
        formula = (
            f"({current} {MINUS} {start}) ÷ ({target} {MINUS} {start}), kept between 0 and 1 = "
            f"{result['progress_text']}"
        )
    return Passport(
        shown=result["current_text"],
        definition="Progress: the share of the way from start to target, never below nought or "
        "above one.",
        formula=formula,
        rows=[("From, to", result["way_text"]), ("Sure", result["confidence_text"])],
        policy=policy,
    )


def _score(score: Any) -> str:
    return NO_SCORE if score is None else shown(Decimal(score), 0)


def _covered(coverage: Any) -> str:
    return "" if coverage is None else with_unit(Decimal(coverage) * HUNDRED, "%", 0)


def _percent(share: Any) -> str:
    return with_unit(brief(Decimal(share) * HUNDRED), "%")
