"""`manage.py warnings`: what the data says somebody should look at."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.queries import today
from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.rules.finding import Finding, Scope
from reviews.rules.registry import find_all


class Command(BaseCommand):
    """Without `--on` the warnings of today are evaluated and stored, as the nightly job does.

    With `--on` the warnings as of the end of that day are computed and printed; nothing is stored,
    because stored warnings tell of the present.
    """

    help = "Evaluate and store today's warnings, or print those of another day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="2026-06-30: only compute and print")
        parser.add_argument("--json", action="store_true", help="print as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = self._day(options["on"])
        stored = None if options["on"] else evaluate_and_store(day)
        findings = find_all(Scope(day, policy_on(day)))
        if options["json"]:
            said = {
                "on": day.isoformat(),
                "policy": policy_on(day).number,
                "stored": stored is not None,
                "warnings": [_as_json(finding) for finding in findings],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for finding in findings:
            self.stdout.write(f"{finding.severity.label:8} {finding.sentence}")
        if stored is not None:
            self.stdout.write(
                f"{len(findings)} open: {stored.opened} new, {stored.open_before} known before; "
                f"{stored.resolved} resolved."
            )

    def _day(self, text: str | None) -> date:
        if text is None:
            return today()
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no date; write it as 2026-06-30.") from error
        if day > today():
            raise CommandError(f"{day} has not come yet.")
        return day


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        finding.subject.value: finding.subject_slug,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "clears": finding.clears,
        "since": finding.since.isoformat(),
        "consecutive_quarters": finding.consecutive_quarters,
        "evidence": finding.evidence,
    }
