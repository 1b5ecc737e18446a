"""Section: every metric against its target, its eight quarters, and health and value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrics.calculations.scores import combined_score
from metrics.calculations.sets import check_set
from metrics.queries.cards import MetricCard, card_of, read_policy, standing_of
from metrics.queries.histories import MetricRow
from metrics.values import Member, MetricPolicy, Score, Target
from metrics.values.deviations import Beside
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import rounded
from products.values import Stage
from reviews.packets.chunk import Chunk, PacketProduct
from reviews.packets.known import histories

ATTAINMENT_PLACES = 4
SCORES = ("health", "value")


def load(chunk: Chunk) -> dict[int, Any]:
    """Metrics and scores of each cluster's products."""
    policy, known = read_policy(chunk.policy), histories(chunk)
    moment = Moment(chunk.day, chunk.quarter, chunk.quarter.end)
    found = {}
    for pk, products in chunk.products.items():
        told = [_product(product, known[product.id], moment, policy) for product in products]
        scores = {
            kind: _cluster_score(kind, products, told, policy) for kind in ("health", "value")
        }
        found[pk] = {"products": told, "scores": scores}
    return found


def _cluster_score(
    kind: str, products: list[PacketProduct], told: list[Any], policy: MetricPolicy
) -> Any:
    """The score of the cluster over its living products; `weights` are what each weighed."""
    members = [
        Member(product.slug, product.users, one[kind]["score"])
        for product, one in zip(products, told, strict=True)
        if product.stage != Stage.RETIRED
    ]
    found = combined_score(members, policy)
    weights = {one.key: one.weight for one in found.contributions}
    return {**_score(found), "weights": weights}


def _product(
    product: PacketProduct, rows: list[MetricRow], moment: Moment, policy: MetricPolicy
) -> Any:
    tracked = [row for row in rows if row.history.is_tracked_on(moment.on)]
    cards = [card_of(row, moment, policy) for row in tracked]
    standing = standing_of(tracked, moment.on, policy)
    findings = check_set([card.dimension for card in cards], policy)
    return {
        "product": product.slug,
        "name": product.name,
        "health": _score(standing.health),
        "value": _score(standing.value),
        "metrics": [_metric(card) for card in cards],
        "to_look_at": [finding.sentence for finding in findings],
    }


def _score(score: Score) -> Any:
    """Empty where under half of the weight is covered: not enough data is never a number."""
    return {"score": score.value, "coverage": score.coverage}


def _metric(card: MetricCard) -> Any:
    metric, assessment = card.metric, card.assessment
    return {
        "metric": metric.slug,
        "name": metric.name,
        "unit": metric.unit,
        "level": metric.level,
        "dimension": metric.dimension,
        "direction": metric.direction,
        "cadence": metric.cadence,
        "summary": metric.summary,
        "north_star": metric.is_north_star,
        "target": _target(card.target),
        "value": assessment.value,
        "in_quarter": card.quarter_value,
        "quarter_before": card.previous_value,
        "attainment": _share(assessment.attainment),
        "status": assessment.status,
        "status_reason": assessment.reason,
        "newest_on": assessment.newest_on,
        "accepted": _accepted(card.beside),
        "clock": _clock(card.beside),
        "move": card.trend.move,
        "trend": [
            {"quarter": point.quarter.slug, "value": point.value} for point in card.trend.points
        ],
    }


def _accepted(found: Beside) -> Any:
    """The accepted deviation that bears on the metric: beside its status, never in its score."""
    one = found.deviation
    if one is None:
        return None
    return {
        "state": found.acceptance,
        "value": one.value,
        "since": one.since,
        "until": one.agreed_until,
        "reason": one.reason,
        "by": one.by,
    }


def _clock(found: Beside) -> Any:
    if found.clock is None:
        return None
    return {
        "since": found.clock.since,
        "days": found.clock.days,
        "allowed": found.clock.allowed,
    }


def _share(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, ATTAINMENT_PLACES)


def _target(target: Target | None) -> Any:
    if target is None:
        return None
    lines = {
        "target": target.target,
        "warning": target.warning,
        "floor": target.floor,
        "weight": target.weight,
    }
    if target.target_upper is not None:
        lines["target_upper"], lines["warning_upper"], lines["floor_upper"] = target.upper
    return lines
