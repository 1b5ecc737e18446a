"""How to write the addresses of metrics, of goals and of objectives."""

from __future__ import annotations

from people.models import Person
from tests.builders import make_calendar
from tests.house.named import Arguments, cluster, product
from tests.house.world import Side, World


def _metric(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"product": side.product.slug, "metric": side.metric.slug}


def _objective(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.result.objective_id}


def _result(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.result.objective_id, "result": side.result.pk}


def _goal(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"slug": world.goal.slug}


METRICS: dict[str, Arguments] = {
    "metrics:measurement-grid": product,
    "metrics:quarter-grid": lambda world, side, actor: {"quarter": world.quarter.slug},
    "metrics:grid-block": lambda world, side, actor: {"quarter": world.quarter.slug},
    "metrics:hand-in": lambda w, side, a: {
        "slug": side.product.cluster.slug, "quarter": w.quarter.slug,
    },
    "metrics:metric-create": lambda w, side, a: {"product": side.product.slug},
    **dict.fromkeys(
        (
            "metrics:metric-detail", "metrics:metric-edit", "metrics:target-create",
            "metrics:retirement", "metrics:measurement-create", "metrics:feed",
            "metrics:connector", "metrics:connector-run", "metrics:connector-pause",
            "metrics:connector-removal", "metrics:feed-removal", "metrics:event-list",
            "metrics:deviation-create", "metrics:deviation-closure", "metrics:worksheet",
        ),
        _metric,
    ),
    "metrics:connector-address-removal": lambda w, side, a: {"pk": 1},
    **dict.fromkeys(
        [f"metrics:definition-{word}" for word in ("edit", "retirement", "return")],
        lambda world, side, actor: {"slug": "availability"},
    ),
    "metrics:calendar-edit": lambda w, side, a: {"pk": make_calendar().pk},
    **dict.fromkeys(("portfolio:goal-detail", "metrics:goal-edit", "metrics:goal-closure"), _goal),
    **dict.fromkeys(("metrics:purpose", "metrics:product-objective-create"), product),
    "metrics:cluster-objective-create": cluster,
    **dict.fromkeys(
        (
            "portfolio:objective-detail", "metrics:objective-edit", "metrics:objective-withdrawal",
            "metrics:carry-over", "metrics:key-result-create",
        ),
        _objective,
    ),
    **dict.fromkeys(
        ("metrics:key-result-edit", "metrics:key-result-withdrawal", "metrics:check-in"), _result
    ),
}  # fmt: skip
