"""Warnings as lines: who, what, why, and the next step on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import parted
from portfolio.queries.addresses import pattern
from reviews.models import PortfolioWarning
from reviews.models.warning import Severity

FIELDS: Final = (
    "rule", "severity", "sentence", "since", "consecutive_quarters", "person_id", "name", "slug",
)  # fmt: skip
LOAD, ORPHAN = "ownership_load", "orphan"


@dataclass(frozen=True)
class WarningLine:
    """One row of a queue (`components/queue.html`); `more` is the whole evidence."""

    tone: str
    subject: str
    url: str
    what: str
    why: str
    more: str = ""
    act: str = ""
    act_url: str = ""


def warnings_on(moment: Moment) -> QuerySet[PortfolioWarning]:
    """Warnings that held at the end of the day, the most severe and oldest first."""
    lasting = Q(resolved_on__isnull=True) | Q(resolved_on__gt=moment.on)
    return described(PortfolioWarning.objects.filter(lasting, since__lte=moment.on))


def described(rows: QuerySet[PortfolioWarning]) -> QuerySet[PortfolioWarning]:
    """The warnings with the name of their subject, the most severe and oldest first."""
    rank = Case(
        When(severity=Severity.RISK, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.annotate(
        rank=rank,
        name=Coalesce("person__name", "cluster__name", "product__name"),
        slug=Coalesce("person__slug", "cluster__slug", "product__slug"),
    ).order_by("rank", "since", "pk")


def warning_lines(
    rows: Iterable[dict[str, Any]], moment: Moment, person: Person
) -> list[WarningLine]:
    """Rows of `FIELDS` written out, each with the next step this person may take."""
    owner_url = pattern("reviews:owner-detail", moment)
    cluster_url = pattern("portfolio:cluster-detail", moment)
    assign_url = pattern("reviews:ownership-form")
    may_assign = is_leadership(person) and not moment.is_past
    lines = []
    for row in rows:
        about_person = row["person_id"] is not None
        url = (owner_url if about_person else cluster_url)(row["slug"])
        act, act_url = ("Rebalance", url) if row["rule"] == LOAD else ("Look", url)
        if row["rule"] == ORPHAN and may_assign:
            act, act_url = "Name one", assign_url(row["slug"])
        what, evidence = parted(row["sentence"], row["name"])
        lines.append(
            WarningLine(
                tone="risk" if row["severity"] == Severity.RISK else "watch",
                subject=row["name"],
                url=url,
                what=what,
                why=short(evidence),
                more=evidence if short(evidence) != evidence.rstrip(".") else "",
                act=act if act_url and not moment.is_past else "",
                act_url=act_url,
            )
        )
    return lines


def warning_values(rows: QuerySet[PortfolioWarning]) -> QuerySet[Any, dict[str, Any]]:
    """The rows as `warning_lines` wants them."""
    return rows.values(*FIELDS)


def short(evidence: str) -> str:
    """The measured part of the evidence: its first clause, before the names."""
    return re.split(r": |\. ", evidence)[0].rstrip(".")
