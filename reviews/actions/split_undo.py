"""A split or a grouping is taken back within a day: every row and every order as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from backlogs.actions.returning import return_product
from metrics.models import HandIn, Objective
from people.models import Person
from portfolio.kernel.errors import Refused
from products.actions.handovers import withdraw_handover
from products.models import Cluster, Handover, Product
from products.values.ownership import HandoverState
from reviews.actions.reshaping import TABLES, as_model, lock_clusters, rows_now
from reviews.models import Packet, SplitAct

LASTS = timedelta(days=1)


@transaction.atomic
def undo_split(by: Person, act: SplitAct) -> SplitAct:
    """Put the products back, with whatever was added to them since; a repeat changes nothing.

    What happened to single items stays with them: states, words, effort, outcomes. Raises `Refused`
    saying why when a day has passed or the clusters went on to something an undo would lose.
    """
    locked = lock_clusters(act.touched)
    row = SplitAct.objects.select_for_update().get(pk=act.pk)
    if row.undone_at is not None:
        return row
    if timezone.now() >= row.at + LASTS:
        raise Refused("A day has passed: make the opposite change instead.", code="too_late")
    why = hindrance(row)
    if why:
        raise Refused(why, code="moved_on")
    _restore_rows(row)
    _withdraw(by, row)
    for one in row.kept["products"]:
        home = locked[one["from"]]
        product = Product.objects.get(pk=one["id"])
        product.cluster = home
        product.save(update_fields=["cluster"])
        return_product(by, product, home, row.at, row.kept["themes"])
    _restore_clusters(row, locked)
    row.undone_at, row.undone_by = timezone.now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    return row


def until(act: SplitAct) -> datetime:
    """The moment from which it can't be undone any more."""
    return act.at + LASTS


def hindrance(act: SplitAct) -> str:
    """What happened since that an undo would lose, in a sentence; empty when nothing did."""
    target = act.target.name
    if rows_now(act) != act.kept["left"]:
        return (
            "Where the products belong, who is accountable or the team has changed since: "
            f"{target} has gone on."
        )
    if not act.kept["made"]:
        return ""
    going = [one["id"] for one in act.kept["products"]]
    if Product.objects.filter(cluster=act.target).exclude(pk__in=going).exists():
        return f"Another product has come to {target} since."
    for model, words in (
        (Objective, "An objective was written"),
        (HandIn, "Measurements were handed in"),
        (Packet, "A review packet was built"),
    ):
        if model.objects.filter(cluster=act.target).exists():
            return f"{words} for {target} since."
    return ""


def _withdraw(by: Person, act: SplitAct) -> None:
    """Nobody need answer for a cluster that is gone; whoever was asked is told."""
    if act.kept["made"]:
        for waiting in Handover.objects.filter(cluster=act.target, state=HandoverState.PROPOSED):
            withdraw_handover(by, waiting, "The split was taken back.")


def _restore_rows(act: SplitAct) -> None:
    """Rows the act wrote go, those it ended or took away stand again."""
    for name, model in TABLES.items():
        kept, left = act.kept["rows"][name], act.kept["left"][name]
        known = {row["id"]: row for row in kept}
        written = [row["id"] for row in left if row not in kept]
        model._default_manager.filter(pk__in=written).delete()
        for row in kept:
            if row not in left:
                as_model(name, known[row["id"]]).save(force_insert=True)


def _restore_clusters(act: SplitAct, locked: dict[int, Cluster]) -> None:
    """Clusters that closed are open again; the one that was made has never been."""
    for pk in act.kept["closed"]:
        locked[pk].closed_on = None
        locked[pk].save(update_fields=["closed_on"])
    target = locked[act.target_id]
    if act.kept["made"]:
        target.closed_on = target.opened_on
        target.save(update_fields=["closed_on"])
    elif act.kept["words"] and target.version == act.kept["words"]["version"] + 1:
        target.rationale_kinds = act.kept["words"]["rationale_kinds"]
        target.rationale = act.kept["words"]["rationale"]
        target.version += 1
        target.save(update_fields=["rationale_kinds", "rationale", "version"])
