"""What is promised about the ownership of a product's cluster, within the product's statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, OuterRef
from django.db.models.functions import Lower, Upper

from portfolio.kernel.moments import Moment
from portfolio.queries.json_lists import Lists, listed_as_json
from products.models import Confirmation, Deputy, Handover, Ownership
from products.queries.promises import Promise
from products.values.ownership import ConfirmationAnswer, HandoverState


def promise_lists(moment: Moment) -> Lists:
    """The rows a promise is made of, for the annotations of a product's row."""
    cluster, owner, day = OuterRef("cluster_id"), OuterRef("owner_id"), moment.on
    asked = Confirmation.objects.filter(cluster_id=cluster, person_id=owner, asked_on__lte=day)
    return {
        "confirmed": listed_as_json(
            asked.filter(answer=ConfirmationAnswer.YES, answered_on__lte=day),
            ["-answered_on"],
            confirmed_on=F("answered_on"),
        ),
        "asked": listed_as_json(
            asked.filter(answered_on=None),
            ["pk"],
            asked=F("pk"),
            asked_on=F("asked_on"),
            due_on=F("due_on"),
        ),
        "deputies": listed_as_json(
            Deputy.objects.on(day).filter(cluster_id=cluster, owner_id=owner),
            ["pk"],
            deputy=F("person__name"),
            deputy_over=Upper("period"),
        ),
        "handovers": listed_as_json(
            Handover.objects.filter(cluster_id=cluster, state=HandoverState.PROPOSED),
            ["pk"],
            handover=F("pk"),
            taker=F("taker__name"),
            effective_on=F("effective_on"),
        ),
        "planned": listed_as_json(
            Ownership.objects.filter(cluster_id=cluster, period__startswith__gt=day),
            ["period"],
            planned=F("person__name"),
            planned_on=Lower("period"),
        ),
    }


def promise_in(row: Mapping[str, Any]) -> Promise:
    """The promise a product's row tells of: the first of each list."""
    found: dict[str, Any] = {}
    for name in ("confirmed", "asked", "deputies", "handovers", "planned"):
        for field, value in (row[name][0] if row[name] else {}).items():
            is_day = field.endswith(("_on", "_over")) and value is not None
            found[field] = date.fromisoformat(value) if is_day else value
    return Promise(**found)
