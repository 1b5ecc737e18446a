"""Tickets of one product, from which its time to resolution is made."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from metrics.actions.feeds import derive_feed, set_feed
from metrics.actions.metrics import add_metric, set_target
from metrics.models import Ticket, WorkingCalendar
from metrics.values.events import FeedKind
from people.models import Person
from portfolio.kernel.quarters import Quarter
from products.models import Product

QUARTERS = 6
PER_QUARTER = 24
SEED = 7


def build_events(by: Person | None, product: Product, quarters: list[Quarter]) -> None:
    """Two dozen tickets a quarter, resolved a little sooner each; the newest are still open."""
    calendar = WorkingCalendar.objects.create(
        name="Service desk", weekdays=[0, 1, 2, 3, 4], opens=time(7), closes=time(18),
        zone="Europe/Berlin",
    )  # fmt: skip
    first = quarters[-QUARTERS].start
    metric = add_metric(
        by, product, name="Time to resolution", unit="h", level="operational",
        dimension="support", direction="lower", cadence="quarter", summary="last",
        description="Working hours from opening to resolution, half of the tickets are quicker.",
        started_on=first,
    )  # fmt: skip
    set_target(
        by, metric, first, target=Decimal(9), warning=Decimal(14), floor=Decimal(30),
        weight=Decimal(1),
    )  # fmt: skip
    _add_tickets(product, quarters[-QUARTERS:])
    set_feed(by, metric, kind=FeedKind.RESOLUTION_MEDIAN, since=first, calendar=calendar)
    derive_feed(metric.pk)


def _add_tickets(product: Product, quarters: list[Quarter]) -> None:
    chance, now = Random(SEED), timezone.now()
    rows: list[Ticket] = []
    for place, quarter in enumerate(quarters):
        for _ in range(PER_QUARTER):
            minute = chance.randrange((quarter.end - quarter.start).days * 24 * 60)
            opened = timezone.make_aware(datetime.combine(quarter.start, time()))
            opened += timedelta(minutes=minute)
            resolved = opened + timedelta(hours=round(chance.uniform(4, 60 - 7 * place), 1))
            if opened < now:
                rows.append(
                    Ticket(
                        product=product,
                        source="desk",
                        number=f"INC{10_001 + len(rows)}",
                        opened_at=opened,
                        resolved_at=resolved if resolved < now else None,
                        priority=chance.choice(("High", "Normal", "Normal", "Low")),
                    )
                )
    Ticket.objects.bulk_create(rows)
