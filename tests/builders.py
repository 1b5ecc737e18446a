"""Plain functions that build what a test is about, through the real actions, with short defaults.

Everything begins on `BEGAN` unless a test says otherwise, so that any quarter since then has data.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from metrics.actions.measurements import record_measurement
from metrics.actions.metrics import add_metric, set_target
from metrics.models import Metric, MetricTarget, WorkingCalendar
from people.actions.persons import create_person
from people.actions.tokens import issue_token
from people.models import AccessToken, Person
from people.queries import today
from portfolio.kernel.quarters import Quarter
from products.actions.clusters import create_cluster
from products.actions.lifecycle import change_stage
from products.actions.ownership import assign_owner
from products.actions.products import create_product
from products.actions.teams import join_team
from products.models import Cluster, Ownership, Product, StagePeriod, TeamMembership
from products.queries import policy_on
from reviews.actions.meetings import MeetingDetails, plan_meeting
from reviews.models import Meeting, PortfolioWarning

BEGAN = date(2024, 1, 1)
PASSWORD = "correct horse battery staple"
BACKEND = "people.backends.PersonBackend"

_numbers = count(1)


def make_person(name: str = "", **fields: Any) -> Person:
    """A person who can sign in with `PASSWORD`; `fields` as in `create_person`."""
    name = name or f"Person {next(_numbers)}"
    address = f"{name.lower().replace(' ', '.')}@example.org"
    return create_person(name=name, **{"email": address, "password": PASSWORD, **fields})


def make_cluster(name: str = "", **fields: Any) -> Cluster:
    """An empty cluster that may hold several products."""
    return create_cluster(
        None,
        **{
            "name": name or f"Cluster {next(_numbers)}",
            "opened_on": BEGAN,
            "rationale_kinds": ["users"],
            "rationale": "The same people use them every day.",
            **fields,
        },
    )


def make_product(name: str = "", cluster: Cluster | None = None, **fields: Any) -> Product:
    """A product in introduction since `BEGAN`; without a cluster it stands alone."""
    name = name or f"Product {next(_numbers)}"
    return create_product(
        None, **{"name": name, "introduced_on": BEGAN, "cluster": cluster, **fields}
    )


def own(person: Person, thing: Cluster | Product, on: date = BEGAN) -> Ownership:
    """Make the person accountable for the cluster, or for the product's cluster."""
    return assign_owner(None, _cluster(thing), person, on)


def join(person: Person, thing: Cluster | Product, on: date = BEGAN) -> TeamMembership:
    """Add the person to the team of the cluster, or of the product's cluster."""
    return join_team(None, _cluster(thing), person, on)


def set_stage(product: Product, stage: str, on: date, reason: str = "Agreed.") -> StagePeriod:
    """Move the product to `stage` from `on`."""
    return change_stage(None, product, stage, on, reason)


def make_metric(
    product: Product,
    name: str = "Availability",
    target: tuple[Any, Any, Any] | None = (99, 95, 90),
    *,
    weight: Any = 1,
    **shape: Any,
) -> Metric:
    """A monthly operational metric, higher is better; `target` is target, warning and floor."""
    defaults = {
        "level": "operational",
        "dimension": "operations",
        "unit": "%",
        "direction": "higher",
        "cadence": "month",
        "summary": "mean",
        "started_on": BEGAN,
    }
    metric = add_metric(None, product, name=name, **{**defaults, **shape})
    if target is not None:
        aim(metric, *target, weight=weight, on=metric.started_on)
    return metric


def aim(
    metric: Metric, target: Any, warning: Any, floor: Any, *, weight: Any = 1, on: date = BEGAN
) -> MetricTarget:
    """Set the metric's target from `on`."""
    return set_target(
        None,
        metric,
        on,
        target=Decimal(str(target)),
        warning=Decimal(str(warning)),
        floor=Decimal(str(floor)),
        weight=Decimal(str(weight)),
    )


def measure(metric: Metric, on: date, value: Any, reason: str = "Counted again.") -> None:
    """Record one number; a second one for the day corrects the first."""
    record_measurement(None, metric, on, Decimal(str(value)), reason=reason)


def days_ago(number: int, today: date) -> date:
    """The day `number` days before `today`."""
    return today - timedelta(days=number)


def sign_in(client: Client, person: Person) -> Client:
    """Give the client the person's session."""
    client.force_login(person, backend=BACKEND)
    return client


def make_token(person: Person, scope: str = "write") -> tuple[AccessToken, str]:
    """An access token of the person and its text."""
    last_day = today() + timedelta(days=30)
    return issue_token(person, person, name="Figures", scope=scope, last_day=last_day)


def bearer(person: Person, scope: str = "write") -> Client:
    """A client that introduces itself with a token of the person, and speaks JSON."""
    return Client(headers={"Authorization": f"Bearer {make_token(person, scope)[1]}"})


def _cluster(thing: Cluster | Product) -> Cluster:
    return thing.cluster if isinstance(thing, Product) else thing


def make_calendar(name: str = "Service desk") -> WorkingCalendar:
    """Working hours, Monday to Friday from 9 to 17; asked for again, the same ones."""
    calendar, _ = WorkingCalendar.objects.get_or_create(
        name=name,
        defaults={
            "weekdays": [0, 1, 2, 3, 4], "opens": time(9), "closes": time(17), "zone": "UTC",
        },
    )  # fmt: skip
    return calendar


def make_warning(subject: Cluster | Person | Product, **fields: Any) -> PortfolioWarning:
    """An open warning about the cluster, person or product, as if the data had opened it today."""
    now = timezone.now()
    row = {
        "rule": "orphan", "severity": "watch", "sentence": f"{subject} needs a look.",
        "since": today(), "policy": policy_on(today()), "opened_at": now, "evaluated_at": now,
        type(subject).__name__.lower(): subject,
    }  # fmt: skip
    warning = PortfolioWarning.objects.create(**{**row, **fields})
    warning.events.create(kind="opened", at=now, severity=warning.severity)  # type: ignore[attr-defined]
    return warning


def make_meeting(
    *clusters: Cluster,
    starts_at: datetime | None = None,
    quarter: Quarter | None = None,
    facilitator: Person | None = None,
    **details: Any,
) -> Meeting:
    """A meeting about the clusters, in ten days unless `starts_at` says otherwise, of an hour."""
    return plan_meeting(
        None,
        MeetingDetails(
            **{
                "title": "Review",
                "quarter": quarter or Quarter.of(today()).previous(),
                "starts_at": starts_at or timezone.now() + timedelta(days=10),
                "zone": "Europe/Berlin",
                "minutes": 60,
                "facilitator": facilitator or make_person(),
                **details,
            }
        ),
        clusters,
    )
