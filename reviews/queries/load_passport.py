"""Where an owner's load comes from."""

from __future__ import annotations

from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from reviews.values import Holding, Load, LoadPolicy


def load_passport(load: Load, policy: LoadPolicy, number: int, moment: Moment) -> Passport:
    """Every active product and every stable cluster that counts, and the ceiling it is held to."""
    active = [(one.name, f"active: {one.brief}") for one in load.active_products]
    stable = [(one.name, _stable(one)) for one in load.stable_clusters]
    return Passport(
        shown=f"{load.active} active, {load.stable} stable",
        definition="Load: each active product of the clusters owned counts one, and each cluster "
        "without an active product counts one, however many products it holds.",
        formula=f"{load.active} of {policy.active_ceiling} active, "
        f"{load.stable} of {policy.stable_ceiling} stable allowed",
        rows=[*active, *stable],
        fresh=f"as of {day(moment.on)}",
        policy=f"version {number}",
    )


def _stable(one: Holding) -> str:
    return f"stable, {counted(len(one.products), 'product')}"
