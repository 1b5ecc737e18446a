"""My desk: what waits for this person, each line with its next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from backlogs.queries.flow import products_of
from backlogs.values import ItemState
from metrics.queries.due import due_list_page
from people.models import Person
from people.permissions import is_leadership
from people.queries import unread_of
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import page, pattern
from portfolio.queries.desk_candidates import ALL, candidate_lines
from portfolio.queries.desk_outcomes import outcome_lines
from portfolio.queries.desk_ownership import ownership_lines
from portfolio.queries.filtering import ProductFilter, listed
from portfolio.queries.items import STARTED, open_rows
from portfolio.queries.warnings import WarningLine, described, warning_lines, warning_values
from portfolio.values import PortfolioPolicy
from products.permissions import belonging
from products.queries import policy_on
from reviews.models import ReviewRun
from reviews.models.run import RunState
from reviews.permissions import starts_runs
from reviews.queries.warning_history import not_put_aside
from reviews.queries.warning_list import warnings_in_sight

MOST: Final = 6
RECENT: Final = timedelta(days=14)
NAMES: Final = ("product__name", "product__slug", "owner_name")


@dataclass(frozen=True)
class DeskSection:
    """One kind of work that waits: `rows` are the first of `count`, `url` opens them all."""

    key: str
    title: str
    count: int
    rows: list[WarningLine]
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeskPage:
    """Ready values for `portfolio/desk.html`; sections without rows are left out."""

    first_name: str
    sections: list[DeskSection]
    mine_url: str
    has_clusters: bool


def desk_page(moment: Moment, person: Person) -> DeskPage:
    """What waits for the person at the moment."""
    sections = [
        *(() if moment.is_past else (_ownership(moment, person), *_told(person))),
        _measurements(moment, person),
        _outcomes(moment, person),
        *(_candidates(moment, person) if not moment.is_past and is_leadership(person) else ()),
        _warnings(moment, person),
        _items(moment, person),
        *(_unmeasured(moment, person) if is_leadership(person) else ()),
        *(_runs(moment) if starts_runs(person) and not moment.is_past else ()),
    ]
    has_clusters = bool(belonging(person).all)
    return DeskPage(
        first_name=person.name.split()[0],
        sections=[section for section in sections if section.rows],
        mine_url=ProductFilter(mine="1").url(moment) if has_clusters else "",
        has_clusters=has_clusters,
    )


def _ownership(moment: Moment, person: Person) -> DeskSection:
    """Who answers for what waits for this person's word."""
    rows = ownership_lines(moment, person)
    return DeskSection("ownership", "Who answers for it", len(rows), rows[:MOST])


def _told(person: Person) -> Iterable[DeskSection]:
    """What the person has not read yet."""
    told, count = unread_of(person, MOST)
    rows = [
        WarningLine(
            tone="full",
            subject=row.words,
            url=row.path,
            what="",
            why=day(timezone.localdate(row.at)),
            act="Open",
            act_url=row.path,
        )
        for row in told
    ]
    url = reverse("people:notification-list")
    yield DeskSection("told", "Said to you", count, rows, url)


def _measurements(moment: Moment, person: Person) -> DeskSection:
    """Metrics of my clusters whose next number is expected by now."""
    found = due_list_page(person, moment)
    due = [row for row in found.rows if row.is_due]
    rows = [
        WarningLine(
            tone="risk" if row.is_overdue else "watch",
            subject=row.metric.name,
            url=row.url,
            what=f"of {row.product}",
            why=f"{row.when}; last {row.value} on {row.measured}" if row.value else row.when,
            act="" if moment.is_past else "Record",
            act_url=row.record_url,
        )
        for row in due[:MOST]
    ]
    note = f"{found.overdue} overdue" if found.overdue else ""
    url = page("metrics:due-list", moment)
    return DeskSection("measurements", "Measurements to record", found.due, rows, url, note)


def _outcomes(moment: Moment, person: Person) -> DeskSection:
    """Reviews of outcomes to look at, as their accountable owner."""
    rows, count = outcome_lines(moment, person, MOST)
    return DeskSection("outcomes", "Did it work?", count, rows)


def _candidates(moment: Moment, person: Person) -> Iterable[DeskSection]:
    """Inventory entries the person wanted to see again by now."""
    rows, count = candidate_lines(moment, person, MOST)
    yield DeskSection("candidates", "Candidates to look at again", count, rows, ALL.url())


def _warnings(moment: Moment, person: Person) -> DeskSection:
    """Warnings about me and my clusters; for leadership, all of them."""
    rows = not_put_aside(warnings_in_sight(moment, person), moment.on)
    if not is_leadership(person):
        mine = belonging(person).all
        about = Q(person=person) | Q(cluster_id__in=mine) | Q(product__cluster_id__in=mine)
        rows = rows.filter(about)
    title = "Needs a decision" if is_leadership(person) else "Warnings about you and your clusters"
    lines = warning_lines(warning_values(described(rows))[:MOST], moment, person)
    count = rows.count()
    return DeskSection("warnings", title, count, lines, page("reviews:warning-list", moment))


def _items(moment: Moment, person: Person) -> DeskSection:
    """Work in progress or waiting in my clusters; what waits comes first, then the oldest."""
    homes = products_of(belonging(person).all, moment.on)
    products = [product for held in homes.values() for product in held]
    started = list(open_rows(products, moment).filter(state_then__in=STARTED))
    started.sort(key=lambda item: (item["state_then"] != ItemState.WAITING, item["touched_then"]))
    url = pattern("backlogs:item-detail", moment, "reference", "AA-999999")
    rows = [_item(item, url, moment) for item in started[:MOST]]
    waiting = sum(item["state_then"] == ItemState.WAITING for item in started)
    note = f"{waiting} waiting" if waiting else ""
    return DeskSection("items", "In progress in your clusters", len(started), rows, "", note)


def _item(item: dict[str, Any], url: Any, moment: Moment) -> WarningLine:
    reference = f"{item['key']}-{item['number']}"
    is_waiting = item["state_then"] == ItemState.WAITING
    touched = timezone.localdate(item["touched_then"])
    return WarningLine(
        tone="watch" if is_waiting else "full",
        subject=item["title"],
        url=url(reference),
        what="is waiting" if is_waiting else "",
        why=f"{reference}, last touched {day(touched, moment.on)}",
        act="Open",
        act_url=url(reference),
    )


def _unmeasured(moment: Moment, person: Person) -> Iterable[DeskSection]:
    """Living products nobody can say anything about, for leadership."""
    wanted = ProductFilter(metrics="none")
    policy = PortfolioPolicy.from_thresholds(policy_on(moment.on).thresholds)
    found = listed(moment, wanted, policy, person)
    product_url = pattern("portfolio:product-detail", moment)
    names = found.order_by("product__name", "pk").values(*NAMES)
    rows = [
        WarningLine(
            tone="watch",
            subject=row["product__name"],
            url=product_url(row["product__slug"]),
            what="tracks no metric",
            why=row["owner_name"] or "no accountable owner",
            act="Look",
            act_url=product_url(row["product__slug"]),
        )
        for row in names[:MOST]
    ]
    url = wanted.url(moment)
    yield DeskSection("unmeasured", "Products without metrics", found.count(), rows, url)


def _runs(moment: Moment) -> Iterable[DeskSection]:
    """Runs that ended in the last two weeks, for those who start them."""
    recent = ReviewRun.objects.exclude(state=RunState.RUNNING).filter(
        finished_at__gte=timezone.now() - RECENT
    )
    url = pattern("reviews:run-detail", None, "pk", hole=987654321)
    rows = [_run(run, url, moment) for run in recent.order_by("-finished_at")[:MOST]]
    yield DeskSection(
        "runs", "Packets lately built", len(rows), rows, page("reviews:review-list", moment)
    )


def _run(run: ReviewRun, url: Any, moment: Moment) -> WarningLine:
    quarter = Quarter.of(run.quarter_start, moment.quarter.first_month)
    address = url(str(run.pk))
    finished = run.finished_at and timezone.localdate(run.finished_at)
    return WarningLine(
        tone={RunState.DONE: "ok", RunState.FAILED: "risk"}.get(RunState(run.state), "none"),
        subject=f"Packets of {quarter.label}",
        url=address,
        what=RunState(run.state).label.lower(),
        why=f"on {day(finished, moment.on)}",
        act="Look",
        act_url=address,
    )
