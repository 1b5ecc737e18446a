"""Who may do what: the roles a person carries, and how a view asks.

Rules are predicates of the `rules` library over a person and, where the right depends on it, a
thing. Rooms above add predicates for their things; the table of addresses is portfolio/access/.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rules

from people.models import Person
from portfolio.kernel.errors import Forbidden, NotFound

Test = Callable[..., bool]


@rules.predicate
def is_signed_in(person: Person, thing: Any = None) -> bool:
    """Every active person of the organisation."""
    return bool(person.is_authenticated and person.is_active)


@rules.predicate
def is_leadership(person: Person, thing: Any = None) -> bool:
    """IT leadership: shapes the portfolio."""
    return is_signed_in(person) and person.is_leadership


@rules.predicate
def is_facilitator(person: Person, thing: Any = None) -> bool:
    """Runs reviews."""
    return is_signed_in(person) and person.is_facilitator


@rules.predicate
def is_admin(person: Person, thing: Any = None) -> bool:
    """Keeps people, imports and tokens."""
    return is_signed_in(person) and person.is_admin


sees_everything = is_leadership | is_facilitator | is_admin


def require(test: Test, person: Person, thing: Any = None, *, who: str) -> None:
    """Raise `Forbidden` unless `test` holds; `who` ends the sentence "This is for …"."""
    if not test(person, thing):
        raise Forbidden(f"This is for {who}.", code="not_allowed")


def require_sight(test: Test, person: Person, thing: Any = None) -> None:
    """Raise `NotFound` unless `test` holds: what a person may not see, does not exist for them."""
    if not test(person, thing):
        raise NotFound("There is nothing at this address.", code="not_found")
