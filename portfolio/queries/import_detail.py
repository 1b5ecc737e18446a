"""The page of one import: where it stands, its counts, and the lines of its plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.safestring import SafeString

from portfolio.imports.lines import OUTCOMES
from portfolio.kernel.charts import stack
from portfolio.kernel.marks import tag
from portfolio.models import BatchState, ImportBatch, ImportLine
from portfolio.queries.import_list import STATE_TONES, WORDS, counts_of, title_of

PER_PAGE = 50
SHOWN_PROBLEMS = 6
MARKS = {"refused": "Problem", "missing": "Missing"}
TONES = {"created": "ok", "changed": "mark", "same": "", "missing": "watch", "refused": "risk"}
PARTS = {"created": "imp", "changed": "watch", "same": "void", "missing": "run", "refused": "risk"}


@dataclass(frozen=True)
class Tab:
    """One filter of the plan: a word, a count, its address."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class LineRow:
    """One line of the plan, ready to be shown."""

    place: str
    kind: str
    label: str
    outcome: SafeString
    column: str
    value: str
    reason: str
    fields: list[tuple[str, str, str]]
    is_bad: bool


@dataclass(frozen=True)
class DetailPage:
    """One import: what it is, where it stands, its counts and the lines of the chosen tab."""

    batch: ImportBatch
    url: str
    title: str
    step: int
    state: SafeString
    counts: str
    writes: int
    refused: int
    problems: list[str]
    more_problems: int
    left_out: list[tuple[str, int]]
    notes: list[str]
    bar: SafeString
    tabs: list[Tab]
    lines: list[LineRow]
    pager: Pager
    is_waiting: bool
    is_planned: bool
    is_applied: bool
    progress: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pager:
    """Page numbers, with the names `components/pages.html` asks for."""

    number: int
    num_pages: int

    @property
    def paginator(self) -> Pager:
        """Itself: it knows the number of pages."""
        return self

    @property
    def has_previous(self) -> bool:
        """Whether there is an earlier page."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a later page."""
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        """Whether there is any other page."""
        return self.num_pages > 1

    @property
    def previous_page_number(self) -> int:
        """The earlier page."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The later page."""
        return self.number + 1


def import_detail_page(batch: ImportBatch, outcome: str, number: int) -> DetailPage:
    """One import with the lines of the chosen outcome."""
    total: dict[str, int] = batch.summary.get("total", {})
    outcome = outcome if outcome in OUTCOMES else ""
    count = total.get(outcome, 0) if outcome else sum(total.values())
    pages = max(1, -(-count // PER_PAGE))
    number = min(max(1, number), pages)
    writes = total.get("created", 0) + total.get("changed", 0)
    refused = total.get("refused", 0)
    problems = _problems(batch) if refused else []
    state = BatchState(batch.state)
    waiting = state in (BatchState.WAITING, BatchState.APPLYING)
    words = counts_of(batch)
    url = reverse("portfolio:import-detail", args=[batch.pk])
    return DetailPage(
        batch=batch,
        url=url,
        title=title_of(batch),
        step={BatchState.WAITING: 2, BatchState.PLANNED: 3, BatchState.APPLYING: 3}.get(state, 4),
        state=tag(batch.get_state_display(), STATE_TONES.get(batch.state, "")),
        counts=words,
        writes=writes,
        refused=refused,
        problems=problems,
        more_problems=refused - len(problems),
        notes=batch.summary.get("notes", []),
        left_out=sorted(batch.summary.get("left_out", {}).items()),
        bar=stack(
            [(PARTS[o], total.get(o, 0)) for o in OUTCOMES], label=counts_of(batch), size="l"
        ),
        tabs=_tabs(url, total, outcome),
        lines=_lines(batch, outcome, number),
        pager=Pager(number, pages),
        is_waiting=waiting,
        is_planned=state is BatchState.PLANNED,
        is_applied=state is BatchState.APPLIED,
        progress=_progress(url, state),
    )


def _tabs(url: str, total: dict[str, int], outcome: str) -> list[Tab]:
    tabs = [Tab("All", sum(total.values()), url, not outcome)]
    return tabs + [
        Tab(WORDS[o], total[o], f"{url}?show={o}", o == outcome) for o in OUTCOMES if total.get(o)
    ]


def _lines(batch: ImportBatch, outcome: str, number: int) -> list[LineRow]:
    """One page of lines. Positions of one outcome follow each other, so no row is skipped over."""
    lines = ImportLine.objects.filter(batch=batch)
    if outcome:
        lines = lines.filter(outcome=outcome)
    ends = lines.aggregate(first=Min("position"), last=Max("position"))
    first = (ends["first"] or 0) + (number - 1) * PER_PAGE
    found = lines.filter(position__gte=first).order_by("position")[:PER_PAGE]
    return [_row(line) for line in found]


def _row(line: ImportLine) -> LineRow:
    return LineRow(
        place=f"{line.file}, {line.place}" if line.file else line.place,
        kind=line.kind or "file",
        label=line.label,
        outcome=tag(MARKS.get(line.outcome, WORDS[line.outcome]), TONES[line.outcome]),
        column=line.column,
        value=line.value,
        reason=line.reason,
        fields=[(name.replace("_", " "), old, new) for name, old, new in line.fields],
        is_bad=line.outcome == "refused",
    )


def _problems(batch: ImportBatch) -> list[str]:
    lines = ImportLine.objects.filter(batch=batch, outcome="refused").order_by("position")
    return [
        ", ".join(part for part in (line.file, line.place) if part) + f": {line.reason}"
        for line in lines[:SHOWN_PROBLEMS]
    ]


def _progress(url: str, state: BatchState) -> dict[str, Any]:
    words = {
        BatchState.WAITING: "Reading the files and making the plan",
        BatchState.APPLYING: "Importing",
    }
    return {
        "url": url,
        "fraction": 0,
        "words": words.get(state, ""),
        "is_done": state not in words,
        "failed": "",
    }
