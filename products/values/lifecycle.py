"""Words and values of the yearly question and of a retirement (DOMAIN 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word
from products.values import Stage


class Investment(Word):
    """Answers to "is continued investment justified?"."""

    CONTINUE = "continue", "Continue"
    REDUCE = "reduce", "Reduce"
    RETIRE = "retire", "Retire"


class LooseEndKind(Word):
    """What has to be dealt with before a product can be switched off."""

    DATA = "data", "Data"
    DEPENDENT = "dependent", "Depends on it"


@dataclass(frozen=True)
class LifecyclePolicy:
    """Keys `lifecycle.<field>`: how long a stage may last, how often the question is asked.

    Raises `ValueError` naming the key where a threshold is nonsense.
    """

    introduction_months: int = 12
    growth_months: int = 36
    retirement_months: int = 18
    question_months: int = 12
    plan_days: int = 90

    def __post_init__(self) -> None:
        names = ("introduction_months", "growth_months", "retirement_months", "question_months")
        for name in (*names, "plan_days"):
            if getattr(self, name) < 1:
                raise ValueError(f"lifecycle.{name} must be at least 1")

    def months_in(self, stage: Stage) -> int | None:
        """How many months the stage may last; None where nothing ends it but a decision."""
        return {
            Stage.INTRODUCTION: self.introduction_months,
            Stage.GROWTH: self.growth_months,
            Stage.RETIREMENT: self.retirement_months,
        }.get(stage)

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> LifecyclePolicy:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "lifecycle", thresholds)


@dataclass(frozen=True)
class Check:
    """One line of a checklist; `note` says what is there or missing, `code` what to do."""

    code: str
    words: str
    is_done: bool
    note: str = ""


@dataclass(frozen=True)
class WayOut:
    """The retirement of one product as it stood at the end of a day.

    `moved` is the share of users moved in percent, None while nobody has counted; `way_ended` is
    when a migration or decommissioning was finished. `dependents` and `data` count what must be
    dealt with, the `_open` ones name what is left of it.
    """

    successor: str = ""
    none_needed: str = ""
    told_on: date | None = None
    migrate_by: date | None = None
    way_ended: date | None = None
    users_total: int | None = None
    moved: Decimal | None = None
    moved_on: date | None = None
    dependents: int = 0
    dependents_open: tuple[str, ...] = ()
    data: int = 0
    data_open: tuple[str, ...] = ()
    decommissioned_on: date | None = None

    @property
    def has_answer(self) -> bool:
        """Whether it is said what comes after, be it nothing."""
        return bool(self.successor or self.none_needed)

    @property
    def all_moved(self) -> bool:
        """Whether nobody uses it any more; a count is believed before a finished change."""
        if self.moved is not None:
            return self.moved >= 100
        return self.users_total == 0 or self.way_ended is not None


NO_PLAN: Final = WayOut()
