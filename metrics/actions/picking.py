"""Several standard metrics are taken up at once, each with its first number where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.metrics import add_metric
from metrics.models import Metric, MetricDefinition
from metrics.models.measurement import Source
from metrics.queries import metric_policy_on
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.words import counted
from products.models import Product


@dataclass(frozen=True)
class Pick:
    """A definition of the library, and the number it stands at today, where that is known."""

    definition: MetricDefinition
    baseline: Decimal | None = None


@transaction.atomic
def take_up(by: Person | None, product: Product, picks: Sequence[Pick]) -> list[Metric]:
    """Track what is picked from today; what is tracked already stays as it is.

    So the same form sent twice, or by two people at once, takes each metric up once. Raises
    `Refused` for more metrics than the policy allows; nothing is taken up then.
    """
    on = today()
    held = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    tracked = list(Metric.objects.filter(product=held).tracked_on(on))
    taken = {metric.definition_id for metric in tracked}
    fresh = [pick for pick in picks if pick.definition.pk not in taken]
    most = metric_policy_on(on).most
    if fresh and len(tracked) + len(fresh) > most:
        raise Refused(
            f"{held.name} would track {counted(len(tracked) + len(fresh), 'metric')}; "
            f"at most {most} can be kept in view. Choose fewer.",
            code="metrics_too_many",
        )
    added = [add_metric(by, held, definition=pick.definition, started_on=on) for pick in fresh]
    rows = [
        NewMeasurement(metric.pk, on, pick.baseline, None, None, "Baseline")
        for metric, pick in zip(added, fresh, strict=True)
        if pick.baseline is not None
    ]
    record_measurements(by, rows, source=Source.PERSON, correction_reason="")
    return added
