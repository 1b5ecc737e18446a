"""Moves come into a draft and are taken back; nothing of the world is touched."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.actions.drafts import lock_draft, touch_draft
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.models import Draft, DraftCluster, DraftMove, MoveKind
from products.models import Cluster, Ownership, Placement, Product
from products.permissions import require_living


@transaction.atomic
def move_product(
    by: Person, draft: Draft, product: Product, to: Cluster | DraftCluster, seen: str = ""
) -> DraftMove | None:
    """Draft that the product goes to the cluster, replacing what was drafted for it before.

    `seen` is the key of the cluster the mover saw it in (`place_key`). Being there already changes
    nothing and gives None. Raises `Conflict` when somebody drafted it elsewhere meanwhile,
    `Refused` for a locked or retired product and a closed cluster.
    """
    locked = lock_draft(draft)
    require_living(product)
    home = Placement.objects.open().filter(product=product).select_related("cluster").first()
    if home is None:
        raise Refused(f"{product.name} is in no cluster.", code="no_cluster")
    earlier = _standing(locked).filter(product=product).first()
    now = _target(earlier) if earlier else home.cluster
    _check_seen(seen, place_key(now), product.name)
    if place_key(now) == place_key(to):
        return None
    _check_lock(locked, product=product)
    _check_open(to)
    kind = MoveKind.PRODUCT if isinstance(to, Cluster) else MoveKind.SPLIT
    return _add(
        by, locked, earlier, kind=kind, product=product, from_cluster=home.cluster, **_column(to)
    )


@transaction.atomic
def split_product(
    by: Person, draft: Draft, product: Product, owner: Person | None, name: str = "", seen: str = ""
) -> DraftMove | None:
    """Draft that the product gets a cluster of its own, `owner` accountable for it.

    Raises what `move_product` raises, and `Refused` for a product that stands alone.
    """
    locked = lock_draft(draft)
    _check_here(owner)
    if not Product.objects.filter(cluster=product.cluster_id).exclude(pk=product.pk).exists():
        raise Refused(f"{product.name} stands alone already.", code="stands_alone", field="to")
    fresh = DraftCluster.objects.create(
        draft=locked, name=name.strip() or product.name, owner=owner
    )
    return move_product(by, locked, product, fresh, seen)


@transaction.atomic
def give_cluster(
    by: Person, draft: Draft, cluster: Cluster | DraftCluster, to: Person | None, seen: str = ""
) -> DraftMove | None:
    """Draft that the person, or nobody, becomes accountable for the cluster.

    `seen` is the key of the person the mover saw it with. As `move_product` otherwise.
    """
    locked = lock_draft(draft)
    _check_open(cluster)
    _check_here(to)
    owner = _owner(cluster)
    earlier = _standing(locked).filter(product=None, **_column(cluster)).first()
    now = earlier.person if earlier else owner
    _check_seen(seen, person_key(now), cluster.name)
    if now == to:
        return None
    if isinstance(cluster, Cluster):
        _check_lock(locked, cluster=cluster)
    return _add(
        by,
        locked,
        earlier,
        kind=MoveKind.OWNER,
        from_person=owner,
        person=to,
        **_column(cluster),
    )


@transaction.atomic
def undo_last_move(by: Person, draft: Draft) -> DraftMove | None:
    """Take back the newest move not applied; what it replaced stands again. None without one."""
    locked = lock_draft(draft)
    newest = DraftMove.objects.standing().filter(draft=locked).order_by("-pk").first()
    if newest is not None:
        _take_back(newest)
        touch_draft(locked)
    return newest


@transaction.atomic
def remove_move(by: Person, draft: Draft, pk: int) -> DraftMove:
    """Take a move out, with everything drafted for the same thing before.

    A cluster it was to open goes with its last move. Raises `NotFound`.
    """
    locked = lock_draft(draft)
    move = DraftMove.objects.standing().filter(draft=locked, pk=pk).first()
    if move is None:
        raise NotFound("This move is no longer in the draft.", code="move_gone")
    earlier: DraftMove | None = move
    while earlier is not None:
        gone = earlier
        earlier = gone.replaces
        gone.delete()
    _drop_unreached(locked)
    touch_draft(locked)
    return move


def place_key(cluster: Cluster | DraftCluster | None) -> str:
    """How pages name a cluster, to be or not: its slug, or `+` and the key."""
    if cluster is None:
        return ""
    return cluster.slug if isinstance(cluster, Cluster) else f"+{cluster.pk}"


def person_key(person: Person | None) -> str:
    """How pages name whoever is accountable; nobody is empty."""
    return person.slug if person else ""


def _standing(draft: Draft) -> Any:
    return (
        DraftMove.objects.standing()
        .filter(draft=draft)
        .select_related("cluster", "new_cluster", "person")
    )


def _target(move: DraftMove) -> Cluster | DraftCluster | None:
    return move.cluster or move.new_cluster


def _column(cluster: Cluster | DraftCluster) -> dict[str, Any]:
    return {"cluster" if isinstance(cluster, Cluster) else "new_cluster": cluster}


def _owner(cluster: Cluster | DraftCluster) -> Person | None:
    if isinstance(cluster, DraftCluster):
        return cluster.owner
    row = Ownership.objects.on(today()).filter(cluster=cluster).select_related("person").first()
    gone = row is None or (row.person.left_on is not None and row.person.left_on <= today())
    return None if row is None or gone else row.person


def _add(by: Person, locked: Draft, earlier: DraftMove | None, **values: Any) -> DraftMove:
    """One move more; it stands in the place of `earlier`."""
    if earlier is not None:
        earlier.is_replaced = True
        earlier.save(update_fields=["is_replaced"])
    move = DraftMove.objects.create(
        draft=locked, by=by, at=timezone.now(), replaces=earlier, **values
    )
    touch_draft(locked)
    return move


def _take_back(move: DraftMove) -> None:
    """Delete a move; the cascade would take what it replaced only the other way round."""
    earlier = move.replaces
    move.delete()
    if earlier is not None:
        earlier.is_replaced = False
        earlier.save(update_fields=["is_replaced"])
    _drop_unreached(move.draft)


def _drop_unreached(draft: Draft) -> None:
    """Clusters to be opened that no move names any more."""
    draft.new_clusters.filter(moves=None, made=None).delete()  # type: ignore[attr-defined]


def _check_seen(seen: str, now: str, name: str) -> None:
    if seen and seen != now:
        raise Conflict(f"Somebody moved {name} in this draft meanwhile.", code="moved_meanwhile")


def _check_lock(draft: Draft, **thing: Any) -> None:
    lock = draft.locks.filter(**thing).first()  # type: ignore[attr-defined]
    if lock is not None:
        name = next(iter(thing.values())).name
        raise Refused(f"{name} stays where it is: {lock.reason}", code="locked")


def _check_open(cluster: Cluster | DraftCluster) -> None:
    if isinstance(cluster, Cluster) and cluster.closed_on is not None:
        raise Refused(f"{cluster.name} is closed.", code="cluster_closed", field="to")


def _check_here(person: Person | None) -> None:
    if person is not None and person.left_on is not None and person.left_on <= today():
        raise Refused(
            f"{person.name} left on {person.left_on:%-d %b %Y} and cannot be accountable.",
            code="person_left",
            field="to",
        )
