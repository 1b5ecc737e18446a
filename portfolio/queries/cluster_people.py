"""Who answers for a cluster and did before, what they carry, and who helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.charts import slots
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.moments import Moment
from reviews.permissions import reads_load
from reviews.queries.load import carried_on
from reviews.values import LoadPolicy


@dataclass(frozen=True)
class Tenure:
    """One stretch of ownership, or one member of the team."""

    name: str
    when: str
    note: str = ""


@dataclass(frozen=True)
class OwnerLoad:
    """What the owner carries, in squares and in a sentence."""

    slots: SafeString
    level: SafeString
    sentence: str


def owner_load(
    owner: Mapping[str, Any], moment: Moment, person: Person, thresholds: Mapping[str, object]
) -> OwnerLoad | None:
    if owner["owner_id"] is None or not reads_load(person, owner["owner_id"]):
        return None
    load = carried_on(moment.on, [owner["owner_id"]])[owner["owner_id"]].load
    limits = LoadPolicy.from_thresholds(thresholds)
    drawn = slots(
        load.active,
        load.stable,
        active_limit=limits.active_ceiling,
        stable_limit=limits.stable_ceiling,
    )
    return OwnerLoad(drawn, status_mark(load.level.value), load.sentence)


def tenure(one: Mapping[str, Any], moment: Moment) -> Tenure:
    ended = min(filter(None, (one["until"], one["left_on"])), default=None)
    over = ended is not None and date.fromisoformat(ended) <= moment.on
    since = day_of(one["since"], moment)
    when = f"{since} to {day_of(ended, moment)}" if over else f"since {since}"
    left = over and one["left_on"] is not None and ended == one["left_on"]
    return Tenure(one["name"], when, "left" if left else one["reason"])


def day_of(text: str | None, moment: Moment) -> str:
    return day(date.fromisoformat(text), moment.on) if text else ""
