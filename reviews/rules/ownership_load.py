"""Ownership load: a person accountable for more than the rule allows (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from people.models import Person
from people.queries import organisation
from portfolio.kernel.thresholds import as_thresholds
from portfolio.kernel.words import spoken
from reviews.calculations.consecutive import (
    design_sentence,
    is_design_problem,
)
from reviews.models.warning import Severity
from reviews.queries.load import Carried, carried_on
from reviews.queries.since import Stretch, stretches
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.values import LoadLevel, LoadPolicy, ProductActivity

KEY = "ownership_load"


def find(scope: Scope) -> list[Finding]:
    """Persons beyond the ceiling on the day, whoever they are or among those of the scope."""
    policy = LoadPolicy.from_thresholds(scope.policy.thresholds)
    carried = {person: found for person, found in _all(scope).items() if found.load.level.is_beyond}
    if not carried:
        return []
    first_month = organisation().first_month
    known = stretches(list(carried), scope.day, first_month)
    people = Person.objects.in_bulk(carried)
    return [_finding(people[pk], found, known[pk], policy) for pk, found in carried.items()]


def _all(scope: Scope) -> dict[int, Carried]:
    found: dict[int, Carried] | None = scope.shared.get("carried")
    return carried_on(scope.day, scope.person_ids) if found is None else found


def _finding(person: Person, carried: Carried, stretch: Stretch, policy: LoadPolicy) -> Finding:
    load = carried.load
    triage = load.level is LoadLevel.TRIAGE
    where = "in triage" if triage else "over the rule"
    least = "at least " if stretch.is_longer else ""
    says = [
        f"{person.name} is {where} since {least}{spoken(stretch.since)}:",
        load.sentence,
        design_sentence(stretch.quarters, policy),
    ]
    return Finding(
        rule=KEY,
        subject=Subject.PERSON,
        subject_id=person.pk,
        subject_slug=person.slug,
        subject_name=person.name,
        severity=Severity.RISK if triage else Severity.WATCH,
        sentence=" ".join(part for part in says if part),
        since=stretch.since,
        consecutive_quarters=stretch.quarters,
        clears=load.remedy,
        step=NextStep("Rebalance", reverse("reviews:owner-detail", args=[person.slug])),
        evidence=evidence_of(carried, policy, stretch.quarters),
        cluster_ids=frozenset(holding.cluster_id for holding in carried.holdings),
    )


def evidence_of(carried: Carried, policy: LoadPolicy, quarters: int) -> dict[str, Any]:
    """The numbers and thresholds behind a load, in plain JSON types."""
    load = carried.load
    return {
        "level": load.level.value,
        "active": load.active,
        "stable": load.stable,
        "active_products": [told_product(product) for product in load.active_products],
        "stable_clusters": [holding.name for holding in load.stable_clusters],
        "rules": [
            {"rule": rule.code, "found": rule.found, "threshold": rule.threshold}
            for rule in load.rules
        ],
        "remedy": load.remedy,
        "is_design_problem": is_design_problem(quarters, policy),
        "policy": {key: str(value) for key, value in as_thresholds(policy, "load").items()},
    }


def told_product(product: ProductActivity) -> dict[str, Any]:
    """A product, whether it counts as active, and every reason with its evidence."""
    override = product.override
    return {
        "product": product.name,
        "stage": product.stage.value if product.stage else None,
        "is_active": product.is_active,
        "reasons": [
            {
                "kind": reason.kind.value,
                "rule": reason.rule,
                "sentence": reason.sentence,
                "evidence": plain_json(reason.evidence),
            }
            for reason in product.reasons
        ],
        "override": None
        if override is None
        else {"treat_as": override.treat_as.value, "reason": override.brief, "by": override.by},
    }


def plain_json(value: Any) -> Any:
    """Dates and exact numbers as text, so that a JSON column and a packet hold the same."""
    if isinstance(value, Mapping):
        return {str(key): plain_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(inner) for inner in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


RULE = WarningRule(
    KEY,
    "Ownership load",
    find,
    Subject.PERSON,
    ("load.active_ceiling", "load.stable_ceiling", "load.triage_active",
     "load.triage_active_strained", "load.design_quarters"),
)  # fmt: skip
