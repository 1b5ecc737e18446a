"""What holds a draft in bounds: what stays where it is, and why things belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from people.models import Person
from portfolio.actions.drafts import lock_draft, touch_draft
from portfolio.kernel.errors import Refused
from portfolio.models import Draft, DraftCluster, DraftLock, DraftMove, DraftRationale
from products.actions.clusters import check_rationale
from products.models import Cluster, Product


@transaction.atomic
def lock_thing(by: Person, draft: Draft, thing: Cluster | Product, reason: str) -> DraftLock:
    """Say that a cluster keeps its owner, or a product its cluster; again rewords the reason.

    Raises `Refused` for what the draft moves: its move is taken back first.
    """
    locked = lock_draft(draft)
    column: dict[str, Any] = {"cluster" if isinstance(thing, Cluster) else "product": thing}
    of_thing = column if isinstance(thing, Product) else {**column, "product": None}
    if DraftMove.objects.standing().filter(draft=locked, **of_thing).exists():
        raise Refused(
            f"This draft moves {thing.name}. Take that move back first.",
            code="moved_here",
            field="reason",
        )
    lock, _ = DraftLock.objects.update_or_create(
        draft=locked, **column, defaults={"reason": reason.strip(), "by": by}
    )
    touch_draft(locked)
    return lock


@transaction.atomic
def unlock(by: Person, draft: Draft, pk: int) -> None:
    """Let a thing be moved again; harmless when it may be already."""
    locked = lock_draft(draft)
    if locked.locks.filter(pk=pk).delete()[0]:  # type: ignore[attr-defined]
        touch_draft(locked)


@transaction.atomic
def say_why(
    by: Person,
    draft: Draft,
    cluster: Cluster | DraftCluster,
    kinds: Sequence[str],
    sentence: str,
) -> DraftRationale:
    """Say why the products that a draft brings together belong together (DOMAIN 1)."""
    locked = lock_draft(draft)
    check_rationale(kinds, sentence)
    column: dict[str, Any] = {"cluster" if isinstance(cluster, Cluster) else "new_cluster": cluster}
    row, _ = DraftRationale.objects.update_or_create(
        draft=locked,
        **column,
        defaults={"kinds": list(kinds), "sentence": sentence.strip(), "by": by},
    )
    touch_draft(locked)
    return row
