"""Availability from up/down checks: by time, and by share of checks, which is another figure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from metrics.calculations.tickets import share
from metrics.values.events import CheckResult, Figure, Span
from portfolio.kernel.numbers import EXACT, HUNDRED, stored

SECOND = Decimal(1_000_000)
MICROSECOND = timedelta(microseconds=1)


def by_checks(checks: Iterable[CheckResult], span: Span) -> Figure | None:
    """The percentage of the checks within the span that found the service up.

    Ten checks in the minute of an outage weigh ten times as much as one; that is why the figure by
    time stands beside it under a name of its own.
    """
    found = [check.is_up for check in checks if span.holds(check.at)]
    return share(sum(found), len(found), len(found))


def known_time(
    checks: Sequence[CheckResult], span: Span, longest: timedelta
) -> tuple[timedelta, timedelta]:
    """How long one service was up within the span, and for how long anything is known of it.

    `checks` in order of time. Each holds until the next one, at most for `longest`; after that
    nothing is known, which is neither up nor down. A check before the span reaches into it.
    """
    up = known = timedelta(0)
    for position, check in enumerate(checks):
        end = check.at + longest
        if position + 1 < len(checks):
            end = min(end, checks[position + 1].at)
        held = max(timedelta(0), min(end, span.end) - max(check.at, span.start))
        known += held
        if check.is_up:
            up += held
    return up, known


def by_time(
    services: Iterable[Sequence[CheckResult]], span: Span, longest: timedelta
) -> Figure | None:
    """The percentage of the known time in which the services were up; None where none is known.

    Several services of one product add their times. The two counts are seconds.
    """
    up = known = timedelta(0)
    events = 0
    for checks in services:
        parts = known_time(checks, span, longest)
        up, known = up + parts[0], known + parts[1]
        events += sum(span.holds(check.at) for check in checks)
    if not known:
        return None
    numerator = EXACT.divide(Decimal(up // MICROSECOND), SECOND)
    denominator = EXACT.divide(Decimal(known // MICROSECOND), SECOND)
    value = EXACT.multiply(EXACT.divide(numerator, denominator), HUNDRED)
    return Figure(stored(value), events, stored(numerator), stored(denominator))
