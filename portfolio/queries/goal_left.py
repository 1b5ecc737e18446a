"""What the quarter before left unfinished and nobody has carried over."""

from __future__ import annotations

from django.db.models import Q

from metrics.models import Objective
from metrics.queries.progress import readings_of
from metrics.queries.progress_passports import percent
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import ONE
from portfolio.queries.addresses import pattern
from portfolio.queries.product_filters import Link


def left_over(whose: Q, moment: Moment) -> list[Link]:
    """Objectives of the quarter before the moment's, with how far they came, to their pages."""
    quarter = moment.quarter.previous()
    rows = Objective.objects.on(quarter.last_day).filter(
        whose, quarter_start=quarter.start, carried_to__isnull=True
    )
    url = pattern("portfolio:objective-detail", None, "pk", 987654321)
    return [
        Link(one.row.title, url(str(one.row.pk)), percent(one.progress))
        for one in readings_of(rows.order_by("pk"), quarter.last_day)
        if any(result.progress != ONE for result in one.results)
    ]
