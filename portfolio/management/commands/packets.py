"""`manage.py packets 2026Q2`: have a quarter's packets built; with --verify, compared."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.queries import organisation
from portfolio.kernel.errors import DomainError
from portfolio.kernel.quarters import Quarter
from portfolio.management.verdicts import say_verdicts
from reviews.actions.runs import check_over, close_finished_runs, request_run
from reviews.models import ReviewRun
from reviews.models.run import RunState
from reviews.queries.runs import Progress, failures_of, progress_of, run_of
from reviews.tasks import ring_for_run

LOOK_EVERY_S = 0.5
BAR = 40


class Command(BaseCommand):
    """Exit codes: 0 asked for (with --wait: every packet built), 1 refused or some failed,
    3 still not finished when `--timeout` was over. With --verify: 0 every packet has the bytes of
    today, 2 some differ and it is known why, 4 some differ without a reason or can't be built."""

    help = "Have the packets of a quarter built by the workers; a running run is joined."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("quarter", help="2026Q2, or FY2027Q1 in another fiscal calendar")
        parser.add_argument("--wait", action="store_true", help="stay until the run has ended")
        parser.add_argument("--timeout", type=float, default=3600, help="seconds to stay at most")
        parser.add_argument(
            "--verify", action="store_true", help="build each again and compare; writes nothing"
        )
        parser.add_argument("--json", action="store_true", help="say the result as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            quarter = Quarter.parse(options["quarter"], organisation().first_month)
            if options["verify"]:
                check_over(quarter)
                sys.exit(say_verdicts(self.stdout, quarter, as_json=options["json"]))
            requested = request_run(None, quarter)
        except (ValueError, DomainError) as error:
            raise CommandError(str(error)) from error
        ring_for_run(requested.run.pk)
        if not options["json"]:
            self._say_asked(quarter, requested.run, requested.joined)
        ended = True
        if options["wait"]:
            ended = self._wait(requested.run, options["timeout"], quiet=options["json"])
        self._say_result(quarter, requested.run, requested.joined, as_json=options["json"])
        if options["wait"]:
            self._exit(requested.run, ended)

    def _say_asked(self, quarter: Quarter, run: ReviewRun, joined: bool) -> None:
        jobs = run.jobs.count()
        if joined:
            self.stdout.write(f"Run {run.pk} is building {quarter.label} already; joined it.")
        else:
            self.stdout.write(f"Run {run.pk}: {jobs} packets of {quarter.label} are to be built.")

    def _wait(self, run: ReviewRun, timeout: float, *, quiet: bool) -> bool:
        end = time.monotonic() + timeout
        last = ""
        while True:
            close_finished_runs([run.pk])
            progress = progress_of([run.pk])[run.pk]
            is_over = ReviewRun.objects.exclude(state=RunState.RUNNING).filter(pk=run.pk).exists()
            if not quiet:
                last = self._draw(progress, last, is_over)
            if is_over or time.monotonic() > end:
                return is_over
            time.sleep(LOOK_EVERY_S)

    def _draw(self, progress: Progress, last: str, is_over: bool) -> str:
        """A bar that stays in its line on a terminal, a line per change elsewhere."""
        filled = BAR * progress.ended // max(1, progress.total)
        failed = f", {progress.failed} failed" if progress.failed else ""
        words = f"{progress.ended} of {progress.total}{failed}"
        if self.stdout.isatty():
            self.stdout.write(f"\r[{'█' * filled}{'·' * (BAR - filled)}] {words}", ending="")
            self.stdout.write("\n" if is_over else "", ending="")
            self.stdout.flush()
        elif words != last:
            self.stdout.write(words)
        return words

    def _say_result(self, quarter: Quarter, run: ReviewRun, joined: bool, *, as_json: bool) -> None:
        found, progress = run_of(run.pk), progress_of([run.pk])[run.pk]
        failures = failures_of(run.pk)
        if as_json:
            said = {
                "run": run.pk,
                "quarter": quarter.compact,
                "state": found.state if found else "",
                "joined": joined,
                "packets": progress.total,
                "done": progress.done,
                "failed": progress.failed,
                "failures": [{"cluster": slug, "error": error} for slug, error in failures],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for slug, error in failures:
            self.stderr.write(f"{slug}: {error}")

    def _exit(self, run: ReviewRun, ended: bool) -> None:
        found = run_of(run.pk)
        if not ended:
            self.stderr.write("The run goes on; --timeout is over.")
            sys.exit(3)
        if found is None or found.state != RunState.DONE:
            sys.exit(1)
