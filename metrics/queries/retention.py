"""Which metrics do not keep their single numbers for ever."""

from __future__ import annotations

from metrics.models import Metric


def forgetting_ids() -> list[int]:
    """Metrics that say how long their numbers are kept, in the order of their keys."""
    found = Metric.objects.filter(keep_months__isnull=False).order_by("pk")
    return list(found.values_list("pk", flat=True))
