"""Why a metric was chosen, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.models import Metric, MetricWorksheet
from metrics.values.worksheets import QUESTIONS, WORKSHEETS
from portfolio.kernel.marks import day


@dataclass(frozen=True)
class WorksheetLines:
    """The answered questions of each worksheet, and who answered them when."""

    parts: list[tuple[str, list[tuple[str, str]]]]
    said: str


def answers_of(metric: Metric) -> dict[str, str]:
    """Every question with its answer, empty where there is none."""
    row = MetricWorksheet.objects.filter(metric=metric).first()
    return {name: getattr(row, name, "") for name in QUESTIONS}


def worksheet_lines(metric: Metric) -> WorksheetLines | None:
    """What was answered; None where nothing was."""
    row = MetricWorksheet.objects.filter(metric=metric).select_related("answered_by").first()
    if row is None:
        return None
    parts = [
        (
            title,
            [(words, getattr(row, name)) for name, words in asked.items() if getattr(row, name)],
        )
        for title, asked in WORKSHEETS
    ]
    by = f"{row.answered_by.name}, " if row.answered_by else ""
    return WorksheetLines([part for part in parts if part[1]], f"{by}{day(row.answered_on)}")
