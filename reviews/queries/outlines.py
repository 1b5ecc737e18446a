"""The dated rows about what people held, a few per product, in four statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection

from portfolio.kernel.periods import Period
from products.models import ActivityOverride, Change, StagePeriod
from products.values import Stage, TreatAs
from reviews.calculations.certainty import Outline
from reviews.calculations.planned import WAYS_OUT

HELD = """
SELECT o.person_id, o.cluster_id, p.product_id, lower(o.period * p.period),
       least(upper(o.period * p.period), h.left_on)
  FROM products_ownership o
  JOIN people_person h ON h.id = o.person_id
  JOIN products_placement p ON p.cluster_id = o.cluster_id AND p.period && o.period
 WHERE o.person_id = ANY(%s)
"""
Spans = dict[int, list[Period]]


def outlines_of(person_ids: Collection[int]) -> dict[int, list[Outline]]:
    """Person → every product they ever held, each with when it was what."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(person_ids)])
        held = cursor.fetchall()
    products = {product_id for _, _, product_id, _, _ in held}
    stages, overrides = _stages(products), _overrides(products)
    active = _changing(products, stages)
    found: dict[int, list[Outline]] = {person: [] for person in person_ids}
    for person, cluster_id, product_id, since, until in held:
        if until is not None and until <= since:
            continue
        found[person].append(
            Outline(
                product_id=product_id,
                cluster_id=cluster_id,
                held=Period(since, until),
                active=tuple(active[product_id]),
                treated_active=tuple(overrides[TreatAs.ACTIVE][product_id]),
                treated_stable=tuple(overrides[TreatAs.STABLE][product_id]),
                retired=tuple(stages[Stage.RETIRED][product_id]),
            )
        )
    return found


def turns_of(outlines: Iterable[Outline]) -> set[date]:
    """The days on which one of the rows begins or ends."""
    return {
        day
        for outline in outlines
        for period in (
            outline.held,
            *outline.active,
            *outline.treated_active,
            *outline.treated_stable,
            *outline.retired,
        )
        for day in (period.start, period.end)
        if day is not None
    }


def _stages(products: Collection[int]) -> dict[Stage, Spans]:
    found: dict[Stage, Spans] = {stage: defaultdict(list) for stage in Stage}
    rows = StagePeriod.objects.filter(product_id__in=products)
    for product_id, stage, period in rows.values_list("product_id", "stage", "period"):
        found[Stage(stage)][product_id].append(Period(period.lower, period.upper))
    return found


def _overrides(products: Collection[int]) -> dict[TreatAs, Spans]:
    found: dict[TreatAs, Spans] = {word: defaultdict(list) for word in TreatAs}
    rows = ActivityOverride.objects.filter(product_id__in=products)
    for product_id, word, period in rows.values_list("product_id", "treat_as", "period"):
        found[TreatAs(word)][product_id].append(Period(period.lower, period.upper))
    return found


def _changing(products: Collection[int], stages: dict[Stage, Spans]) -> Spans:
    """When each was active by its stage or a change; in retirement until a way out is begun."""
    found: Spans = defaultdict(list)
    way_out: dict[int, date] = {}
    rows = Change.objects.filter(product_id__in=products).order_by("started_on")
    for change in rows.values_list("product_id", "kind", "started_on", "ended_on"):
        product_id, kind, started_on, ended_on = _typed(change)
        if kind in WAYS_OUT:
            way_out.setdefault(product_id, started_on)
        if ended_on is None or ended_on > started_on:
            found[product_id].append(Period(started_on, ended_on))
    for product_id in products:
        for stage in (Stage.INTRODUCTION, Stage.GROWTH):
            found[product_id] += stages[stage][product_id]
        for period in stages[Stage.RETIREMENT][product_id]:
            end = min(filter(None, (period.end, way_out.get(product_id))), default=None)
            if end is None or end > period.start:
                found[product_id].append(Period(period.start, end))
    return found


def _typed(row: Any) -> tuple[int, str, date, date | None]:
    product_id, kind, started_on, ended_on = row
    return product_id, kind, started_on, ended_on
