"""Reviews of outcomes open by themselves, and are computed anew until somebody has looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from backlogs.actions.telling import name_of, reference_of
from backlogs.models import Item, OutcomeReview, StateEvent
from backlogs.queries.outcome_evidence import Case, Evidence, evidence_of
from backlogs.values import ItemState
from backlogs.values.verdicts import REVIEW_DAYS
from people.actions.notifications import Notice, notify_all
from people.models import NotificationKind
from portfolio.kernel.numbers import stored
from products.models import Ownership

CHUNK: Final = 500
"""Items per transaction, so that one takes well under a second."""

TOLD_DAYS: Final = 14
"""Reviews due longer ago came with a history; they are on the lists and nobody is told of each."""

COMPUTED: Final = (
    "metric_id", "figure", "unit", "expected", "before", "before_count", "before_wanted",
    "after", "after_count", "after_wanted", "effect", "verdict", "gap", "policy_id",
)  # fmt: skip


def open_due_reviews(day: date) -> int:
    """Open every review due by `day` that is not there yet; how many. Run twice, none are new."""
    opened = 0
    cases = due_cases(day)
    for at in range(0, len(cases), CHUNK):
        opened += _open(cases[at : at + CHUNK], day)
    return opened


def due_cases(day: date) -> list[Case]:
    """The reviews due by `day` that have no row: of items that are shipped, by their last time."""
    shipping = StateEvent.objects.filter(item=OuterRef("pk"), to_state=ItemState.SHIPPED)
    last = shipping.order_by("-at", "-id").values("at")[:1]
    there = OutcomeReview.objects.filter(
        item=OuterRef("pk"), days=REVIEW_DAYS[-1], shipped_on=OuterRef("shipped_on")
    )
    rows = (
        Item.objects.filter(state=ItemState.SHIPPED, outcome__isnull=False)
        .annotate(shipped_on=TruncDate(Subquery(last)))
        .filter(shipped_on__lte=day - timedelta(days=REVIEW_DAYS[0]))
        .filter(~Exists(there))
        .order_by("pk")
        .values_list("pk", "shipped_on")
    )
    asked = [Case(pk, shipped_on, days) for pk, shipped_on in rows for days in REVIEW_DAYS]
    due = [case for case in asked if case.due_on <= day]
    known = set(
        OutcomeReview.objects.filter(item_id__in={case.item_id for case in due}).values_list(
            "item_id", "days", "shipped_on"
        )
    )
    return [case for case in due if (case.item_id, case.days, case.shipped_on) not in known]


@transaction.atomic
def _open(cases: Sequence[Case], day: date) -> int:
    now = timezone.now()
    rows = [
        OutcomeReview(
            item_id=case.item_id,
            days=case.days,
            shipped_on=case.shipped_on,
            due_on=case.due_on,
            computed_at=now,
            **computed(evidence),
        )
        for case, evidence in evidence_of(cases).items()
    ]
    before = set(_keys(rows))
    OutcomeReview.objects.bulk_create(rows, ignore_conflicts=True)
    made = OutcomeReview.objects.filter(
        item_id__in={row.item_id for row in rows}, computed_at=now
    ).select_related("item__product")
    fresh = [row for row in made if (row.item_id, row.days, row.shipped_on) in before]
    _tell([row for row in fresh if row.due_on >= day - timedelta(days=TOLD_DAYS)])
    return len(fresh)


def _keys(rows: Iterable[OutcomeReview]) -> Iterable[tuple[int, int, date]]:
    return ((row.item_id, row.days, row.shipped_on) for row in rows)


def refresh_reviews() -> int:
    """Compute anew every review nobody has looked at; how many changed.

    Measurements come late and are corrected. A review of an earlier shipping, of an item that was
    opened again since, is left as it was.
    """
    keys = list(
        OutcomeReview.objects.filter(said_at__isnull=True, item__state=ItemState.SHIPPED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return sum(refresh(keys[at : at + CHUNK]) for at in range(0, len(keys), CHUNK))


@transaction.atomic
def refresh(keys: Sequence[int]) -> int:
    """Compute these anew unless somebody has looked; how many changed."""
    rows = list(
        OutcomeReview.objects.select_for_update(of=("self",))
        .filter(pk__in=keys, said_at__isnull=True)
        .order_by("pk")
    )
    changed = recomputed(rows)
    OutcomeReview.objects.bulk_update(changed, [*COMPUTED, "computed_at"], batch_size=CHUNK)
    return len(changed)


def recomputed(rows: Sequence[OutcomeReview]) -> list[OutcomeReview]:
    """The rows whose evidence is another one now, with the new one in them; not saved yet."""
    found = evidence_of([Case(row.item_id, row.shipped_on, row.days) for row in rows])
    now, changed = timezone.now(), []
    for row in rows:
        evidence = found.get(Case(row.item_id, row.shipped_on, row.days))
        if evidence is None:
            continue
        values = computed(evidence)
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in (values | {"computed_at": now}).items():
                setattr(row, name, value)
            changed.append(row)
    return changed


def computed(evidence: Evidence) -> dict[str, Any]:
    """The columns of a review that are made of its evidence."""
    judged = evidence.judged
    return {
        "metric_id": evidence.metric.pk if evidence.metric else None,
        "figure": evidence.figure,
        "unit": evidence.unit,
        "expected": _kept(evidence.expected),
        "before": _kept(evidence.before.value),
        "before_count": evidence.before.count,
        "before_wanted": evidence.before.wanted,
        "after": _kept(evidence.after.value),
        "after_count": evidence.after.count,
        "after_wanted": evidence.after.wanted,
        "effect": _kept(judged.effect),
        "verdict": judged.verdict.value,
        "gap": judged.gap.value if judged.gap else "",
        "policy_id": evidence.policy.pk,
    }


def _kept(value: Decimal | None) -> Decimal | None:
    return None if value is None else stored(value)


def _tell(rows: Sequence[OutcomeReview]) -> None:
    """Each accountable owner hears of a review of theirs, once."""
    if not rows:
        return
    held = Ownership.objects.on(timezone.localdate()).filter(
        cluster_id__in={row.item.cluster_id for row in rows}
    )
    owners = {row.cluster_id: row.person for row in held.select_related("person")}
    notify_all(
        None,
        [
            Notice(
                (owners[row.item.cluster_id],),
                NotificationKind.OUTCOME,
                f"Did it work? {name_of(row.item)}, {row.days} days after shipping: "
                f"{row.get_verdict_display().lower()}",
                reverse("backlogs:item-outcome-review", args=[reference_of(row.item), row.days]),
                f"outcome-review:{row.pk}",
            )
            for row in rows
            if row.item.cluster_id in owners
        ],
    )
