"""Numbers a program sends, up to ten thousand at a time: each row gets an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from metrics.actions.batch_rows import Offered, offered_rows
from metrics.actions.batch_writing import write_batch
from metrics.actions.rollups import lock_metrics, refresh_quarters
from metrics.actions.scores import refresh_scores_of_metrics
from metrics.calculations.batches import read_row
from metrics.queries.batches import Known, known_numbers, writable_metrics
from metrics.values.batches import Outcome, Said, Wrong
from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.numbers import shown
from portfolio.kernel.quarters import Quarter
from products.permissions import belonging

Answer = Outcome | Wrong


@dataclass(slots=True)
class Taken:
    """What became of a batch: an answer for every row, in the order of the rows."""

    answers: list[Answer]
    counts: dict[Outcome, int] = field(default_factory=dict)


@transaction.atomic
def take_batch(by: Person, rows: Sequence[object]) -> Taken:
    """Record every row that can be taken and say of each other one why not.

    The rows name metrics of the clusters the person owns or works for; any other metric is an
    unknown one. A number that stands already changes nothing; another number for its day replaces
    it and needs the row's own `correction_reason`. Roll-ups of the quarters touched, and the
    scores after them, are in the same transaction. A constant number of statements.
    """
    said = [read_row(row) for row in rows]
    now = today()
    good = [one for one in said if isinstance(one, Said)]
    pairs = {(one.product, one.metric) for one in good}
    clusters = belonging(by).all
    known_metrics = writable_metrics(pairs, clusters, now)
    if known_metrics:
        # Asked again behind the lock: what decides may have changed while waiting for it.
        lock_metrics({metric.id for metric in known_metrics.values()})
        known_metrics = writable_metrics(pairs, clusters, now)
    offered = offered_rows(said, known_metrics, now)
    known = known_numbers([row.place for row in offered if isinstance(row, Offered)])
    answers: list[Answer] = [_compared(row, known) for row in offered]
    news = [
        row
        for row, answer in zip(offered, answers, strict=True)
        if isinstance(row, Offered) and answer in (Outcome.CREATED, Outcome.CORRECTED)
    ]
    _write(by, news, known)
    counts = dict.fromkeys(Outcome, 0)
    for answer in answers:
        counts[answer if isinstance(answer, Outcome) else Outcome.REFUSED] += 1
    return Taken(answers, counts)


def _compared(row: Offered | Wrong, known: dict[tuple[int, date], Known]) -> Answer:
    """The row beside the number that stands for its day."""
    if isinstance(row, Wrong):
        return row
    if row.repeats is not None:
        first = _compared(row.repeats, known)
        return first if isinstance(first, Wrong) else Outcome.SAME
    old = known.get(row.place)
    if old is None:
        return Outcome.CREATED
    if (old.value, old.numerator, old.denominator) == (row.value, row.numerator, row.denominator):
        return Outcome.SAME
    if row.reason:
        return Outcome.CORRECTED
    return Wrong(
        "correction_needs_reason",
        "correction_reason",
        f"{row.measured_on:%-d %b %Y} already has {shown(old.value)}. To replace it, say why.",
    )


def _write(by: Person, news: Sequence[Offered], known: dict[tuple[int, date], Known]) -> None:
    if not news:
        return
    replaced = [
        (old.id, row.measured_on, row.reason)
        for row in news
        if (old := known.get(row.place)) is not None
    ]
    write_batch(by.pk, news, replaced)
    first_month = organisation().first_month
    quarters = {day: Quarter.of(day, first_month) for day in {row.measured_on for row in news}}
    touched = {(row.metric_id, quarters[row.measured_on]) for row in news}
    refresh_quarters(touched)
    refresh_scores_of_metrics({metric_id for metric_id, _ in touched}, min(quarters))
