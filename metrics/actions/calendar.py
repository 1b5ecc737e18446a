"""The fiscal year moves: every quarter's figures are summed up anew."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Min, Q

from metrics.actions.rollups import refresh_rollups
from metrics.actions.scores import quarters_between, refresh_scores
from metrics.calculations.retention import forgotten_words
from metrics.models import Metric, MetricQuarter, ProductScore
from people.models import Organisation, Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.models import Product


@transaction.atomic
def set_fiscal_year(by: Person | None, first_month: int) -> Organisation:
    """Let the fiscal year begin in `first_month` (1 to 12) and rebuild roll-ups and scores.

    One transaction: nobody sees figures of two calendars. The same month changes nothing. Packets
    keep the quarters they were built for. Raises `Refused` where quarters would get other borders
    while single numbers of earlier ones were forgotten.
    """
    if not 1 <= first_month <= 12:
        raise Refused(
            f"A month is 1 to 12, not {first_month}.", code="no_such_month", field="first_month"
        )
    organisation, _ = Organisation.objects.select_for_update().get_or_create(pk=1)
    if organisation.first_month == first_month:
        return organisation
    _refuse_other_borders(organisation.first_month, first_month)
    organisation.first_month = first_month
    organisation.save(update_fields=["first_month"])
    _rebuild()
    return organisation


def _refuse_other_borders(old: int, new: int) -> None:
    """Quarters with other borders cannot be summed up from numbers that are not there any more."""
    if (new - old) % 3 == 0:
        return
    metric = Metric.objects.filter(forgotten_before__isnull=False).order_by("pk").first()
    if metric is not None and metric.forgotten_before is not None:
        raise Refused(
            forgotten_words(metric.name, metric.forgotten_before)
            + " A fiscal year with other quarters would need them.",
            code="forgotten",
            field="first_month",
        )


def _rebuild() -> None:
    since = ProductScore.objects.aggregate(first=Min("quarter_start"))["first"]
    kept = Q(metric__forgotten_before__isnull=True)
    MetricQuarter.objects.filter(
        kept | Q(quarter_start__gte=F("metric__forgotten_before"))
    ).delete()
    ProductScore.objects.all().delete()
    refresh_rollups(list(Metric.objects.values_list("pk", flat=True)))
    first: date | None = MetricQuarter.objects.aggregate(first=Min("quarter_start"))["first"]
    begins = min(day for day in (since, first, today()) if day is not None)
    products = list(Product.objects.values_list("pk", flat=True))
    refresh_scores(products, quarters_between(begins, today()))
