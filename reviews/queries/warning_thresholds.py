"""The thresholds of a rule as a policy version has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from backlogs.values import BacklogPolicy
from backlogs.values.verdicts import OutcomePolicy
from metrics.values import MetricPolicy
from portfolio.kernel.thresholds import as_thresholds
from products.models import PolicyVersion
from products.values.lifecycle import LifecyclePolicy
from products.values.ownership import OwnershipPolicy
from reviews.values import LoadPolicy
from reviews.values.meetings import ReviewPolicy
from reviews.values.split import SplitPolicy
from reviews.values.teams import TeamPolicy
from reviews.values.warnings import WarningPolicy

POLICIES: dict[str, Any] = {
    "backlog": BacklogPolicy,
    "lifecycle": LifecyclePolicy,
    "load": LoadPolicy,
    "metrics": MetricPolicy,
    "outcomes": OutcomePolicy,
    "ownership": OwnershipPolicy,
    "reviews": ReviewPolicy,
    "split": SplitPolicy,
    "teams": TeamPolicy,
    "warnings": WarningPolicy,
}
POLICY_URL = "/policy/#{}"


@dataclass(frozen=True)
class Threshold:
    """One threshold: its key, its value, and where the policy shows it."""

    key: str
    value: str
    url: str


def thresholds_of(keys: tuple[str, ...], policy: PolicyVersion) -> list[Threshold]:
    """The thresholds as the version has them; what it does not change is the default."""
    known: dict[str, object] = {}
    for room in {key.partition(".")[0] for key in keys}:
        known |= as_thresholds(POLICIES[room].from_thresholds(policy.thresholds), room)
    return [Threshold(key, str(known[key]), POLICY_URL.format(key)) for key in keys]
