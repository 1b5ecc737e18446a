"""What happens by itself, and when. One readable table; times in the installation's zone."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "imports that wait": {
        "task": "portfolio.tasks.ring_waiting_imports",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "suggestions that wait": {
        "task": "portfolio.tasks.ring_waiting_suggestions",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "heartbeat": {
        "task": "portfolio.tasks.beat_heartbeat",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
    "kept answers": {
        "task": "people.tasks.forget_kept_answers",
        "schedule": crontab(hour=3, minute=40),
    },
    "metric scores": {
        "task": "metrics.tasks.refresh_scores_nightly",
        "schedule": crontab(hour=0, minute=20),
    },
    "figures of events": {
        "task": "metrics.tasks.derive_due_feeds",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "names that are alike": {
        "task": "products.tasks.find_likenesses",
        "schedule": crontab(hour=1, minute=40),
    },
    "outcome reviews": {
        "task": "backlogs.tasks.review_outcomes",
        "schedule": crontab(hour=1, minute=10),
    },
    "connectors": {
        "task": "metrics.tasks.run_due_connectors",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "years of measurements": {
        "task": "metrics.tasks.make_measurement_partitions",
        "schedule": crontab(hour=3, minute=10),
    },
    "numbers no longer kept": {
        "task": "metrics.tasks.forget_old_measurements",
        "schedule": crontab(hour=3, minute=25),
    },
    "activity of the new day": {
        "task": "reviews.tasks.refresh_activity",
        "schedule": crontab(hour=0, minute=5),
    },
    "review runs": {
        "task": "reviews.tasks.reconcile_runs",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "warnings after a change": {
        "task": "reviews.tasks.evaluate_due_warnings",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "still yours": {
        "task": "products.tasks.ask_for_confirmations",
        "schedule": crontab(hour=5, minute=30),
    },
    "packets of a quarter that is over": {
        "task": "reviews.tasks.begin_quarters",
        "schedule": 600.0,
        "options": {"expires": 590},
    },
    "reminders of review meetings": {
        "task": "reviews.tasks.remind_of_meetings",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "warnings": {
        "task": "reviews.tasks.evaluate_warnings",
        "schedule": crontab(hour=2, minute=15),
    },
}
