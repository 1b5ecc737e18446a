"""Split: a product has outgrown the cluster it shares (DOMAIN 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from portfolio.kernel.thresholds import as_thresholds
from portfolio.kernel.words import joined
from products.models import Cluster, Product
from reviews.calculations.split_words import Names, clearing, told
from reviews.models.warning import Severity
from reviews.queries.split_signals import ClusterSignals, signals_on
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.values.split import Heard, Reading, Signal, SplitPolicy

KEY = "split"


def find(scope: Scope) -> list[Finding]:
    """Products with a signal nobody dismissed, each with all of its signals."""
    known = scope.shared.get("split_signals")
    signals = signals_on(scope.day, scope.cluster_ids) if known is None else known
    found = [one for one in signals if one.loud]
    clusters = Cluster.objects.in_bulk([one.cluster_id for one in found])
    products = Product.objects.in_bulk([pk for one in found for pk in _named(one)])
    findings = []
    for one in found:
        of_product: dict[int, list[Heard]] = defaultdict(list)
        for signal in one.loud:
            of_product[signal.product_id].append(signal)
        names = {pk: products[pk].name for pk in _named(one)}
        for product_id, signals in of_product.items():
            cluster = clusters[one.cluster_id]
            findings.append(_finding(scope, products[product_id], cluster, signals, names))
    return findings


def _named(one: ClusterSignals) -> set[int]:
    """The products that are spoken of, members of earlier quarters too."""
    idle = {pk for signal in one.heard for row in signal.readings for pk in row.starved}
    return {*one.present, *idle}


def _finding(
    scope: Scope, product: Product, cluster: Cluster, signals: Sequence[Heard], names: Names
) -> Finding:
    clauses = [told(one, names) for one in signals]
    return Finding(
        rule=KEY,
        subject=Subject.PRODUCT,
        subject_id=product.pk,
        subject_slug=product.slug,
        subject_name=product.name,
        severity=Severity.WATCH,
        sentence=f"{product.name} may need a cluster of its own: {'; '.join(clauses)}.",
        since=min(one.since for one in signals),
        consecutive_quarters=max(one.quarters for one in signals),
        clears=(
            f"Cleared by {joined([clearing(one) for one in signals])}; by a split from "
            f"{cluster.name}; or for two quarters by dismissing it with a reason."
        ),
        step=NextStep("Look at the signals", reverse("reviews:split-signals", args=[cluster.slug])),
        evidence={
            "cluster": cluster.slug,
            "signals": [_evidence(one, names) for one in signals],
            "policy": _thresholds(scope),
        },
        cluster_ids=frozenset([cluster.pk]),
    )


def _thresholds(scope: Scope) -> dict[str, str]:
    policy = SplitPolicy.from_thresholds(scope.policy.thresholds)
    return {key: str(value) for key, value in as_thresholds(policy, "split").items()}


def _evidence(one: Heard, names: Names) -> dict[str, Any]:
    if one.signal is Signal.STRATEGIC:
        reasons = [
            {"kind": weight.kind, "sentence": weight.sentence, "since": weight.since.isoformat()}
            for weight in one.weights
        ]
        return {"signal": one.signal.value, "reasons": reasons}
    quarters = [_told_quarter(row, names) for row in one.readings]
    return {"signal": one.signal.value, "quarters": quarters}


def _told_quarter(row: Reading, names: Names) -> dict[str, Any]:
    return {
        "quarter": row.quarter.label,
        "measure": row.measure.value if row.measure else None,
        "amount": f"{row.amount:f}",
        "total": f"{row.total:f}",
        "share": f"{row.share:.6f}",
        "threshold": f"{row.limit:.6f}",
        "starved": {names[pk]: list(items) for pk, items in row.starved.items()},
    }


RULE = WarningRule(
    KEY,
    "Split",
    find,
    subject=Subject.PRODUCT,
    thresholds=("split.halfway", "split.quarters", "split.quiet_quarters"),
)
