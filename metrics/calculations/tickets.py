"""Figures of tickets: how many, how long to resolution, how many in time (DOMAIN 7)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from metrics.calculations.working_hours import deadline, elapsed, hours_of
from metrics.values.events import FeedKind, Figure, Span, TicketTimes, WorkingHours
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, mean, percentile, stored, total

FRACTIONS = {
    FeedKind.RESOLUTION_MEDIAN: Decimal("0.5"),
    FeedKind.RESOLUTION_P90: Decimal("0.9"),
}


def opened(tickets: Iterable[TicketTimes], span: Span) -> Figure:
    """How many were opened within the span; none is 0, since the source was listening."""
    count = sum(span.holds(ticket.opened_at) for ticket in tickets)
    return Figure(Decimal(count), count)


def resolution_hours(
    tickets: Iterable[TicketTimes], span: Span, hours: WorkingHours | None
) -> list[Decimal]:
    """Hours from opening to resolution of those resolved within the span; open ones don't count."""
    return [
        hours_of(elapsed(ticket.opened_at, ticket.resolved_at, hours))
        for ticket in tickets
        if ticket.resolved_at is not None and span.holds(ticket.resolved_at)
    ]


def time_to_resolution(
    kind: FeedKind, tickets: Iterable[TicketTimes], span: Span, hours: WorkingHours | None
) -> Figure | None:
    """Mean, median or 90th percentile in hours; None where nothing was resolved.

    The mean keeps its sum and its count, so that longer stretches are exact as well. Percentiles
    interpolate as PostgreSQL's `percentile_cont`.
    """
    lengths = resolution_hours(tickets, span, hours)
    if not lengths:
        return None
    if kind in FRACTIONS:
        value = percentile(lengths, FRACTIONS[kind])
        return None if value is None else Figure(stored(value), len(lengths))
    average = mean(lengths) or Decimal(0)
    return Figure(stored(average), len(lengths), stored(total(lengths)), Decimal(len(lengths)))


def judged_at(
    ticket: TicketTimes, limits: Mapping[str, Decimal], hours: WorkingHours | None
) -> tuple[datetime, bool] | None:
    """When it became clear whether the ticket was resolved in time, and whether it was.

    That is its resolution or the end of the time its priority allows (in hours), whichever comes
    first: so every ticket is judged once, and never again. None for a priority without a limit, and
    where the time never ends.
    """
    allowed = limits.get(ticket.priority)
    if allowed is None:
        return None
    seconds = timedelta(microseconds=int(EXACT.multiply(allowed, Decimal(3_600_000_000))))
    end = deadline(ticket.opened_at, seconds, hours)
    if end is None:
        return None
    resolved = ticket.resolved_at
    return (resolved, True) if resolved is not None and resolved <= end else (end, False)


def within_sla(
    tickets: Iterable[TicketTimes],
    span: Span,
    limits: Mapping[str, Decimal],
    hours: WorkingHours | None,
) -> Figure | None:
    """The percentage in time of the tickets judged within the span; None where none was."""
    judged = [judged_at(ticket, limits, hours) for ticket in tickets]
    met = [in_time for at, in_time in filter(None, judged) if span.holds(at)]
    return share(sum(met), len(met), len(met))


def active_users(users: Sequence[str], eligible: int | None) -> Figure | None:
    """Different users ÷ eligible users in percent, at most 100; None where nobody is eligible."""
    active = len(set(users))
    if not eligible:
        return None
    return share(min(active, eligible), eligible, len(users))


def share(part: int, whole: int, events: int) -> Figure | None:
    """`part` of `whole` in percent with its two counts; None of nothing."""
    if whole == 0:
        return None
    numerator, denominator = Decimal(part), Decimal(whole)
    ratio = EXACT.divide(numerator, denominator) if whole != part else ONE
    return Figure(stored(EXACT.multiply(ratio, HUNDRED)), events, numerator, denominator)
