"""What happens to backlogs by itself."""

from celery import shared_task

from backlogs.actions.outcome_reviews import open_due_reviews, refresh_reviews
from people.queries import today


@shared_task(name="backlogs.tasks.review_outcomes")
def review_outcomes() -> int:
    """Open the outcome reviews that have come due, then compute anew those nobody looked at."""
    opened = open_due_reviews(today())
    refresh_reviews()
    return opened
