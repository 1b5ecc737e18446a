"""Who may do what: one table, address × method → rule (DOMAIN 14).

The middleware `portfolio.middleware.access` asks this table before any view runs and refuses an
address or method that is not in it. What depends on a thing ("own" in the table) is asked again by
the view with that thing: a cluster that may not be read answers 404, one that may be read and not
written 403. `tests/house/test_access.py` walks every address with every role.
"""

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
SHAPE = Rule("leadership", frozenset({R.LEADERSHIP}))
REVIEW = Rule(
    "leadership and facilitators; owners for their own clusters",
    frozenset({R.LEADERSHIP, R.FACILITATOR}),
    frozenset({R.OWNER}),
)
RUNS = Rule(
    "leadership, facilitators and admins",
    frozenset({R.LEADERSHIP, R.FACILITATOR, R.ADMIN}),
)
RUN = Rule("leadership and facilitators", frozenset({R.LEADERSHIP, R.FACILITATOR}))
ADMIN = Rule("admins", frozenset({R.ADMIN}))

READ = {"GET": SIGNED_IN}

TABLE: dict[str, dict[str, Rule]] = {
    # Machines and assets
    "healthz": {"GET": PUBLIC},
    "readyz": {"GET": PUBLIC},
    # Backlogs: everybody reads, the owner and the team of the cluster write
    "backlogs:cluster-backlog": READ,
    "backlogs:product-backlog": READ,
    "backlogs:cluster-export": READ,
    "backlogs:product-export": READ,
    "backlogs:cluster-scores": READ,
    "backlogs:product-scores": READ,
    "backlogs:cluster-flow": READ,
    "backlogs:product-flow": READ,
    "backlogs:cluster-roadmap": READ,
    "backlogs:product-roadmap": READ,
    "backlogs:roadmap-entry-create": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:roadmap-place": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:roadmap-words": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:roadmap-removal": {"GET": BACKLOG, "POST": BACKLOG},
    # Showing a roadmap to people from outside is the accountable owner's to decide
    "backlogs:cluster-roadmap-links": {"GET": PRODUCT, "POST": PRODUCT},
    "backlogs:product-roadmap-links": {"GET": PRODUCT, "POST": PRODUCT},
    "backlogs:roadmap-link-revocation": {"POST": PRODUCT},
    "backlogs:item-detail": READ,
    "backlogs:item-quick": {"POST": BACKLOG},
    "backlogs:item-selection": {"POST": BACKLOG},
    "backlogs:item-several": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-create": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-fields": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-outcome": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-outcome-removal": {"POST": BACKLOG},
    # What came of it: everybody reads, who is accountable says whether the numbers are right
    "backlogs:item-outcome-review": {"GET": SIGNED_IN, "POST": PRODUCT},
    "backlogs:cluster-outcomes": READ,
    "backlogs:product-outcomes": READ,
    "backlogs:item-score": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-field": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-state": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-trail": READ,
    "backlogs:item-comments": {"GET": SIGNED_IN, "POST": VOICE},
    "backlogs:item-comment": {"GET": AUTHOR, "POST": AUTHOR},
    "backlogs:item-comment-removal": {"POST": AUTHOR},
    "backlogs:item-links": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-link-removal": {"POST": BACKLOG},
    "backlogs:item-waits": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:item-wait-removal": {"POST": BACKLOG},
    "backlogs:item-position": {"GET": BACKLOG, "POST": BACKLOG},
    "backlogs:act-list": READ,
    "backlogs:my-work": READ,
    # Everybody saves views for themselves; whether a shared one may be changed, the view asks
    "backlogs:saved-view-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "backlogs:saved-view-edit": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "backlogs:saved-view-removal": {"POST": SIGNED_IN},
    "backlogs:saved-view-preference": {"POST": SIGNED_IN},
    "backlogs:act-reversal": {"POST": BACKLOG},
    # The whole portfolio
    "portfolio:desk": READ,
    "portfolio:dashboard": {"GET": PORTFOLIO},
    "portfolio:portfolio-score": {"GET": PORTFOLIO},
    "portfolio:outcomes": {"GET": PORTFOLIO},
    "portfolio:cluster-list": READ,
    "portfolio:cluster-detail": READ,
    "portfolio:cluster-score": READ,
    "portfolio:product-list": READ,
    "portfolio:product-detail": READ,
    "portfolio:product-score": READ,
    # Imports
    "portfolio:import-list": {"GET": ADMIN},
    "portfolio:import-form": {"GET": ADMIN, "POST": ADMIN},
    "portfolio:import-detail": {"GET": ADMIN},
    "portfolio:import-plan": {"POST": ADMIN},
    "portfolio:import-application": {"POST": ADMIN},
    "portfolio:import-reversal": {"POST": ADMIN},
    "portfolio:import-dismissal": {"POST": ADMIN},
    "portfolio:import-refused": {"GET": ADMIN},
    "portfolio:import-profile": {"GET": ADMIN},
    "portfolio:policy": {"GET": SIGNED_IN, "POST": SHAPE},
    # Who holds a link sees what it shows
    "portfolio:shared": {"GET": PUBLIC},
    # The frame of every page
    "portfolio:style-guide": READ,
    "portfolio:theme": {"POST": PUBLIC},
    # People
    "people:sign-in": {"GET": PUBLIC, "POST": PUBLIC},
    "people:sign-out": {"POST": PUBLIC},
    "people:password": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "people:notification-list": READ,
    "people:notification-reading": {"POST": SIGNED_IN},
    "people:notification-clearance": {"POST": SIGNED_IN},
    "people:person-list": {"GET": ADMIN},
    "people:person-create": {"GET": ADMIN, "POST": ADMIN},
    "people:person-edit": {"GET": ADMIN, "POST": ADMIN},
    "people:deactivation": {"GET": ADMIN, "POST": ADMIN},
    "people:reactivation": {"POST": ADMIN},
    "people:token-list": {"GET": ADMIN},
    "people:token-create": {"GET": ADMIN, "POST": ADMIN},
    "people:token-revocation": {"POST": ADMIN},
    # For programs
    "people:api-me": READ,
    "backlogs:api-item-list": {"GET": SIGNED_IN, "POST": BACKLOG},
    "backlogs:api-item-detail": {"GET": SIGNED_IN, "PATCH": BACKLOG},
    "backlogs:api-event-list": {"GET": SIGNED_IN, "POST": BACKLOG},
    "backlogs:api-move-list": {"GET": SIGNED_IN, "POST": BACKLOG},
    "metrics:api-measurement-list": {"GET": SIGNED_IN, "POST": BACKLOG},
    "portfolio:api-schema": READ,
    "portfolio:api-guide": READ,
    # Reviews: load, warnings, packets, runs
    "reviews:owner-list": {"GET": PORTFOLIO},
    "reviews:owner-detail": {"GET": PORTFOLIO},
    "reviews:owner-outcomes": {"GET": PORTFOLIO},
    "reviews:warning-list": {"GET": PORTFOLIO},
    "reviews:ownership-form": {"GET": SHAPE, "POST": SHAPE},
    "reviews:review-list": {"GET": PORTFOLIO},
    "reviews:packet-list": {"GET": PORTFOLIO},
    "reviews:packet-detail": {"GET": PORTFOLIO},
    "reviews:packet-file": {"GET": PORTFOLIO},
    "reviews:run-detail": {"GET": RUNS},
    "reviews:run-request": {"POST": RUN},
    "reviews:run-cancellation": {"POST": RUN},
    "reviews:run-retry": {"POST": RUN},
    # Metrics
    "metrics:due-list": READ,
    "metrics:quarter-grid": {"GET": BACKLOG, "POST": BACKLOG},
    "metrics:grid-block": {"POST": BACKLOG},
    "metrics:hand-in": {"POST": PRODUCT},
    "metrics:metric-detail": READ,
    "metrics:metric-create": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:metric-edit": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:target-create": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:deviation-create": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:deviation-closure": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:worksheet": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:definition-list": READ,
    "metrics:definition-create": {"GET": SHAPE, "POST": SHAPE},
    "metrics:definition-edit": {"GET": SHAPE, "POST": SHAPE},
    "metrics:definition-retirement": {"POST": SHAPE},
    "metrics:definition-return": {"POST": SHAPE},
    "metrics:retirement": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:feed": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:feed-removal": {"POST": PRODUCT},
    "metrics:event-list": READ,
    "metrics:connector-list": {"GET": ADMIN},
    "metrics:connector": {"GET": ADMIN, "POST": ADMIN},
    "metrics:connector-run": {"POST": ADMIN},
    "metrics:connector-pause": {"POST": ADMIN},
    "metrics:connector-removal": {"POST": ADMIN},
    "metrics:connector-address-list": {"GET": ADMIN, "POST": ADMIN},
    "metrics:connector-address-removal": {"POST": ADMIN},
    "metrics:calendar-list": READ,
    "metrics:calendar-create": {"GET": SHAPE, "POST": SHAPE},
    "metrics:calendar-edit": {"GET": SHAPE, "POST": SHAPE},
    "metrics:measurement-grid": {"GET": BACKLOG, "POST": BACKLOG},
    "metrics:measurement-create": {"GET": BACKLOG, "POST": BACKLOG},
    # Goals and objectives: everybody reads
    "portfolio:goal-list": READ,
    "portfolio:goal-detail": READ,
    "portfolio:objective-detail": READ,
    "metrics:goal-create": {"GET": SHAPE, "POST": SHAPE},
    "metrics:goal-edit": {"GET": SHAPE, "POST": SHAPE},
    "metrics:goal-closure": {"GET": SHAPE, "POST": SHAPE},
    "metrics:purpose": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:portfolio-objective-create": {"GET": SHAPE, "POST": SHAPE},
    "metrics:cluster-objective-create": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:product-objective-create": {"GET": PRODUCT, "POST": PRODUCT},
    "metrics:objective-edit": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:objective-withdrawal": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:carry-over": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:key-result-create": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:key-result-edit": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:key-result-withdrawal": {"GET": OBJECTIVE, "POST": OBJECTIVE},
    "metrics:check-in": {"GET": CHECK_IN, "POST": CHECK_IN},
    # Products and clusters
    "products:product-create": {"GET": SHAPE, "POST": SHAPE},
    "products:product-edit": {"GET": PRODUCT, "POST": PRODUCT},
    "products:stage-form": {"GET": PRODUCT, "POST": PRODUCT},
    "products:change-list": {"GET": PRODUCT, "POST": PRODUCT},
    "products:completion": {"GET": PRODUCT, "POST": PRODUCT},
    "products:override-form": {"GET": SHAPE, "POST": SHAPE},
    "products:users": {"GET": PRODUCT, "POST": PRODUCT},
    "products:users-removal": {"POST": PRODUCT},
    "products:dependencies": {"GET": PRODUCT, "POST": PRODUCT},
    "products:dependency-removal": {"POST": PRODUCT},
    "products:cluster-create": {"GET": SHAPE, "POST": SHAPE},
    "products:cluster-edit": {"GET": SHAPE, "POST": SHAPE},
    "products:team": {"GET": PRODUCT, "POST": PRODUCT},
    "products:departure": {"POST": PRODUCT},
    "products:candidate-list": {"GET": RUNS},
}
