"""One warning, whole: why it is there, what would clear it, what happened to it, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.queries import policy_on
from reviews.models import PortfolioWarning, WarningEvent
from reviews.models.warning import Severity
from reviews.permissions import handles_warning, snoozes
from reviews.queries.links import with_moment
from reviews.queries.warning_evidence import Evidence, evidence_of, names_in
from reviews.queries.warning_history import state_of
from reviews.queries.warning_list import in_sight, subject_of, takes_step
from reviews.queries.warning_thresholds import Threshold, thresholds_of
from reviews.queries.warning_words import event_words
from reviews.rules.registry import BY_KEY, TITLES
from reviews.values.warnings import WarningPolicy, WarningState


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when, who (empty: the data), what, and the reason given."""

    at: datetime
    who: str
    words: str
    note: str


@dataclass(frozen=True)
class Acts:
    """Where the reader may do what; empty: not theirs, or not now."""

    acknowledge: str = ""
    snooze: str = ""
    reopen: str = ""


@dataclass(frozen=True)
class WarningPage:
    """Everything a person needs to judge a warning."""

    row: PortfolioWarning
    rule: str
    subject: str
    subject_url: str
    sentence: str
    tone: str
    severity: str
    state: WarningState
    put_aside: str
    since: date
    quarters: str
    clears: str
    evidence: Evidence
    thresholds: list[Threshold]
    policy: int
    list_url: str
    evaluated_at: datetime
    resolved_on: date | None
    seen: int
    longest_snooze: int
    history: list[HistoryLine] = field(default_factory=list)
    step: str = ""
    step_url: str = ""
    acts: Acts = field(default_factory=Acts)

    @property
    def pk(self) -> int:
        """Its key."""
        return self.row.pk

    @property
    def is_snoozed(self) -> bool:
        """Whether it is quiet just now."""
        return self.state is WarningState.SNOOZED


def warning_page(pk: int, moment: Moment, person: Person) -> WarningPage:
    """The warning. Raises `NotFound` where there is none, or none the person may read."""
    rows = PortfolioWarning.objects.select_related("person", "cluster", "product", "policy")
    row = in_sight(rows, person).filter(pk=pk).first()
    if row is None:
        raise NotFound("There is nothing at this address.", code="not_found")
    events = list(row.events.select_related("by"))  # type: ignore[attr-defined]
    newest = events[-1] if events else None
    state = state_of(newest, moment.today) if row.resolved_on is None else WarningState.RESOLVED
    name, url = subject_of(row, moment)
    rule = BY_KEY.get(row.rule)
    lives = state is not WarningState.RESOLVED and not moment.is_past
    takes = lives and takes_step(row, person)
    current = WarningPolicy.from_thresholds(policy_on(moment.today).thresholds)
    return WarningPage(
        row=row,
        rule=TITLES.get(row.rule, row.rule),
        subject=name,
        subject_url=url,
        sentence=row.sentence,
        tone=row.severity,
        severity=Severity(row.severity).label,
        state=state,
        put_aside=_put_aside(newest, state),
        since=row.since,
        quarters=counted(row.consecutive_quarters, "quarter") if row.consecutive_quarters else "",
        clears=row.clears,
        evidence=evidence_of(row.evidence, names_in(row.evidence)),
        thresholds=thresholds_of(rule.thresholds, row.policy) if rule else [],
        policy=row.policy.number,
        list_url=with_moment(reverse("reviews:warning-list"), moment),
        evaluated_at=row.evaluated_at,
        resolved_on=row.resolved_on,
        seen=newest.pk if newest else 0,
        longest_snooze=current.snooze_days,
        history=[_line(event) for event in reversed(events)],
        step=row.step_label if takes else "",
        step_url=row.step_url if takes else "",
        acts=_acts(row, state, person) if lives else Acts(),
    )


def _put_aside(newest: WarningEvent | None, state: WarningState) -> str:
    """Who put it aside and why, while that holds."""
    if newest is None or newest.by is None or state is WarningState.OPEN:
        return ""
    words = f"{newest.by.name} {event_words(newest)}"
    return f"{words}: {newest.note}" if newest.note else f"{words}."


def _line(event: WarningEvent) -> HistoryLine:
    who = event.by.name if event.by else ""
    return HistoryLine(event.at, who, event_words(event), event.note)


def _acts(row: PortfolioWarning, state: WarningState, person: Person) -> Acts:
    def address(name: str, allowed: bool) -> str:
        return reverse(f"reviews:warning-{name}", args=[row.pk]) if allowed else ""

    handles, rests = handles_warning(person, row), snoozes(person)
    taken_back = rests if state is WarningState.SNOOZED else handles
    return Acts(
        acknowledge=address("acknowledgement", handles and state is WarningState.OPEN),
        snooze=address("snooze", rests and state is not WarningState.SNOOZED),
        reopen=address("reopening", taken_back and state is not WarningState.OPEN),
    )
