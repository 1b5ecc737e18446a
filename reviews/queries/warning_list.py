"""The warnings that hold at a moment, filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.moments import Moment
from portfolio.kernel.tabular.values import Table
from portfolio.kernel.words import counted
from products.models import Ownership
from products.queries import policy_on
from reviews.models import PortfolioWarning
from reviews.models.warning import Severity
from reviews.permissions import clusters_in_sight, opens_to, people_in_sight
from reviews.queries.links import CLUSTER, PRODUCT, owner_url, with_moment
from reviews.queries.warning_filters import Choices, Seen, WarningFilter, choices_of
from reviews.queries.warning_history import newest_events, state_of
from reviews.queries.warning_noise import NoisyRule, noisy_rules
from reviews.queries.warning_words import event_sentence
from reviews.rules.registry import TITLES
from reviews.values.warnings import WarningState


@dataclass(frozen=True)
class WarningRow:
    """One warning, every cell ready."""

    tone: str
    subject: str
    url: str
    detail_url: str
    sentence: str
    since: date
    quarters: str
    rule: str
    policy: int
    put_aside: str
    clears: str = ""
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class WarningListPage:
    """Warnings, the gravest and oldest first."""

    rows: list[WarningRow]
    choices: Choices
    given: WarningFilter
    rules: list[tuple[str, str]]
    severities: list[tuple[str, str]]
    evaluated_at: datetime | None
    noisy: list[NoisyRule]
    export_url: str


def warning_list_page(moment: Moment, given: Mapping[str, str], person: Person) -> WarningListPage:
    """What the reader may see. Raises `Refused` for a filter there is not."""
    wanted, found = WarningFilter.read(given), _seen(moment, person)
    return WarningListPage(
        rows=[_row(one, moment, person) for one in found if wanted.takes(one)],
        choices=choices_of(found, wanted, moment),
        given=wanted,
        rules=list(TITLES.items()),
        severities=list(Severity.choices),
        evaluated_at=PortfolioWarning.objects.aggregate(at=Max("evaluated_at"))["at"],
        noisy=noisy_rules(moment.on, policy_on(moment.on)) if is_leadership(person) else [],
        export_url=f"{wanted.url(moment)}&format=",
    )


def warning_list_table(moment: Moment, given: Mapping[str, str], person: Person) -> Table:
    """The same warnings as a table to take along."""
    wanted = WarningFilter.read(given)
    columns = ("Rule", "Severity", "Subject", "What", "Since", "Quarters in a row", "State",
               "What would clear it", "Policy")  # fmt: skip
    rows = [
        (TITLES.get(row.rule, row.rule), Severity(row.severity).label, subject_of(row, moment)[0],
         row.sentence, row.since, row.consecutive_quarters, one.state.label, row.clears,
         row.policy.number)
        for one in _seen(moment, person) for row in [one.row] if wanted.takes(one)
    ]  # fmt: skip
    return Table("Warnings", columns, rows)


def warnings_in_sight(moment: Moment, person: Person) -> QuerySet[PortfolioWarning]:
    """Warnings that held at the end of the moment's day, about what the person may read."""
    lasting = Q(resolved_on__isnull=True) | Q(resolved_on__gt=moment.on)
    return in_sight(PortfolioWarning.objects.filter(lasting, since__lte=moment.on), person)


def in_sight(rows: QuerySet[PortfolioWarning], person: Person) -> QuerySet[PortfolioWarning]:
    """Those about what the person may read."""
    clusters = clusters_in_sight(person)
    if clusters is None:
        return rows
    return rows.filter(
        Q(person_id__in=people_in_sight(person) or ())
        | Q(cluster_id__in=clusters)
        | Q(product__cluster_id__in=clusters)
    )


def subject_of(row: PortfolioWarning, moment: Moment) -> tuple[str, str]:
    """The name of what it is about, and its page."""
    if row.person is not None:
        return row.person.name, owner_url(row.person.slug, moment)
    if row.cluster is not None:
        return row.cluster.name, with_moment(CLUSTER.format(row.cluster.slug), moment)
    slug = row.product.slug if row.product else ""
    return row.product.name if row.product else "", with_moment(PRODUCT.format(slug), moment)


def takes_step(row: PortfolioWarning, person: Person) -> bool:
    """Whether the next step is open to the person; one that leads nowhere is not shown."""
    return bool(row.step_url) and opens_to(row.step_for, _cluster(row), person)


def _seen(moment: Moment, person: Person) -> list[Seen]:
    """The warnings in sight as they stand, the gravest and oldest first; three statements."""
    rows = warnings_in_sight(moment, person)
    found = list(rows.select_related("person", "cluster", "product", "policy"))
    newest = newest_events([row.pk for row in found], moment.on)
    owners = _owners(found, moment.on)
    return [
        Seen(
            row, state_of(newest.get(row.pk), moment.on), newest.get(row.pk),
            f"{subject_of(row, moment)[0]} {owners.get(_cluster(row), '')}".casefold(),
        )
        for row in sorted(found, key=lambda row: (row.severity != Severity.RISK, row.since, row.pk))
    ]  # fmt: skip


def _owners(rows: Sequence[PortfolioWarning], day: date) -> dict[int, str]:
    """Cluster → the name of who owns it."""
    held = Ownership.objects.on(day).filter(cluster_id__in={_cluster(row) for row in rows})
    return dict(held.values_list("cluster_id", "person__name"))


def _cluster(row: PortfolioWarning) -> int:
    return row.cluster_id or (row.product.cluster_id if row.product else 0)


def _row(one: Seen, moment: Moment, person: Person) -> WarningRow:
    row = one.row
    name, url = subject_of(row, moment)
    takes = not moment.is_past and takes_step(row, person)
    quarters = row.consecutive_quarters
    aside = one.state is not WarningState.OPEN and one.newest is not None
    return WarningRow(
        tone=row.severity,
        subject=name,
        url=url,
        detail_url=with_moment(reverse("reviews:warning-detail", args=[row.pk]), moment),
        sentence=row.sentence.removeprefix(name).strip(),
        since=row.since,
        quarters=counted(quarters, "quarter") if quarters else "",
        rule=TITLES.get(row.rule, row.rule),
        policy=row.policy.number,
        put_aside=event_sentence(one.newest) if aside and one.newest else "",
        clears=row.clears,
        act=row.step_label if takes else "",
        act_url=row.step_url if takes else "",
    )
