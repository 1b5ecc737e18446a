"""Metrics from a list: matched by key, then by name within the product."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from metrics.actions.metrics import SHAPE
from metrics.models import Metric, MetricDefinition
from people.slugs import Slugs, slug_base
from portfolio.kernel.importing import Insert, Ref, Row, World, created, plan_keyed

MODEL = "metrics.Metric"
FIELDS = {name: name for name in SHAPE}
POINTING = ("metric", "target", "measurement")


def load_metrics(world: World) -> None:
    """Find the metrics of every product the rows mention, and those known by key."""
    known = set(world.known.get("metric", {}).values())
    products = {
        ref.pk
        for text in _product_texts(world)
        if (ref := world.found("product", text)) is not None and ref.pk is not None
    }
    if not (known or products):
        return
    metrics = Metric.objects.filter(Q(pk__in=known) | Q(product__in=products)).order_by("pk")
    if world.lock:
        metrics = metrics.select_for_update(no_key=True, of=("self",))
    for metric in metrics:
        values = {name: getattr(metric, name) for name in (*SHAPE, "version", "slug")}
        ref = Ref("metric", metric.name, "", metric.pk, values, {"product_id": metric.product_id})
        world.add(ref)
        _by_name(world).setdefault((metric.product_id, metric.name.casefold()), ref)


def _product_texts(world: World) -> set[str]:
    return {
        str(row.values["product"])
        for kind in POINTING
        for row in world.rows.get(kind, [])
        if "product" in row.values
    }


def _by_name(world: World) -> dict[tuple[Any, str], Ref]:
    found: dict[tuple[Any, str], Ref] = world.memo("metrics by name", dict)
    return found


def metric_of_row(world: World, row: Row) -> Ref | None:
    """The metric a row points at: by key, or by its name within the row's product."""
    if "product" not in row.values or world.keyed("metric", row.values["metric"]):
        return world.resolve(row, "metric")
    product = world.resolve(row, "product")
    if product is None:
        return None
    name = str(row.values["metric"])
    ref = _by_name(world).get((product.pk or id(product), name.casefold()))
    if ref is None:
        reason = f"“{product.label}” has no metric called “{name}”"
        world.refuse(row, "metric", reason, "unknown-reference")
    return ref


def plan_metrics(world: World) -> None:
    """Compare the rows with the metrics found; the library fills what a row leaves open."""
    rows = world.rows.get("metric", [])
    if not rows:
        return
    library = {definition.slug: definition for definition in MetricDefinition.objects.all()}
    slugs = _taken_slugs(world)
    first_days = _first_days(world)
    for row in rows:
        product = world.resolve(row, "product")
        if product is None:
            continue
        base = _base(world, row, library)
        if base is None:
            continue
        token = product.pk or id(product)
        name = row.values["name"].casefold()
        existing = world.keyed("metric", row.key) or _unclaimed(world, token, name)
        if plan_keyed(world, row, existing, MODEL, FIELDS) is None:
            ref = _create(world, row, product, base, slugs, first_days)
            _by_name(world).setdefault((token, name), ref)


def _unclaimed(world: World, token: int, name: str) -> Ref | None:
    ref = _by_name(world).get((token, name))
    return ref if ref and ref.pk and ("metric", ref.pk) not in world.claimed else None


def _base(world: World, row: Row, library: dict[str, MetricDefinition]) -> dict[str, Any] | None:
    """What the library says; None after a refusal."""
    slug = row.values.get("definition")
    if slug is None:
        missing = [name for name in ("level", "dimension") if name not in row.values]
        if missing:
            reason = f"{' and '.join(missing)} missing, and no definition of the library is named"
            world.refuse(row, missing[0], reason, "shape-missing")
            return None
        return {}
    if slug not in library:
        reason = f"the library has no definition “{slug}”; it has {', '.join(sorted(library))}"
        world.refuse(row, "definition", reason, "unknown-definition")
        return None
    return {name: getattr(library[slug], name) for name in SHAPE} | {
        "definition_id": library[slug].pk
    }


def _create(
    world: World,
    row: Row,
    product: Ref,
    base: dict[str, Any],
    slugs: dict[Any, Slugs],
    first_days: dict[str, date],
) -> Ref:
    name = row.values["name"]
    ref = Ref("metric", name, row.key)
    given = slugs.setdefault(product.pk or id(product), Slugs(()))
    started = row.values.get("started_on") or first_days.get(row.key) or first_days.get(name)
    values = base | {field: row.values[field] for field in FIELDS if field in row.values}
    values |= {
        "product_id": product,
        "slug": given.take(slug_base(name)),
        "started_on": started or world.today,
        "version": 1,
    }
    created(world, row, ref, [Insert(MODEL, values, ref)])
    return ref


def _taken_slugs(world: World) -> dict[Any, Slugs]:
    result: dict[Any, Slugs] = {}
    for (kind, _), ref in world.by_pk.items():
        if kind == "metric":
            given = result.setdefault(ref.extra["product_id"], Slugs(()))
            given.taken.add(ref.values["slug"])
    return result


def _first_days(world: World) -> dict[str, date]:
    """The first day a target or measurement of this import speaks of, by the metric's text."""
    result: dict[str, date] = {}
    pairs: Iterable[tuple[str, str]] = (("target", "since"), ("measurement", "on"))
    for kind, name in pairs:
        for row in world.rows.get(kind, []):
            text, day = str(row.values["metric"]), row.values[name]
            result[text] = min(day, result.get(text, day))
    return result
