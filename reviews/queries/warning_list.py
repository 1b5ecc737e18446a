"""The warnings that hold at a moment, filtered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils.http import urlencode

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import Refused
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.permissions import owns
from reviews.models import PortfolioWarning
from reviews.models.warning import Severity
from reviews.permissions import clusters_in_sight, people_in_sight
from reviews.queries.links import CLUSTER, PRODUCT, owner_url, with_moment
from reviews.queries.owner_list import Choice
from reviews.rules.registry import TITLES
from reviews.values.warnings import Audience


@dataclass(frozen=True)
class WarningRow:
    """One warning, every cell ready."""

    tone: str
    subject: str
    url: str
    sentence: str
    since: date
    quarters: str
    rule: str
    policy: int
    clears: str = ""
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class WarningListPage:
    """Warnings, the gravest and oldest first."""

    rows: list[WarningRow]
    choices: list[Choice]
    rule: str
    severity: str
    rules: list[tuple[str, str]]
    severities: list[tuple[str, str]]
    evaluated_at: datetime | None


def warning_list_page(moment: Moment, given: Mapping[str, str], person: Person) -> WarningListPage:
    """What the reader may see. Raises `Refused` for a rule or severity there is not."""
    rule, severity = given.get("rule", ""), given.get("severity", "")
    if (rule and rule not in TITLES) or (severity and severity not in Severity.values):
        raise Refused("There is no such filter.", code="filter_unknown")
    rows = warnings_in_sight(moment, person).select_related("person", "cluster", "product")
    found = list(rows.select_related("policy"))
    shown = [row for row in found if rule in ("", row.rule) and severity in ("", row.severity)]
    return WarningListPage(
        rows=[_row(row, moment, person) for row in sorted(shown, key=_weight)],
        choices=_choices(found, rule, severity, moment),
        rule=rule,
        severity=severity,
        rules=list(TITLES.items()),
        severities=list(Severity.choices),
        evaluated_at=PortfolioWarning.objects.aggregate(at=Max("evaluated_at"))["at"],
    )


def warnings_in_sight(moment: Moment, person: Person) -> QuerySet[PortfolioWarning]:
    """Warnings that held at the end of the moment's day, about what the person may read."""
    lasting = Q(resolved_on__isnull=True) | Q(resolved_on__gt=moment.on)
    rows = PortfolioWarning.objects.filter(lasting, since__lte=moment.on)
    clusters = clusters_in_sight(person)
    if clusters is None:
        return rows
    return rows.filter(
        Q(person_id__in=people_in_sight(person) or ())
        | Q(cluster_id__in=clusters)
        | Q(product__cluster_id__in=clusters)
    )


def _weight(row: PortfolioWarning) -> tuple[bool, date, int]:
    return row.severity != Severity.RISK, row.since, row.pk


def _row(row: PortfolioWarning, moment: Moment, person: Person) -> WarningRow:
    name, url = _subject(row, moment)
    takes = not moment.is_past and takes_step(row, person)
    quarters = row.consecutive_quarters
    return WarningRow(
        tone=row.severity,
        subject=name,
        url=url,
        sentence=row.sentence.removeprefix(name).strip(),
        since=row.since,
        quarters=counted(quarters, "quarter") if quarters else "",
        rule=TITLES.get(row.rule, row.rule),
        policy=row.policy.number,
        clears=row.clears,
        act=row.step_label if takes else "",
        act_url=row.step_url if takes else "",
    )


def takes_step(row: PortfolioWarning, person: Person) -> bool:
    """Whether the next step is open to the person; one that leads nowhere is not shown."""
    if not row.step_url:
        return False
    if row.step_for == Audience.LEADERSHIP:
        return is_leadership(person)
    if row.step_for == Audience.OWNER:
        return owns(person, row.cluster_id or (row.product.cluster_id if row.product else 0))
    return True


def _subject(row: PortfolioWarning, moment: Moment) -> tuple[str, str]:
    if row.person is not None:
        return row.person.name, owner_url(row.person.slug, moment)
    if row.cluster is not None:
        return row.cluster.name, with_moment(CLUSTER.format(row.cluster.slug), moment)
    slug = row.product.slug if row.product else ""
    return row.product.name if row.product else "", with_moment(PRODUCT.format(slug), moment)


def _choices(
    rows: list[PortfolioWarning], rule: str, severity: str, moment: Moment
) -> list[Choice]:
    def choice(value: str, label: str, count: int) -> Choice:
        query = {key: text for key, text in (("rule", value), ("severity", severity)) if text}
        if moment.is_past:
            query["at"] = moment.quarter.slug
        return Choice(label, count, f"?{urlencode(query)}", rule == value)

    counted_rows = [row for row in rows if severity in ("", row.severity)]
    by_rule = [
        choice(key, title, sum(row.rule == key for row in counted_rows))
        for key, title in TITLES.items()
    ]
    return [choice("", "All", len(counted_rows)), *by_rule]
