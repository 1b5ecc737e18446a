"""Section: the warnings as of the quarter's end, computed anew rather than read from the table."""

from __future__ import annotations

from typing import Any

from reviews.packets.chunk import Chunk
from reviews.packets.known import carried, histories, owners, split_signals
from reviews.rules.finding import Finding, Scope
from reviews.rules.registry import find_all


def load(chunk: Chunk) -> dict[int, Any]:
    """What every rule finds about each cluster or its owner."""
    people = {ownership.person_id for ownership in owners(chunk).values()}
    shared = {
        "histories": histories(chunk),
        "split_signals": split_signals(chunk),
        "carried": carried(chunk),
    }
    scope = Scope(chunk.day, chunk.policy, list(chunk.clusters), people, shared)
    found: dict[int, list[Any]] = {pk: [] for pk in chunk.clusters}
    for finding in find_all(scope):
        for pk in finding.cluster_ids & found.keys():
            found[pk].append(_told(finding))
    return found


def _told(finding: Finding) -> Any:
    return {
        "rule": finding.rule,
        finding.subject.value: finding.subject_slug,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "clears": finding.clears,
        "since": finding.since,
        "consecutive_quarters": finding.consecutive_quarters,
        "evidence": finding.evidence,
    }
