"""Leadership hears a split signal and says why nothing follows from it."""

from __future__ import annotations

from django.db import transaction

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Product
from reviews.models import SplitDismissal
from reviews.queries.split_signals import policy_of, signals_on
from reviews.values.split import Signal


@transaction.atomic
def dismiss_signal(
    by: Person, cluster: Cluster, product: Product, signal: Signal, reason: str
) -> SplitDismissal:
    """Keep the signal quiet until two whole quarters have passed after the present one.

    A repeat on the same day rewords the reason. Raises `Refused` when the signal does not hold.
    """
    day = today()
    Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    found = [
        one.signal
        for told in signals_on(day, [cluster.pk])
        for one in told.heard
        if one.product_id == product.pk
    ]
    if signal not in found:
        raise Refused(f"{signal.label} does not hold for {product.name}.", code="signal_not_there")
    quarter = Quarter.of(day, organisation().first_month)
    row, _ = SplitDismissal.objects.update_or_create(
        product=product,
        cluster=cluster,
        signal=signal,
        on=day,
        defaults={
            "reason": reason,
            "by": by,
            "quiet_until": quarter.shift(policy_of(day).quiet_quarters + 1).start,
        },
    )
    return row
