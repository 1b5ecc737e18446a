"""Objectives and their key results written out, as every page about goals shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from metrics.models import Objective
from metrics.queries.cards import written
from metrics.queries.progress import KeyResultReading, ObjectiveReading
from metrics.queries.progress_passports import objective_passport, percent, result_passport
from portfolio.kernel.charts import progress
from portfolio.kernel.marks import tag
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import Pattern, pattern
from portfolio.queries.goal_items import MovingItem

BAR = 220


@dataclass(frozen=True)
class ResultLine:
    """One key result: where it stands between start and target, and what shall move it."""

    pk: int
    title: str
    now: str
    way: str
    passport: Mapping[str, Any]
    bar: SafeString
    confidence: str
    sentence: str
    source: str
    source_url: str
    items: Sequence[MovingItem]


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective with its key results."""

    title: str
    url: str
    sentence: str
    subject: str
    subject_url: str
    passport: Mapping[str, Any]
    bar: SafeString
    state: SafeString | str
    finding: str
    results: Sequence[ResultLine]


@dataclass(frozen=True)
class Addresses:
    """The addresses of a page's rows, resolved once."""

    objective: Pattern
    product: Pattern
    cluster: Pattern
    moment: Moment

    @classmethod
    def at(cls, moment: Moment) -> Addresses:
        """As of the page's moment."""
        return cls(
            pattern("portfolio:objective-detail", moment, "pk", 987654321),
            pattern("portfolio:product-detail", moment),
            pattern("portfolio:cluster-detail", moment),
            moment,
        )


def objective_line(
    one: ObjectiveReading,
    to: Addresses,
    items: Mapping[int, Sequence[MovingItem]] | None = None,
) -> ObjectiveLine:
    """The objective, loaded with its cluster and product."""
    subject, url = subject_of(one.row, to)
    known = items or {}
    return ObjectiveLine(
        title=one.row.title,
        url=to.objective(str(one.row.pk)),
        sentence=one.row.sentence,
        subject=subject,
        subject_url=url,
        passport=objective_passport(one),
        bar=bar_of(one.progress),
        state=state_of(one, to.moment),
        finding=one.finding,
        results=[result_line(each, to, known.get(each.row.pk, ())) for each in one.results],
    )


def subject_of(row: Objective, to: Addresses) -> tuple[str, str]:
    """Whose objective it is, and their page."""
    if row.product is not None:
        return row.product.name, to.product(row.product.slug)
    if row.cluster is not None:
        return row.cluster.name, to.cluster(row.cluster.slug)
    return "Whole portfolio", ""


def state_of(one: ObjectiveReading, moment: Moment) -> SafeString | str:
    """A label for an objective that is not simply under way."""
    row = one.row
    if row.dropped_on is not None and row.dropped_on <= moment.on:
        return tag("Given up")
    if one.quarter.start > moment.on:
        return tag("Planned")
    return ""


def bar_of(share: Any) -> SafeString:
    """The progress as a bar; an empty one where nothing is scored; the number stands beside."""
    return progress(share, status="full", width=BAR, height=6)


def result_line(
    one: KeyResultReading, to: Addresses, items: Sequence[MovingItem] = ()
) -> ResultLine:
    """One key result written out."""
    metric = one.row.metric
    url = ""
    if metric is not None:
        url = pattern("metrics:metric-detail", to.moment, "metric", product=metric.product.slug)(
            metric.slug
        )
    return ResultLine(
        pk=one.row.pk,
        title=one.row.title,
        now=written(one.current, one.unit),
        way=f"{written(one.aim.start, '')} → {written(one.aim.target, one.unit)}",
        passport=result_passport(one),
        bar=bar_of(one.progress),
        confidence=f"{percent(one.confidence)} sure",
        sentence=one.said.sentence if one.said else "",
        source=metric.name if metric else "",
        source_url=url,
        items=items,
    )
