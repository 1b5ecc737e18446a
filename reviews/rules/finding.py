"""What a rule finds: one subject that breaks it, with everything a person needs to judge it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from products.models import PolicyVersion
from reviews.models.warning import Severity
from reviews.values.warnings import Audience


class Subject(StrEnum):
    """What a rule speaks about; the field of the warning that holds its key."""

    PERSON = "person"
    CLUSTER = "cluster"
    PRODUCT = "product"


@dataclass(frozen=True)
class NextStep:
    """What to do about it first: the word on the button and the address it leads to.

    The address must open to everybody of `to` with a plain GET; others don't see the button.
    """

    label: str
    url: str
    to: Audience = Audience.READERS


@dataclass(frozen=True)
class Finding:
    """One rule broken by one subject as of a day.

    `since` is the first day of the present unbroken state, `consecutive_quarters` at how many ends
    of quarters up to the day it held without a break. `evidence` holds the numbers and thresholds,
    in plain JSON types and naming things by slug. `clears` is a sentence: what would clear it.
    `cluster_ids` are the clusters whose packet should say so.
    """

    rule: str
    subject: Subject
    subject_id: int
    subject_slug: str
    subject_name: str
    severity: Severity
    sentence: str
    since: date
    consecutive_quarters: int
    clears: str
    step: NextStep
    evidence: dict[str, Any] = field(default_factory=dict)
    cluster_ids: frozenset[int] = frozenset()

    @property
    def key(self) -> tuple[str, str, int]:
        """Rule, kind of subject and subject: what there is one open warning for."""
        return self.rule, self.subject.value, self.subject_id


@dataclass(frozen=True)
class Scope:
    """The day to look at, the policy in force then, and whom to look at (None: everybody).

    `shared` keeps what several rules read, so that it is read once.
    """

    day: date
    policy: PolicyVersion
    cluster_ids: Collection[int] | None = None
    person_ids: Collection[int] | None = None
    shared: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class WarningRule:
    """One rule: its key, its name on screen, and what finds those who break it.

    `subject` is what it speaks about, `thresholds` are the policy keys that decide it.
    """

    key: str
    title: str
    find: Callable[[Scope], list[Finding]]
    subject: Subject = Subject.CLUSTER
    thresholds: tuple[str, ...] = ()
