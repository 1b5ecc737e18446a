"""Doorbells of the review room: identifiers in, one action, nothing out; Celery finds them here.

Rows in PostgreSQL say what is due. Each task may be lost, repeated or run twice at once.
"""

from reviews.tasks.activity import refresh_activity
from reviews.tasks.calendar import begin_quarters, remind_of_meetings, ring_for_letters
from reviews.tasks.runs import begin_run, build_packets, reconcile_runs, ring_for_run
from reviews.tasks.warnings import evaluate_due_warnings, evaluate_warnings, ring_for_due_warnings

__all__ = [
    "begin_quarters",
    "begin_run",
    "build_packets",
    "evaluate_due_warnings",
    "evaluate_warnings",
    "reconcile_runs",
    "refresh_activity",
    "remind_of_meetings",
    "ring_for_due_warnings",
    "ring_for_letters",
    "ring_for_run",
]
