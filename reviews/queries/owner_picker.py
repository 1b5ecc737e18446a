"""Who could answer for a cluster: people with the squares of their load, the best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.marks import status_mark
from products.models import Cluster, Ownership, TeamMembership
from reviews.calculations.assignment import hand_over
from reviews.calculations.load import load
from reviews.queries.fit import fit_words, traits_of
from reviews.queries.load import Carried, holdings_of_clusters, load_policy_on
from reviews.queries.owner_ways import load_chart
from reviews.queries.planned_load import everybody_when
from reviews.values import Holding, Load, LoadPolicy

MOST = 8
MOST_FOUND = 20


@dataclass(frozen=True)
class OwnerChoice:
    """Somebody who could take the cluster; `after` says what they would carry then."""

    slug: str
    name: str
    title: str
    chart: SafeString
    after: SafeString
    fit: str
    is_chosen: bool
    is_beyond: bool


@dataclass(frozen=True)
class OwnerPicker:
    """Ready values for `reviews/_owner_picker.html`; `left` people are found by searching only."""

    rows: list[OwnerChoice]
    q: str
    left: int


def owner_picker(
    cluster: Cluster, on: date, now: date, q: str = "", chosen: str = ""
) -> OwnerPicker:
    """People for the cluster from `on`: within the rule first, then who knows it, then the load.

    Without `q`: everybody who owns something, the cluster's team and its former owners. With it:
    anybody here whose name or title holds it. Twelve statements or so, however many people.
    """
    held = holdings_of_clusters([cluster.pk], now).get(cluster.pk)
    holding = held or Holding(cluster.pk, cluster.name, ())
    carried = everybody_when(on, now)
    knowledge = _knowledge(cluster, now)
    people = _people(cluster, q, chosen, [*carried, *knowledge], on)
    policy = load_policy_on(min(on, now))
    nobody = Carried((), load((), policy))
    ranked = sorted(
        people,
        key=lambda one: _rank(one, holding, carried.get(one.pk, nobody), knowledge, policy, chosen),
    )
    shown = ranked[: MOST_FOUND if q else MOST]
    fits = _fits(cluster, shown, carried, now)
    rows = [
        _choice(
            one,
            holding,
            carried.get(one.pk, nobody),
            "; ".join(filter(None, (knowledge.get(one.pk, ""), fits.get(one.pk, "")))),
            policy,
            chosen,
        )
        for one in shown
    ]
    return OwnerPicker(rows, q, len(ranked) - len(shown))


def _people(cluster: Cluster, q: str, chosen: str, usual: Sequence[int], on: date) -> list[Person]:
    rows = Person.objects.active()
    if q:
        meant = Q(name__icontains=q) | Q(title__icontains=q) | Q(slug=chosen)
    else:
        meant = Q(pk__in=usual) | Q(slug=chosen)
    present = Ownership.objects.on(on).filter(cluster=cluster).values("person_id")
    return list(rows.filter(meant).exclude(pk__in=present).order_by("name", "pk"))


def _knowledge(cluster: Cluster, now: date) -> dict[int, str]:
    """Who knows the cluster from inside, by person: owned it before, or works in its team."""
    words: dict[int, list[str]] = defaultdict(list)
    owned = Ownership.objects.filter(cluster=cluster, period__startswith__lte=now)
    for row in owned.order_by("period"):
        if row.until is not None and row.until <= now:
            words[row.person_id].append(f"owned it until {row.until:%b %Y}")
    team = TeamMembership.objects.on(now).filter(cluster=cluster)
    for person_id in team.values_list("person_id", flat=True):
        words[person_id].append("in its team")
    return {person: ", ".join(parts) for person, parts in words.items()}


def _fits(
    cluster: Cluster, people: Sequence[Person], carried: Mapping[int, Carried], now: date
) -> dict[int, str]:
    """What the cluster shares with what each of them owns already."""
    theirs = {
        one.pk: [held.cluster_id for held in carried[one.pk].holdings]
        for one in people
        if one.pk in carried
    }
    every = {cluster.pk, *(pk for held in theirs.values() for pk in held)}
    traits = traits_of(every, now)
    return {person: fit_words(cluster.pk, held, traits) for person, held in theirs.items()}


def _rank(
    person: Person,
    holding: Holding,
    carried: Carried,
    knowledge: Mapping[int, str],
    policy: LoadPolicy,
    chosen: str,
) -> tuple[bool, bool, bool, int, int, int, str]:
    after = hand_over(holding, None, carried.holdings, policy).taker.after
    return (
        person.slug != chosen,
        after.level.is_beyond,
        person.pk not in knowledge,
        after.level.rank,
        after.active,
        after.stable,
        person.name,
    )


def _choice(
    person: Person,
    holding: Holding,
    carried: Carried,
    fit: str,
    policy: LoadPolicy,
    chosen: str,
) -> OwnerChoice:
    after = hand_over(holding, None, carried.holdings, policy).taker.after
    words = _words(holding, after, policy)
    return OwnerChoice(
        slug=person.slug,
        name=person.name,
        title=person.title,
        chart=load_chart(carried.load, policy),
        after=status_mark(after.level.value, words),
        fit=fit,
        is_chosen=person.slug == chosen,
        is_beyond=after.level.is_beyond,
    )


def _words(holding: Holding, after: Load, policy: LoadPolicy) -> str:
    """What they would carry of the cluster's kind, and of the other where that is too much."""
    active = f"{after.active} of {policy.active_ceiling} active"
    stable = f"{after.stable} of {policy.stable_ceiling} stable"
    if holding.active:
        return f"would be {active}" + (
            f", {stable}" if after.stable > policy.stable_ceiling else ""
        )
    return f"would be {stable}" + (f", {active}" if after.active > policy.active_ceiling else "")
