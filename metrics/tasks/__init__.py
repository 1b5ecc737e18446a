"""What happens to numbers by itself, in modules by subject; Celery finds all of them here."""

from metrics.tasks.figures import (
    derive_due_feeds,
    derive_feeds_chunk,
    fetch_numbers,
    make_measurement_partitions,
    refresh_scores_chunk,
    refresh_scores_nightly,
    run_due_connectors,
)
from metrics.tasks.retention import forget_measurements_chunk, forget_old_measurements

__all__ = [
    "derive_due_feeds",
    "derive_feeds_chunk",
    "fetch_numbers",
    "forget_measurements_chunk",
    "forget_old_measurements",
    "make_measurement_partitions",
    "refresh_scores_chunk",
    "refresh_scores_nightly",
    "run_due_connectors",
]
