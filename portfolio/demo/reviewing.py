"""What has been computed by the time somebody looks: warnings, and the packets of last quarters."""

from __future__ import annotations

from people.models import Person
from people.queries import organisation, today
from portfolio.demo.answered import answer_warnings
from portfolio.demo.meetings import hold_demo
from portfolio.demo.outcomes import review_outcomes
from portfolio.demo.preparing import freeze_reviewed, prepare_packets
from portfolio.kernel.quarters import Quarter
from reviews.actions.building import build_jobs
from reviews.actions.runs import close_finished_runs, request_run
from reviews.actions.warnings import evaluate_and_store

REVIEWED_QUARTERS = 4


def review_demo() -> None:
    """Evaluate today's warnings and build the packets of the last quarters, oldest first.

    No worker runs yet when the demo is loaded, so the jobs are done here and now.
    """
    review_outcomes()
    hold_demo()
    evaluate_and_store(today())
    answer_warnings()
    facilitator = Person.objects.filter(is_facilitator=True).first()
    last = Quarter.of(today(), organisation().first_month).previous()
    prepare_packets(last)
    for quarter in last.trailing(REVIEWED_QUARTERS):
        run = request_run(facilitator, quarter).run
        build_jobs(list(run.jobs.order_by("pk").values_list("pk", flat=True)))
        close_finished_runs([run.pk])
        if quarter != last:
            freeze_reviewed(facilitator, quarter)
