"""The filters of the products list in words: selects, chips, and what an empty list says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q, Value

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.queries.filtering import NOBODY, ProductFilter, conditions, query_of
from portfolio.queries.standing import standing
from portfolio.values import Band, PortfolioPolicy
from products.values import Kind, Stage

MOST_OPTIONS: Final = 60
"""A longer list of clusters or owners is no help in a select; the search and the links are."""

Options = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; `note` is a count or a hint beside them."""

    label: str
    url: str
    note: str = ""
    is_current: bool = False
    classes: str = ""


@dataclass(frozen=True)
class Choice:
    """One select of the filter form."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


def options_of(moment: Moment, wanted: ProductFilter, *, whole: bool = True) -> Options:
    """Clusters, owners and business domains of all products, in one statement or none.

    More than a select offers are not read, but where the filter names one, whose words are then
    needed. A fragment (not `whole`) shows no selects.
    """
    found: dict[str, list[tuple[str, str]]] = {"cluster": [], "owner": [], "domain": []}
    named = {"cluster": wanted.cluster, "owner": wanted.owner, "domain": wanted.domain}
    if not whole and not any(named.values()):
        return found
    base = standing(moment)
    asked = {
        "cluster": (base, "cluster__slug", "cluster__name"),
        "owner": (base.filter(Q(owner_id__isnull=False)), "owner_slug", "owner_name"),
        "domain": (
            base.exclude(product__business_domain=""),
            "product__business_domain",
            "product__business_domain",
        ),
    }
    first, *others = (
        rows.order_by()
        .values_list(Value(kind), F(slug), F(name))
        .distinct()[: None if named[kind] else MOST_OPTIONS + 1]
        for kind, (rows, slug, name) in asked.items()
    )
    for kind, slug, name in sorted(first.union(*others), key=lambda row: str(row[2]).casefold()):
        found[kind].append((slug, name))
    return found


def choices_of(wanted: ProductFilter, options: Options) -> list[Choice]:
    stages = [*Stage.choices(), ("all", "All, retired too")]
    bands = [(band.value, band.label) for band in Band]
    choices = [
        Choice("stage", "Stage", wanted.stage, (("", "Any stage"), *stages)),
        Choice("health", "Health", wanted.health, (("", "Any health"), *bands)),
        Choice("kind", "Kind", wanted.kind, (("", "Any kind"), *Kind.choices())),
    ]
    for name, label, extra in (
        ("cluster", "Cluster", []),
        ("owner", "Owner", [(NOBODY, "No accountable owner")]),
        ("domain", "Business domain", []),
    ):
        known = options[name]
        if known and len(known) <= MOST_OPTIONS:
            every = ("", f"Any {label.lower()}")
            choices.append(Choice(name, label, getattr(wanted, name), (every, *extra, *known)))
    return choices


def words_of(name: str, text: str, options: Options) -> str:
    """A filter in words, as a chip says it."""
    if name == "q":
        return f"“{text}”"
    if name == "owner" and text == NOBODY:
        return "No accountable owner"
    if name in options:
        return str(dict(options[name]).get(text, text))
    if name == "stage":
        return "All stages" if text == "all" else Stage(text).label
    if name == "kind":
        return Kind(text).label
    if name == "health":
        return "Has a health score" if text == "known" else f"Health: {Band(text).label.lower()}"
    if name == "field":
        across, up = (int(part) * 10 for part in text.split("-"))
        return f"Value from {across}, health from {up}"
    if name == "metrics":
        return "Has stale metrics" if text == "stale" else "Tracks no metric"
    return {
        "value": "Has a value score",
        "mine": "My clusters",
    }[name]


def chips_of(wanted: ProductFilter, query: Mapping[str, str], options: Options) -> list[Link]:
    return [
        Link(words_of(name, text, options), query_of({**query, name: ""}) or "?")
        for name, text in wanted.given.items()
    ]


def without_each(
    moment: Moment,
    wanted: ProductFilter,
    query: Mapping[str, str],
    options: Options,
    policy: PortfolioPolicy,
    person: Person,
) -> list[Link]:
    """For a list without result: how many there would be without each of its filters."""
    if not wanted.given:
        return []
    counts = {}
    for name in wanted.given:
        rest = Q()
        for condition in conditions(moment, wanted.having(**{name: ""}), policy, person).values():
            rest &= condition
        counts[f"without_{name}"] = Count("pk", filter=rest)
    found = standing(moment).aggregate(**counts)
    return [
        Link(
            f"Without {words_of(name, text, options)}",
            query_of({**query, name: ""}) or "?",
            str(found[f"without_{name}"]),
        )
        for name, text in wanted.given.items()
    ]
