"""The owners' list: everybody accountable for something, and how heavy it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.charts import slots
from portfolio.kernel.errors import Refused
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from reviews.permissions import people_in_sight, starts_runs
from reviews.queries.links import owner_url, with_moment
from reviews.queries.load import Carried, carried_on, load_policy_on
from reviews.values import LoadLevel, LoadPolicy

BEYOND = "beyond"


@dataclass(frozen=True)
class OwnerRow:
    """One person of the list, every cell ready."""

    name: str
    url: str
    person: SafeString
    level: LoadLevel
    level_mark: SafeString
    chart: SafeString
    active: int
    stable: int
    clusters: int
    products: int
    why: str


@dataclass(frozen=True)
class Choice:
    """A filter: its label with the number it leads to."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class OwnerListPage:
    """Owners, the heaviest load first."""

    rows: list[OwnerRow]
    choices: list[Choice]
    q: str
    total: int
    orphans_url: str
    level: str


def owner_list_page(moment: Moment, given: Mapping[str, str], person: Person) -> OwnerListPage:
    """The owners the reader may see. Raises `Refused` for a level there is not."""
    level, q = given.get("level", ""), given.get("q", "").strip()
    if level and level not in (BEYOND, *LoadLevel.texts()):
        raise Refused(f"“{level[:20]}” is no level of load.", code="level_unknown", field="level")
    everybody = _rows(moment, people_in_sight(person))
    named = [row for row in everybody if q.casefold() in row.name.casefold()]
    rows = [row for row in named if _is_meant(row, level)]
    return OwnerListPage(
        rows=rows,
        choices=_choices(named, level, q, moment),
        q=q,
        total=len(everybody),
        orphans_url=_orphans_url(moment, person),
        level=level,
    )


def _orphans_url(moment: Moment, person: Person) -> str:
    """The list of clusters without an owner; for those it is closed to, the warnings about them."""
    if starts_runs(person):
        return with_moment(reverse("reviews:orphan-list"), moment)
    return with_moment(reverse("reviews:warning-list"), moment, rule="orphan")


def _is_meant(row: OwnerRow, level: str) -> bool:
    """`beyond` is over and triage together: what the dashboard counts."""
    return level in ("", row.level.value) or (level == BEYOND and row.level.is_beyond)


def _rows(moment: Moment, sight: frozenset[int] | None) -> list[OwnerRow]:
    carried = carried_on(moment.on, sight)
    policy = load_policy_on(moment.on)
    people = Person.objects.filter(pk__in=carried).order_by(Lower("name"), "pk")
    rows = [_row(one, carried[one.pk], moment, policy) for one in people]
    owning = [row for row in rows if row.clusters]
    return sorted(owning, key=lambda row: (-row.level.rank, -row.active, -row.stable))


def _row(person: Person, carried: Carried, moment: Moment, policy: LoadPolicy) -> OwnerRow:
    load = carried.load
    url = owner_url(person.slug, moment)
    return OwnerRow(
        name=person.name,
        url=url,
        person=person_mark(person.name, url),
        level=load.level,
        level_mark=status_mark(load.level.value),
        chart=slots(
            load.active,
            load.stable,
            active_limit=policy.active_ceiling,
            stable_limit=policy.stable_ceiling,
        ),
        active=load.active,
        stable=load.stable,
        clusters=len(carried.holdings),
        products=sum(len(holding.products) for holding in carried.holdings),
        why="; ".join(rule.sentence for rule in load.rules),
    )


def _choices(rows: list[OwnerRow], level: str, q: str, moment: Moment) -> list[Choice]:
    def choice(value: str, label: str, count: int) -> Choice:
        query = {name: text for name, text in (("level", value), ("q", q)) if text}
        if moment.is_past:
            query["at"] = moment.quarter.slug
        return Choice(label, count, f"?{urlencode(query)}", level == value)

    levels = [
        choice(found.value, found.label, sum(row.level is found for row in rows))
        for found in reversed(LoadLevel)
    ]
    beyond = choice(BEYOND, "Beyond the rule", sum(row.level.is_beyond for row in rows))
    return [choice("", "All", len(rows)), beyond, *levels]


def owned_words(products: int, clusters: int) -> str:
    """`3 products in 2 clusters`."""
    return f"{counted(products, 'product')} in {counted(clusters, 'cluster')}"
