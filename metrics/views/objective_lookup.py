"""Which objective or key result an address names, and whether this person may write to it.

The portfolio's own objectives are leadership's, those of a cluster or product its owner's; whoever
may measure there may also check in (DOMAIN 14).
"""

from __future__ import annotations

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from metrics.models import KeyResult, Objective
from people.models import Person
from people.permissions import is_leadership, require
from products.permissions import require_backlog, require_living, require_product

Own = Callable[[Person, int], None]


def objective_to_edit(person: Person, pk: int) -> Objective:
    """The objective, for leadership where it is the portfolio's, else for the owner."""
    return _objective(person, pk, require_product)


def result_to_edit(person: Person, pk: int, result: int) -> KeyResult:
    """A key result of the objective, for whoever may edit the objective."""
    return _result(objective_to_edit(person, pk), result)


def result_to_check(person: Person, pk: int, result: int) -> KeyResult:
    """A key result of the objective, for the owner and the team too."""
    return _result(_objective(person, pk, require_backlog), result)


def cluster_id_of(objective: Objective) -> int | None:
    """The cluster whose owner answers for it; None for the whole portfolio."""
    return objective.product.cluster_id if objective.product else objective.cluster_id


def objective_address(pk: int) -> str:
    """The objective's page, which stands in a room above this one."""
    return _address("portfolio:objective-detail", pk)


def goal_address(slug: str) -> str:
    """The goal's page, which stands in a room above this one."""
    return _address("portfolio:goal-detail", slug)


def goals_address() -> str:
    """The list of goals, which stands in a room above this one."""
    return _address("portfolio:goal-list")


def _objective(person: Person, pk: int, own: Own) -> Objective:
    rows = Objective.objects.select_related("cluster", "product", "goal")
    found = get_object_or_404(rows, pk=pk)
    cluster_id = cluster_id_of(found)
    if cluster_id is None:
        require(is_leadership, person, who="leadership")
    else:
        own(person, cluster_id)
    if found.product is not None:
        require_living(found.product)
    return found


def _result(objective: Objective, pk: int) -> KeyResult:
    rows = KeyResult.objects.select_related("metric__product").filter(objective=objective)
    found = get_object_or_404(rows, pk=pk)
    found.objective = objective
    return found


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return "/"
