"""Which change concerns whose warnings: the one table of addresses for the evaluation after it.

An address says by itself what it is about: `products/<slug>/…`, `clusters/<slug>/…`,
`people/<slug>/…`, `items/<reference>/…`. What only owners and teams may do concerns their own
clusters. Anything else may concern everything, so a new address needs no line here to be heeded;
`QUIET` names those that cannot change a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backlogs.values import Reference
from people.models import Person
from portfolio.access import TABLE
from products.models import Cluster, Handover, Product
from products.permissions import belonging

QUIET: Final = frozenset(
    {
        # The frame, signing in, what one reads and how one likes to see it
        "people:sign-in", "people:sign-out", "people:password", "portfolio:theme",
        "people:notification-reading", "people:notification-clearance",
        "backlogs:saved-view-list", "backlogs:saved-view-edit", "backlogs:saved-view-removal",
        "backlogs:saved-view-preference", "backlogs:item-selection",
        # Words, links and sketches
        "backlogs:item-comments", "backlogs:item-comment", "backlogs:item-comment-removal",
        "backlogs:item-links", "backlogs:item-link-removal",
        "backlogs:cluster-roadmap-links", "backlogs:product-roadmap-links",
        "backlogs:roadmap-link-revocation", "backlogs:roadmap-entry-create",
        "backlogs:roadmap-place", "backlogs:roadmap-words", "backlogs:roadmap-removal",
        # Tokens, and jobs whose end rings by itself
        "people:token-create", "people:token-revocation", "reviews:run-request",
        "reviews:run-cancellation", "reviews:run-retry",
        "reviews:packet-preparation", "reviews:packet-freezing", "portfolio:import-form",
        "portfolio:import-plan", "portfolio:import-application", "portfolio:import-dismissal",
        "portfolio:import-profile",
        # What is said of a warning is not what it says
        "reviews:warning-acknowledgement", "reviews:warning-snooze", "reviews:warning-reopening",
    }
)  # fmt: skip

# Named after one cluster, and more than one is changed
WIDE: Final = frozenset({"reviews:split-form", "reviews:grouping-form"})


@dataclass(frozen=True)
class Concern:
    """What a change is about; neither: anything."""

    product_id: int | None = None
    cluster_id: int | None = None
    person_id: int | None = None


def concerns(
    name: str, route: str, named: Mapping[str, object], method: str, person: Person
) -> list[Concern]:
    """What a successful request to the address may have changed; nothing for a quiet one."""
    if name in QUIET:
        return []
    if name in WIDE:
        return [Concern()]
    found = _named(route, named)
    if found is not None:
        return [found]
    rule = TABLE[name].get(method)
    clusters = sorted(belonging(person).all) if rule and not rule.anywhere else []
    return [Concern(cluster_id=pk) for pk in clusters] or [Concern()]


def _named(route: str, named: Mapping[str, object]) -> Concern | None:
    """The product, cluster or person the address names; None where it names none that is there."""
    slug, room = named.get("slug", named.get("product")), route.partition("/")[0]
    reference = named.get("reference")
    if isinstance(reference, Reference):
        product = Product.objects.filter(key=reference.key)
    elif slug and room == "products":
        product = Product.objects.filter(slug=slug)
    elif slug and room == "clusters":
        pk = Cluster.objects.filter(slug=slug).values_list("pk", flat=True).first()
        return Concern(cluster_id=pk) if pk else None
    elif route.startswith("ownership/handovers/"):
        pk = (
            Handover.objects.filter(pk=str(named["pk"]))
            .values_list("cluster_id", flat=True)
            .first()
        )
        return Concern(cluster_id=pk) if pk else None
    elif slug and room in ("people", "owners"):
        pk = Person.objects.filter(slug=slug).values_list("pk", flat=True).first()
        return Concern(person_id=pk) if pk else None
    else:
        return None
    pk = product.values_list("pk", flat=True).first()
    return Concern(product_id=pk) if pk else None
