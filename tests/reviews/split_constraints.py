"""One forbidden row for each rule the database keeps about splits, signals and proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from products.models import Cluster, Product
from reviews.models import GroupDecline, SplitAct, SplitDismissal

DAY = date(2026, 9, 30)


def _act(cluster: Cluster, **fields: object) -> SplitAct:
    row = {
        "kind": "split", "cluster": cluster, "target": cluster, "touched": [cluster.pk],
        "on": DAY, "reason": "x", "at": timezone.now(), "kept": {},
    }  # fmt: skip
    return SplitAct.objects.create(**{**row, **fields})


def _dismissal(cluster: Cluster, **fields: object) -> SplitDismissal:
    product, _ = Product.objects.get_or_create(
        slug="bare", defaults={"name": "Bare", "key": "BARE", "cluster": cluster}
    )
    row = {
        "product": product, "cluster": cluster, "signal": "demand", "reason": "x", "on": DAY,
        "quiet_until": DAY + timedelta(days=1),
    }  # fmt: skip
    return SplitDismissal.objects.create(**{**row, **fields})


def _decline(**fields: object) -> GroupDecline:
    row = {"products": [1, 2], "reason": "x", "on": DAY, "quiet_until": DAY + timedelta(days=1)}
    return GroupDecline.objects.create(**{**row, **fields})


CASES: dict[str, Callable[[Cluster], object]] = {
    "split_act_kind_known": lambda c: _act(c, kind="melt"),
    "split_act_has_reason": lambda c: _act(c, reason=""),
    "split_act_undone_after": lambda c: _act(c, undone_at=timezone.now() - timedelta(days=1)),
    "split_dismissal_one_a_day": lambda c: [_dismissal(c), _dismissal(c)],
    "split_dismissal_signal_known": lambda c: _dismissal(c, signal="noise"),
    "split_dismissal_has_reason": lambda c: _dismissal(c, reason=""),
    "split_dismissal_lasts": lambda c: _dismissal(c, quiet_until=DAY),
    "group_decline_one_a_day": lambda c: [_decline(), _decline()],
    "group_decline_of_several": lambda c: _decline(products=[1]),
    "group_decline_has_reason": lambda c: _decline(reason=""),
    "group_decline_lasts": lambda c: _decline(quiet_until=DAY),
}
