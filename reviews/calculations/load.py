"""The ownership load of a person on a date (DOMAIN 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portfolio.kernel.words import counted, joined, spelled
from reviews.values import (
    Holding,
    Load,
    LoadLevel,
    LoadPolicy,
    LoadRule,
    OwnedPeriod,
    ProductActivity,
)


def clusters_owned(owned: Iterable[OwnedPeriod], person_id: int, on: date) -> tuple[int, ...]:
    """The clusters the person owns at the end of day `on`.

    Whoever hands over in the middle of a quarter carries nothing of it at its end.
    """
    return tuple(
        ownership.cluster_id
        for ownership in owned
        if ownership.person_id == person_id and ownership.period.holds(on)
    )


def load(holdings: Sequence[Holding], policy: LoadPolicy) -> Load:
    """What the holdings of one person amount to; of none, a load of nothing, within the ceiling."""
    count = _count(holdings)
    level = _level(count, policy)
    result = Load(
        level=level,
        active=len(count.active),
        stable=len(count.stable),
        active_products=count.active,
        stable_clusters=count.stable,
        rules=tuple(_rules(count, policy)),
        sentence=_sentence(count, level, policy),
    )
    return _with_remedy(result, holdings, policy) if level.is_beyond else result


def level_of(holdings: Sequence[Holding], policy: LoadPolicy) -> LoadLevel:
    """Only how heavy the load is, without the words."""
    return _level(_count(holdings), policy)


@dataclass(frozen=True)
class _Count:
    active: tuple[ProductActivity, ...]
    stable: tuple[Holding, ...]

    @property
    def is_strained(self) -> bool:
        return any(product.is_strained for product in self.active)


def _count(holdings: Sequence[Holding]) -> _Count:
    return _Count(
        tuple(product for holding in holdings for product in holding.active),
        tuple(holding for holding in holdings if holding.is_stable),
    )


def _level(count: _Count, policy: LoadPolicy) -> LoadLevel:
    return level_by(len(count.active), len(count.stable), count.is_strained, policy)


def level_by(active: int, stable: int, is_strained: bool, policy: LoadPolicy) -> LoadLevel:
    """The level of so many active products and stable clusters.

    `is_strained`: operational change or high support demand is among the reasons of the active.
    """
    if active >= policy.triage_active:
        return LoadLevel.TRIAGE
    if active >= policy.triage_active_strained and is_strained:
        return LoadLevel.TRIAGE
    if active > policy.active_ceiling or stable > policy.stable_ceiling:
        return LoadLevel.OVER
    return LoadLevel.AT_CEILING if stable == policy.stable_ceiling else LoadLevel.WITHIN


def _rules(count: _Count, policy: LoadPolicy) -> Iterable[LoadRule]:
    """Every condition that holds, the gravest first."""
    active, stable = len(count.active), len(count.stable)
    products = counted(active, "active product")
    clusters = counted(stable, "stable cluster")
    if active >= policy.triage_active:
        limit = policy.triage_active
        yield LoadRule("triage_active", active, limit, f"{products}; {limit} or more are triage")
    if active >= policy.triage_active_strained and count.is_strained:
        limit = policy.triage_active_strained
        strain = "operational change or high support demand among them"
        yield LoadRule(
            "triage_strained",
            active,
            limit,
            f"{products} with {strain}; {limit} or more are triage",
        )
    if active > policy.active_ceiling:
        limit = policy.active_ceiling
        yield LoadRule("active_over", active, limit, f"{products} of {limit} allowed")
    if stable > policy.stable_ceiling:
        limit = policy.stable_ceiling
        yield LoadRule("stable_over", stable, limit, f"{clusters} of {limit} allowed")
    if stable == policy.stable_ceiling:
        yield LoadRule("stable_at_ceiling", stable, stable, f"{clusters} of {stable} allowed")


def _sentence(count: _Count, level: LoadLevel, policy: LoadPolicy) -> str:
    """What is carried, by name and reason, and what the level says about it."""
    products = [f"{product.name} ({product.brief})" for product in count.active]
    parts = [
        _allowed(counted(len(count.active), "active product"), policy.active_ceiling, products),
        _allowed(
            counted(len(count.stable), "stable cluster"),
            policy.stable_ceiling,
            [holding.name for holding in count.stable],
        ),
    ]
    said = _says(level, policy)
    return f"{'; '.join(parts)}.{f' {said}.' if said else ''}"


def _allowed(found: str, ceiling: int, names: list[str]) -> str:
    listed = f": {joined(names)}" if names else ""
    return f"{found} of {ceiling} allowed{listed}"


def _says(level: LoadLevel, policy: LoadPolicy) -> str:
    if level is LoadLevel.AT_CEILING:
        return "Room for nothing more"
    if level is LoadLevel.OVER:
        stable = spelled(policy.stable_ceiling)
        if policy.stable_ceiling > 1:
            stable = f"{spelled(policy.stable_ceiling - 1)} to {stable}"
        return f"Beyond the ceiling of {spelled(policy.active_ceiling)} active and {stable} stable"
    return "Triaging, not owning" if level is LoadLevel.TRIAGE else ""


def _with_remedy(load: Load, holdings: Sequence[Holding], policy: LoadPolicy) -> Load:
    """What would bring it back: how many fewer, and which one alone would suffice."""
    clusters: list[Holding] = []
    products: list[ProductActivity] = []
    for holding in holdings:
        active, is_stable = holding.active, holding.is_stable
        if not _is_beyond(load.active - len(active), load.stable - is_stable, policy):
            clusters.append(holding)
        # The last active product to become stable makes its cluster a stable one.
        if active and not _is_beyond(load.active - 1, load.stable + (len(active) == 1), policy):
            products += active
    fewer = [
        f"{spelled(excess)} {noun}{'' if excess == 1 else 's'}"
        for excess, noun in (
            (load.active - policy.active_ceiling, "active product"),
            (load.stable - policy.stable_ceiling, "stable cluster"),
        )
        if excess > 0
    ]
    sentence = f"Back within the ceiling with {joined(fewer)} fewer."
    if clusters:
        sentence += f" Handing over {_either([holding.name for holding in clusters])} would do."
    if products:
        names = _either([product.name for product in products])
        sentence += f" {names} becoming stable would do."
    return replace(
        load,
        remedy=sentence,
        relieving_clusters=tuple(clusters),
        relieving_products=tuple(products),
    )


def _is_beyond(active: int, stable: int, policy: LoadPolicy) -> bool:
    """Triage begins above the ceiling (the policy sees to that), so the two ceilings decide."""
    return active > policy.active_ceiling or stable > policy.stable_ceiling


def _either(names: list[str]) -> str:
    return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"
