"""One objective: its key results, what was said of them, the items meant to move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.models import CheckIn, KeyResult, Objective
from metrics.queries.key_results import CheckInLine, check_in_line
from metrics.queries.progress import ObjectiveReading, readings_of
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import ONE
from portfolio.queries.addresses import page, pattern
from portfolio.queries.goal_items import items_moving
from portfolio.queries.goal_lines import Addresses, ObjectiveLine, ResultLine, objective_line
from portfolio.queries.product_filters import Link
from portfolio.queries.product_head import Action
from products.permissions import edits_backlog, edits_product


@dataclass(frozen=True)
class ResultSection:
    """One key result with its trail and what this person may do to it."""

    line: ResultLine
    said: Sequence[CheckInLine]
    check_url: str
    edit_url: str
    drop_url: str


@dataclass(frozen=True)
class ObjectiveDetailPage:
    """Ready values for `portfolio/objective_detail.html`."""

    line: ObjectiveLine
    goals_url: str
    quarter: str
    as_of: str
    goal: Link | None
    carried_from: Link | None
    carried_to: Link | None
    dropped: str
    given_up: Sequence[tuple[str, str]]
    results: Sequence[ResultSection]
    actions: Sequence[Action]


@dataclass(frozen=True)
class _Rights:
    edits: bool
    checks: bool
    is_open: bool


def objective_detail_page(pk: int, moment: Moment, person: Person) -> ObjectiveDetailPage:
    """The objective at the moment. Raises `NotFound` where there is none, or was none yet."""
    related = ("cluster", "product", "goal", "carried_from", "carried_to")
    rows = Objective.objects.select_related(*related).filter(written_on__lte=moment.on)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound("There is no such objective at this moment.", code="no_objective")
    (reading,) = readings_of([row], moment.on)
    to, rights = Addresses.at(moment), _rights(reading, moment, person)
    items = items_moving([one.row.pk for one in reading.results], moment)
    line, said = objective_line(reading, to, items), _said(reading)
    goal_url = pattern("portfolio:goal-detail", moment)
    return ObjectiveDetailPage(
        line=line,
        goals_url=page("portfolio:goal-list", moment),
        quarter=reading.quarter.label,
        as_of=day(reading.on),
        goal=Link(row.goal.name, goal_url(row.goal.slug)) if row.goal else None,
        carried_from=_link(row.carried_from, to),
        carried_to=_link(_after(row, moment), to),
        dropped=_dropped(row, moment),
        given_up=_given_up(row, reading),
        results=[_section(row, one, said[one.pk], rights) for one in line.results],
        actions=_actions(reading, moment, rights),
    )


def _rights(reading: ObjectiveReading, moment: Moment, person: Person) -> _Rights:
    row = reading.row
    is_standing = not moment.is_past and row.dropped_on is None
    cluster_id = row.product.cluster_id if row.product else row.cluster_id
    edits = is_leadership(person) if cluster_id is None else edits_product(person, cluster_id)
    checks = edits if cluster_id is None else edits_backlog(person, cluster_id)
    return _Rights(
        edits=bool(edits) and is_standing,
        checks=bool(checks) and is_standing and reading.quarter.start <= moment.today,
        is_open=reading.quarter.end > moment.today,
    )


def _section(
    row: Objective, line: ResultLine, said: Sequence[CheckInLine], rights: _Rights
) -> ResultSection:
    def url(name: str, allowed: bool) -> str:
        return pattern(name, None, "result", 987654321, pk=row.pk)(str(line.pk)) if allowed else ""

    edits = rights.edits and rights.is_open
    return ResultSection(
        line=line,
        said=said,
        check_url=url("metrics:check-in", rights.checks),
        edit_url=url("metrics:key-result-edit", edits),
        drop_url=url("metrics:key-result-withdrawal", edits),
    )


def _said(reading: ObjectiveReading) -> dict[int, list[CheckInLine]]:
    """Check-ins up to the day, newest first, corrected ones struck through; one statement."""
    units = {one.row.pk: one.unit for one in reading.results}
    found: dict[int, list[CheckInLine]] = {pk: [] for pk in units}
    rows = CheckIn.objects.filter(key_result_id__in=units, on__lte=reading.on)
    for row in rows.select_related("said_by").order_by("-on", "-said_at"):
        found[row.key_result_id].append(check_in_line(row, units[row.key_result_id]))
    return found


def _given_up(row: Objective, reading: ObjectiveReading) -> list[tuple[str, str]]:
    """Key results that no longer count, with the reason."""
    rows = KeyResult.objects.filter(objective=row, dropped_on__lte=reading.on).order_by("pk")
    return [(one.title, f"{day(one.dropped_on)}: {one.drop_reason}") for one in rows]


def _after(row: Objective, moment: Moment) -> Objective | None:
    after: Objective | None = getattr(row, "carried_to", None)
    return after if after is not None and after.written_on <= moment.on else None


def _link(row: Objective | None, to: Addresses) -> Link | None:
    return None if row is None else Link(row.title, to.objective(str(row.pk)))


def _dropped(row: Objective, moment: Moment) -> str:
    if row.dropped_on is None or row.dropped_on > moment.on:
        return ""
    return f"Given up on {day(row.dropped_on)}: {row.drop_reason}"


def _actions(reading: ObjectiveReading, moment: Moment, rights: _Rights) -> list[Action]:
    pk = str(reading.row.pk)

    def url(name: str) -> str:
        return pattern(name, None, "pk", 987654321)(pk)

    if not rights.edits:
        return []
    if rights.is_open:
        return [
            Action("Give up", url("metrics:objective-withdrawal")),
            Action("Edit", url("metrics:objective-edit")),
            Action("Add key result", url("metrics:key-result-create"), is_primary=True),
        ]
    left = any(one.progress != ONE for one in reading.results)
    if left and _after(reading.row, moment) is None:
        return [Action("Carry over", url("metrics:carry-over"), is_primary=True)]
    return []
