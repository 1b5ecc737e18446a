"""What is there already at a step of the wizard, and what can be chosen from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from backlogs.models import Item
from metrics.models import Metric, MetricDefinition
from people.models import Person
from people.permissions import is_leadership, sees_everything
from people.queries import organisation, today
from portfolio.calculations.care import CareStep
from portfolio.kernel.marks import day
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Handover, Product
from products.permissions import edits_product, owns, runs_reviews
from products.queries import policy_on
from products.values import Dimension
from reviews.models import Meeting, ReviewSchedule
from reviews.permissions import reads_meeting, runs_meeting
from reviews.queries.owner_picker import OwnerPicker, owner_picker
from reviews.queries.schedule import meetings_ahead
from reviews.values.meetings import USUAL_CADENCE, USUAL_MINUTES, MeetingState, ReviewPolicy

TOP = 5
MEETINGS_OFFERED = 8


@dataclass(frozen=True)
class CarePart:
    """What a step shows beside its form; `full_url` is the page that does the same in full."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    picker: OwnerPicker | None = None
    waits: str = ""
    waits_url: str = ""
    offered: list[MetricDefinition] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    meetings: list[tuple[int, str]] = field(default_factory=list)
    initial: dict[str, Any] = field(default_factory=dict)
    full_url: str = ""
    full_label: str = ""


def care_part(
    step: CareStep | None, cluster: Cluster, product: Product, person: Person, q: str, can_do: bool
) -> CarePart:
    """The part of one step."""
    if step is CareStep.OWNER:
        return _owner(cluster, person, q, can_do)
    if step is CareStep.USERS:
        return _users(product, person)
    if step is CareStep.BACKLOG:
        return _backlog(cluster)
    if step is CareStep.METRICS:
        return _metrics(product, person)
    return _review(cluster, person) if step is CareStep.REVIEW else CarePart()


def _owner(cluster: Cluster, person: Person, q: str, can_do: bool) -> CarePart:
    waiting = Handover.objects.filter(cluster=cluster, state="proposed").select_related("taker")
    asked = waiting.first()
    words, url = "", ""
    if asked is not None:
        on = day(asked.effective_on, today())
        words = f"Proposed to {asked.taker.name} from {on}; waits for their answer."
        sees = sees_everything(person) or person.pk == asked.taker_id or owns(person, cluster.pk)
        url = reverse("reviews:handover-detail", args=[asked.pk]) if sees else ""
    leads = is_leadership(person)
    return CarePart(
        picker=owner_picker(cluster, today(), today(), q) if can_do and asked is None else None,
        waits=words,
        waits_url=url,
        initial={"on": today(), "seen_owner": ""},
        full_url=reverse("reviews:ownership-form", args=[cluster.slug]) if leads else "",
        full_label="Both loads before and after",
    )


def _users(product: Product, person: Person) -> CarePart:
    rows = product.users.select_related("persona").order_by("-headcount", "persona__name")  # type: ignore[attr-defined]
    mine = edits_product(person, product.cluster_id)
    return CarePart(
        rows=[(row.persona.name, row.use_case or "no use case yet") for row in rows],
        full_url=reverse("products:users", args=[product.slug]) if mine else "",
        full_label="All users",
    )


def _backlog(cluster: Cluster) -> CarePart:
    items = Item.objects.unfinished().filter(cluster=cluster).in_order()
    rows = items.select_related("product")[:TOP]
    return CarePart(
        rows=[(row.title, row.product.name) for row in rows],
        full_url=reverse("backlogs:cluster-backlog", args=[cluster.slug]),
        full_label="The whole backlog",
    )


def _metrics(product: Product, person: Person) -> CarePart:
    tracked = list(Metric.objects.filter(product=product).tracked_on(today()))
    mine = edits_product(person, product.cluster_id)
    return CarePart(
        rows=[(metric.name, Dimension(metric.dimension).label) for metric in tracked],
        offered=list(MetricDefinition.objects.offered()),
        taken={one.definition_id for one in tracked if one.definition_id is not None},
        full_url=reverse("metrics:metric-create", args=[product.slug]) if mine else "",
        full_label="Write a metric of your own",
    )


def _review(cluster: Cluster, person: Person) -> CarePart:
    ahead = meetings_ahead([cluster.pk]).get(cluster.pk)
    runs = bool(runs_reviews(person, cluster.pk))
    if ahead is None:
        words, url = "", ""
    else:
        words = f"{ahead.title}, {_when(ahead)}."
        opens = reads_meeting(person, ahead)
        url = reverse("reviews:meeting-detail", args=[ahead.pk]) if opens else ""
    return CarePart(
        waits=words,
        waits_url=url,
        meetings=_meetings(person) if runs and ahead is None else [],
        initial=_initial(cluster, person),
        full_url=reverse("reviews:schedule-form", args=[cluster.slug]) if runs else "",
        full_label="Its schedule",
    )


def _meetings(person: Person) -> list[tuple[int, str]]:
    """Planned meetings to come whose agenda the person may change, the earliest first."""
    rows = Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__gt=timezone.now())
    mine = [row for row in rows.order_by("starts_at", "pk")[:50] if runs_meeting(person, row)]
    return [(row.pk, f"{row.title}, {_when(row)}") for row in mine[:MEETINGS_OFFERED]]


def _when(meeting: Meeting) -> str:
    start = meeting.local_start
    return f"{day(start.date(), today())}, {start:%H:%M}"


def _initial(cluster: Cluster, person: Person) -> dict[str, Any]:
    """Its schedule, and the working day on which the packets of this quarter are ready."""
    row = ReviewSchedule.objects.filter(cluster=cluster).select_related("facilitator").first()
    over = Quarter.of(today(), organisation().first_month).end
    days = ReviewPolicy.from_thresholds(policy_on(today()).thresholds).packet_days
    return {
        "cadence_months": row.cadence_months if row else USUAL_CADENCE,
        "minutes": row.minutes if row else USUAL_MINUTES,
        "facilitator": row.facilitator.slug if row and row.facilitator else person.slug,
        "day": _working_day(over + timedelta(days=days)),
        "begins": "09:00",
    }


def _working_day(on: date) -> date:
    """The day itself, the Monday after instead of a day of the weekend."""
    return on + timedelta(days=(7 - on.weekday()) % 7 if on.weekday() > 4 else 0)
