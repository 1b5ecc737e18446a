"""Who may do which step of bringing a cluster into care (DOMAIN 14).

Naming owners is leadership's; users, backlog and metrics are the owner's (and the backlog the
team's); scheduling is for whoever runs reviews. While nobody answers for the cluster, leadership
does what its owner would do: else nothing could be prepared for an orphan.
"""

from __future__ import annotations

from typing import Final

from people.models import Person
from people.permissions import is_leadership
from portfolio.calculations.care import CareStep
from portfolio.kernel.errors import Forbidden
from products.permissions import edits_backlog, edits_product, runs_reviews

WHO: Final = {
    CareStep.OWNER: "leadership",
    CareStep.USERS: "the accountable owner of this cluster",
    CareStep.BACKLOG: "the owner and the team of this cluster",
    CareStep.METRICS: "the accountable owner of this cluster",
    CareStep.REVIEW: "leadership, facilitators and the accountable owner",
}
_TESTS: Final = {
    CareStep.OWNER: is_leadership,
    CareStep.USERS: edits_product,
    CareStep.BACKLOG: edits_backlog,
    CareStep.METRICS: edits_product,
    CareStep.REVIEW: runs_reviews,
}


def may_do(person: Person, step: CareStep, cluster_id: int, has_owner: bool) -> bool:
    """Whether the person may do the step for the cluster as it stands."""
    stands_in = not has_owner and is_leadership(person)
    return stands_in or bool(_TESTS[step](person, cluster_id))


def require_any(person: Person, cluster_id: int, has_owner: bool) -> None:
    """Raise `Forbidden` for whoever may do none of the steps."""
    if not any(may_do(person, step, cluster_id, has_owner) for step in CareStep):
        raise Forbidden(
            "This is for leadership, facilitators, and the owner and the team of this cluster.",
            code="not_allowed",
        )


def require_step(person: Person, step: CareStep, cluster_id: int, has_owner: bool) -> None:
    """Raise `Forbidden` unless the person may do the step."""
    if not may_do(person, step, cluster_id, has_owner):
        raise Forbidden(f"This is for {WHO[step]}.", code="not_allowed")
