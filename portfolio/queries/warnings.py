"""Warnings as lines: who, what, why, and the next step on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import parted
from portfolio.queries.addresses import pattern
from reviews.models import PortfolioWarning
from reviews.models.warning import Severity
from reviews.permissions import opens_to

FIELDS: Final = (
    "id", "severity", "sentence", "since", "consecutive_quarters", "person_id", "home", "name",
    "slug", "about", "step_label", "step_url", "step_for",
)  # fmt: skip
ABOUT: Final = ("reviews:owner-detail", "portfolio:cluster-detail", "portfolio:product-detail")


@dataclass(frozen=True)
class WarningLine:
    """One row of a queue (`components/queue.html`); `more` is the whole evidence.

    `detail_url` is the warning's own page.
    """

    tone: str
    subject: str
    url: str
    what: str
    why: str
    more: str = ""
    act: str = ""
    act_url: str = ""
    detail_url: str = ""


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
        home=Coalesce("cluster_id", "product__cluster_id"),
        about=Case(
            When(person__isnull=False, then=Value(ABOUT[0])),
            When(cluster__isnull=False, then=Value(ABOUT[1])),
            default=Value(ABOUT[2]),
        ),
    ).order_by("rank", "since", "pk")


def warning_lines(
    rows: Iterable[dict[str, Any]], moment: Moment, person: Person
) -> list[WarningLine]:
    """Rows of `FIELDS` written out, each with the next step this person may take."""
    urls = {name: pattern(name, moment) for name in ABOUT}
    detail_url = pattern("reviews:warning-detail", moment)
    lines = []
    for row in rows:
        own_page = detail_url(row["id"])
        act, act_url = ("Look", own_page)
        if row["step_url"] and opens_to(row["step_for"], row["home"], person):
            act, act_url = row["step_label"], row["step_url"]
        what, evidence = parted(row["sentence"], row["name"])
        lines.append(
            WarningLine(
                tone="risk" if row["severity"] == Severity.RISK else "watch",
                subject=row["name"],
                url=urls[row["about"]](row["slug"]),
                what=what,
                why=short(evidence),
                more=evidence if short(evidence) != evidence.rstrip(".") else "",
                act="" if moment.is_past else act,
                act_url=act_url,
                detail_url=own_page,
            )
        )
    return lines


def warning_values(rows: QuerySet[PortfolioWarning]) -> QuerySet[Any, dict[str, Any]]:
    """The rows as `warning_lines` wants them."""
    return rows.values(*FIELDS)


def short(evidence: str) -> str:
    """The measured part of the evidence: its first clause, before the names."""
    return re.split(r": |\. ", evidence)[0].rstrip(".")
