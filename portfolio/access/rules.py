"""The rules of the table of addresses: roles, and who passes where (DOMAIN 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from people.permissions import is_admin, is_facilitator, is_leadership, is_signed_in
from products.permissions import belongs_to, owns


class Role(StrEnum):
    """The columns of DOMAIN 14, and the stranger who has not signed in."""

    STRANGER = "stranger"
    EMPLOYEE = "employee"
    MEMBER = "team member"
    OWNER = "owner"
    LEADERSHIP = "leadership"
    FACILITATOR = "facilitator"
    ADMIN = "admin"


# The last two ask the database, so they are asked last.
TESTS: dict[Role, Callable[..., bool]] = {
    Role.EMPLOYEE: is_signed_in,
    Role.LEADERSHIP: is_leadership,
    Role.FACILITATOR: is_facilitator,
    Role.ADMIN: is_admin,
    Role.MEMBER: belongs_to,
    Role.OWNER: owns,
}


@dataclass(frozen=True)
class Rule:
    """Roles that pass anywhere, for their own clusters only, for what is the whole portfolio's.

    `named` roles pass only where the thing itself names the person, which the view asks.
    """

    who: str
    anywhere: frozenset[Role]
    own: frozenset[Role] = frozenset()
    whole: frozenset[Role] = frozenset()
    named: frozenset[Role] = frozenset()

    @property
    def is_public(self) -> bool:
        """Whether strangers pass."""
        return Role.STRANGER in self.anywhere

    def admits(self, person: object) -> bool:
        """Whether the person carries one of the roles; what "own" covers is the view's to ask."""
        asked = self.anywhere | self.own | self.whole | self.named
        return any(test(person) for role, test in TESTS.items() if role in asked)


R = Role
PUBLIC = Rule("everybody", frozenset(R))
SIGNED_IN = Rule("everybody who has signed in", frozenset(R) - {R.STRANGER})
PORTFOLIO = Rule(
    "leadership, facilitators and admins; owners and team members for their own clusters",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
    frozenset({R.OWNER, R.MEMBER}),
)
BACKLOG = Rule("the owner and the team of the cluster", frozenset(), frozenset({R.OWNER, R.MEMBER}))
VOICE = Rule(
    "the owner and the team of the cluster, and whoever they name in a comment",
    frozenset(),
    frozenset({R.OWNER, R.MEMBER}),
    named=frozenset(R) - {R.STRANGER},
)
AUTHOR = Rule("whoever wrote the comment", frozenset(), frozenset(R) - {R.STRANGER})
PRODUCT = Rule("the accountable owner of the cluster", frozenset(), frozenset({R.OWNER}))
OBJECTIVE = Rule(
    "the accountable owner of the cluster; leadership for the portfolio's own objectives",
    frozenset(),
    frozenset({R.OWNER}),
    frozenset({R.LEADERSHIP}),
)
CHECK_IN = Rule(
    "the owner and the team of the cluster; leadership for the portfolio's own objectives",
    frozenset(),
    frozenset({R.OWNER, R.MEMBER}),
    frozenset({R.LEADERSHIP}),
)
HANDLING = Rule(
    "leadership; the accountable owner for warnings about themselves and their own clusters",
    frozenset({R.LEADERSHIP}),
    frozenset({R.OWNER}),
)
ANSWERABLE = Rule(
    "the accountable owner of the cluster, and leadership",
    frozenset({R.LEADERSHIP}),
    frozenset({R.OWNER}),
)
HANDOVER = Rule(
    "leadership, facilitators and admins; whoever hands over, and whoever takes over",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
    frozenset({R.OWNER}),
    named=frozenset(R) - {R.STRANGER},
)
TICKS = Rule(
    "whoever hands over, and whoever takes over",
    frozenset(),
    frozenset({R.OWNER}),
    named=frozenset(R) - {R.STRANGER},
)
TAKER = Rule("whoever is asked to take over", frozenset(), named=frozenset(R) - {R.STRANGER})
CONFIRMATION = Rule(
    "leadership, facilitators and admins; the owner who is asked, and their manager",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
    frozenset({R.OWNER}),
    named=frozenset(R) - {R.STRANGER},
)
ASKED = Rule(
    "the owner who is asked",
    frozenset(),
    frozenset({R.OWNER}),
    named=frozenset(R) - {R.STRANGER},
)
SHAPE = Rule("leadership", frozenset({R.LEADERSHIP}))
REVIEW = Rule(
    "leadership and facilitators; owners for their own clusters",
    frozenset({R.LEADERSHIP, R.FACILITATOR}),
    frozenset({R.OWNER}),
)
MEETING = Rule(
    "leadership, facilitators and admins; owners and team members of a cluster on the agenda; "
    "whoever is asked to come",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
    frozenset({R.OWNER, R.MEMBER}),
    named=frozenset(R) - {R.STRANGER},
)
CARE = Rule(
    "leadership and facilitators; the owner and the team for their own clusters; each the steps "
    "they may do",
    frozenset({R.LEADERSHIP, R.FACILITATOR}),
    frozenset({R.OWNER, R.MEMBER}),
)
RUNS = Rule(
    "leadership, facilitators and admins",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
)
RUN = Rule("leadership and facilitators", frozenset({R.LEADERSHIP, R.FACILITATOR}))
ADMIN = Rule("admins", frozenset({R.ADMIN}))

READ = {"GET": SIGNED_IN}
