"""How to write each address for the things of the world.

`SPECIMENS` names the arguments of every address that has any; `WITHOUT_ARGUMENTS` the others.
"""

from __future__ import annotations

from django.urls import reverse

from people.models import Person
from portfolio.models import KeptView
from tests.house.backlog_specimens import BACKLOGS
from tests.house.candidate_specimens import CANDIDATES
from tests.house.draft_specimens import DRAFTS, DRAFTS_WITHOUT_ARGUMENTS
from tests.house.meeting_specimens import MEETINGS
from tests.house.metric_specimens import METRICS
from tests.house.named import Arguments, cluster, product
from tests.house.promises import PROMISES
from tests.house.split_specimens import SPLITS
from tests.house.world import FOREIGN, OWN, WHOLE, Side, World


def _batch(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": world.batch.pk}


def _run(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": world.run.pk}


def _packet(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"quarter": world.quarter.slug, "slug": side.product.cluster.slug}


def _colleague(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"slug": world.cast.employee.slug}


def _own_load(world: World, side: Side, actor: Person) -> dict[str, object]:
    """One's own load, or that of the other cluster's owner."""
    theirs = side.owner is world.cast.stranger_owner
    return {"slug": side.owner.slug if theirs else actor.slug}


def _kept_view(world: World, side: Side, actor: Person) -> dict[str, object]:
    """A view of the products list the actor keeps."""
    kept, _ = KeptView.objects.get_or_create(
        listed="products", person=actor, name="Ailing", query="health=off_target"
    )
    return {"pk": kept.pk}


SPECIMENS: dict[str, Arguments] = BACKLOGS | CANDIDATES | DRAFTS | MEETINGS | METRICS | SPLITS | {
    "people:notification-reading": lambda world, side, actor: {"pk": world.told[actor.pk]},
    "people:person-edit": _colleague,
    "products:deactivation": _colleague,
    "people:token-revocation": lambda world, side, actor: {"pk": world.token.pk},
    "people:reactivation": lambda world, side, actor: {"slug": world.gone.slug},
    **dict.fromkeys(
        (
            "portfolio:product-detail", "products:product-edit", "reviews:stage-form", "reviews:stage-withdrawal",
            "products:investment", "products:retirement", "products:migration-progress", "products:loose-end-list", "products:settlement", "products:decommissioning",
            "products:change-list", "products:override-form", "products:users",
            "products:dependencies", "backlogs:product-backlog", "backlogs:product-flow",
            "backlogs:product-scores", "backlogs:product-outcomes", "backlogs:product-export",
            "backlogs:product-roadmap", "backlogs:product-roadmap-links",
        ),
        product,
    ),
    **dict.fromkeys(
        (
            "backlogs:cluster-roadmap", "backlogs:cluster-roadmap-links",
            "backlogs:roadmap-entry-create", "portfolio:cluster-detail", "portfolio:care", "products:cluster-edit",
            "products:team", "products:deputies", "reviews:ownership-form", "reviews:schedule-form", "backlogs:cluster-backlog",
            "backlogs:item-quick", "backlogs:item-create", "backlogs:item-selection", "backlogs:item-several",
            "backlogs:cluster-flow", "backlogs:saved-view-list", "backlogs:cluster-export",
            "backlogs:act-list", "backlogs:cluster-outcomes", "backlogs:cluster-scores",
        ),
        cluster,
    ),
    "portfolio:product-score": lambda w, side, a: {"slug": side.product.slug, "kind": "health"},
    "portfolio:cluster-score": lambda w, side, a: cluster(w, side, a) | {"kind": "value"},
    "portfolio:kept-view-list": lambda w, side, a: {"listed": "products"},
    "portfolio:kept-view-removal": _kept_view,
    "portfolio:dashboard-chart": lambda w, side, a: {"name": "lifecycle"},
    "portfolio:dashboard-table": lambda w, side, a: {"name": "figures"},
    "portfolio:portfolio-score": lambda w, side, a: {"kind": "health"},
    "products:completion": lambda w, side, a: {"slug": side.product.slug, "pk": side.change.pk},
    "products:users-removal": lambda w, side, a: {"slug": side.product.slug, "pk": side.users.pk},
    "products:dependency-removal": lambda w, side, a: {
        "slug": side.product.slug, "pk": side.dependency.pk,
    },
    **PROMISES,
    "products:departure": lambda w, side, a: {
        "slug": side.product.cluster.slug, "person": w.cast.member.slug,
    },
    "portfolio:shared": lambda w, side, a: {"token": w.sides[OWN].given.token},
    **dict.fromkeys(
        (
            "portfolio:import-detail", "portfolio:import-plan", "portfolio:import-application",
            "portfolio:import-reversal", "portfolio:import-dismissal", "portfolio:import-refused",
        ),
        _batch,
    ),
    "portfolio:import-profile": lambda world, side, actor: {"name": world.profile.name},
    **dict.fromkeys([f"reviews:run-{word}" for word in ("detail", "cancellation", "retry")], _run),
    **dict.fromkeys(
        [f"reviews:warning-{word}" for word in ("detail", "acknowledgement", "snooze", "reopening")],
        lambda world, side, actor: {"pk": side.warning.pk},
    ),
    "reviews:packet-list": lambda world, side, actor: {"quarter": world.quarter.slug},
    **dict.fromkeys(
        [f"reviews:packet-{word}" for word in ("detail", "file", "comparison", "preparation", "freezing")],
        _packet,
    ),
    **dict.fromkeys(("reviews:owner-detail", "reviews:owner-outcomes"), _own_load),
}  # fmt: skip

WITHOUT_ARGUMENTS = (
    *DRAFTS_WITHOUT_ARGUMENTS,
    "healthz", "readyz", "portfolio:desk", "backlogs:my-work",
    "people:sign-in", "people:sign-out", "people:password", "people:person-list",
    "people:person-create", "people:notification-list", "people:notification-clearance",
    "people:token-list", "people:mail-choice", "reviews:review-calendar", "reviews:feed-list", "reviews:meeting-create", "people:token-create", "people:api-me",
    "portfolio:api-schema", "portfolio:api-guide",
    "backlogs:api-item-list", "backlogs:api-event-list", "backlogs:api-move-list", "metrics:api-measurement-list",
    "products:product-create", "products:cluster-create", "products:candidate-list", "products:candidate-judgements",
    "metrics:due-list", "metrics:calendar-list", "metrics:calendar-create",
    "metrics:definition-list", "metrics:definition-create",
    "metrics:connector-list", "metrics:connector-address-list", "metrics:goal-create", "metrics:portfolio-objective-create",
    "portfolio:goal-list", "portfolio:outcomes",
    "reviews:owner-list", "reviews:group-list", "products:dependency-map", "reviews:orphan-list", "reviews:warning-list", "reviews:review-list", "reviews:run-request",
    "portfolio:dashboard", "portfolio:start-here", "portfolio:product-list", "portfolio:cluster-list",
    "portfolio:import-list", "portfolio:import-form", "portfolio:style-guide", "portfolio:theme", "portfolio:policy",
)  # fmt: skip


def address(name: str, world: World, scope: str, actor: Person) -> str:
    """The address `name` for the actor's own cluster, or for the other one."""
    arguments = SPECIMENS.get(name)
    return reverse(name, kwargs=arguments(world, world.sides[scope], actor) if arguments else None)


def has_scope(name: str, world: World, actor: Person) -> bool:
    """Whether the address names something of a cluster."""
    return address(name, world, OWN, actor) != address(name, world, FOREIGN, actor)


def scopes_of(name: str, world: World, actor: Person) -> tuple[str, ...]:
    """Own and foreign where the address names something of a cluster, the portfolio's own too."""
    scopes = (OWN, FOREIGN) if has_scope(name, world, actor) else (OWN,)
    whole = address(name, world, WHOLE, actor) != address(name, world, FOREIGN, actor)
    return (*scopes, WHOLE) if whole else scopes


def body_for(name: str, world: World) -> str:
    """What must be in the body for the address to mean anything; forms answer 422 without."""
    return f"quarter={world.quarter.slug}" if name == "reviews:run-request" else ""
