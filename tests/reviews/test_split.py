"""A split moves a product with everything that is its own, and is taken back for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from backlogs.actions import add_item, move_item
from backlogs.models import Item
from backlogs.queries.state import backlog_state
from people.models import Notification
from people.queries import today
from portfolio.kernel.errors import Conflict, DomainError, Refused
from portfolio.kernel.marks import day
from products.actions.ownership import assign_owner
from products.models import Cluster, Handover, Ownership, Placement, Product, TeamMembership
from reviews.actions.grouping import group
from reviews.actions.split_undo import undo_split
from reviews.actions.splits import NewCluster, fingerprint, split
from reviews.models import SplitAct
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_cluster, make_product, set_stage
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NEW = NewCluster("Crew planning")


def leave(cast: Cast, *products: Product, **changes: object) -> SplitAct:
    wish = {"on": today(), "reason": "It crowds out the rest.", **changes}
    return split(cast.leader, cast.rostering, products, wish.pop("new", NEW), **wish)  # type: ignore[arg-type]


def listed(cast: Cast) -> dict[str, Item]:
    """A, b, C, d: capitals belong to the planner."""
    items = make_items(cast.planner, "AC") | make_items(cast.swaps, "bd")
    move_item(None, items["C"], after=items["b"])
    assert order_of(cast.rostering) == "AbCd"
    return items


def state(cast: Cast) -> dict[str, object]:
    """Everything a split may touch, as it is told from outside."""
    return {
        "order": order_of(cast.rostering),
        "placed": list(Placement.objects.order_by("pk").values()),
        "owned": list(Ownership.objects.order_by("pk").values()),
        "team": list(TeamMembership.objects.order_by("pk").values()),
        "homes": dict(Product.objects.values_list("name", "cluster_id")),
        "clusters": list(Cluster.objects.on(today()).order_by("pk").values()),
        "backlog": backlog_state([cast.rostering.pk], today()),
    }


def test_the_product_goes_with_its_items_its_owner_and_its_team(cast: Cast) -> None:
    listed(cast)
    act = leave(cast, cast.planner)
    target = act.target
    assert (order_of(cast.rostering), order_of(target)) == ("bd", "AC")
    assert Product.objects.get(pk=cast.planner.pk).cluster == target
    assert Ownership.objects.get(cluster=target).person == cast.owner
    assert Ownership.objects.get(cluster=target).since == today()
    assert TeamMembership.objects.get(cluster=target).person == cast.member
    assert (target.name, target.opened_on, act.on) == ("Crew planning", today(), today())


def test_the_past_keeps_the_old_cluster_and_its_order(cast: Cast) -> None:
    items = listed(cast)
    yesterday = today() - timedelta(days=1)
    Item.objects.update(created_at=timezone.now() - timedelta(days=9))
    for item in items.values():
        item.events.update(at=timezone.now() - timedelta(days=9))
    rows = Item.objects.in_bulk()
    leave(cast, cast.planner)
    told = backlog_state([cast.rostering.pk], yesterday)[cast.rostering.pk]
    move_item(None, Item.objects.get(title="d"), to="top")
    again = backlog_state([cast.rostering.pk], yesterday)[cast.rostering.pk]
    # C was moved behind b only today
    assert [rows[key].title for key in told.open_ids] == ["A", "C", "b", "d"]
    assert again == told


def test_an_undo_restores_everything(cast: Cast) -> None:
    listed(cast)
    before = state(cast)
    act = leave(cast, cast.planner)
    undone = undo_split(cast.leader, act)
    assert state(cast) == before
    assert (undone.undone_by, undo_split(cast.leader, act).undone_at) == (
        cast.leader,
        undone.undone_at,
    )


def test_what_was_added_and_moved_since_stays(cast: Cast) -> None:
    items = listed(cast)
    act = leave(cast, cast.planner)
    planner = Product.objects.get(pk=cast.planner.pk)
    add_item(None, planner, title="N")
    move_item(None, Item.objects.get(title="C"), before=Item.objects.get(title="A"))
    add_item(None, cast.swaps, title="e")
    move_item(None, items["d"], to="top")
    undo_split(cast.leader, act)
    # the planner's places (the top, and behind b) are filled in its new order, N behind A
    assert order_of(cast.rostering) == "CdbANe"


@pytest.mark.parametrize("what", ["owner", "product", "day"])
def test_an_undo_that_would_lose_something_is_refused(cast: Cast, what: str) -> None:
    act = leave(cast, cast.planner)
    if what == "owner":
        assign_owner(cast.leader, act.target, cast.stranger_owner, today())
    elif what == "product":
        act.target.rationale_kinds, act.target.rationale = ["users"], "The same crews."
        act.target.save()
        group(cast.leader, [cast.payslips], act.target, on=today(), reason="Same crews.")
    else:
        SplitAct.objects.update(at=timezone.now() - timedelta(hours=24))
    before = state(cast)
    with pytest.raises(Refused) as refused:
        undo_split(cast.leader, act)
    assert refused.value.code == ("too_late" if what == "day" else "moved_on")
    assert state(cast) == before


def _retired(cast: Cast) -> dict[str, object]:
    set_stage(cast.planner, "retired", today())
    return {"products": [cast.planner]}


REFUSED = {
    "last_product": lambda cast: {"products": [cast.planner, cast.swaps]},
    "product_elsewhere": lambda cast: {"products": [cast.payslips]},
    "no_products": lambda cast: {"products": []},
    "product_retired": _retired,
    "in_future": lambda cast: {"on": today() + timedelta(days=1)},
    "quarter_over": lambda cast: {"on": today() - timedelta(days=93)},
    "stale_shape": lambda cast: {"seen": "1-1-1"},
    "rationale_missing": lambda cast: {
        "products": [cast.planner, make_product("Third", cast.rostering)]
    },
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_split_moves_nothing(cast: Cast, code: str) -> None:
    listed(cast)
    wish = {"products": [cast.planner], **REFUSED[code](cast)}
    before = state(cast)
    with pytest.raises(DomainError) as refused:
        leave(cast, *wish.pop("products"), **wish)
    assert refused.value.code == code
    assert isinstance(refused.value, Conflict) is (code == "stale_shape")
    assert state(cast) == before


def test_what_was_seen_is_the_products_the_words_and_the_owner(cast: Cast) -> None:
    seen = {fingerprint(cast.rostering)}
    assign_owner(None, cast.rostering, cast.stranger_owner, today())
    seen.add(fingerprint(cast.rostering))
    make_product("Third", cast.rostering)
    seen.add(fingerprint(cast.rostering))
    assert len(seen) == 3


def test_somebody_else_is_asked_and_need_not_answer_after_an_undo(cast: Cast) -> None:
    act = leave(cast, cast.planner, person=cast.stranger_owner)
    asked = Handover.objects.get(cluster=act.target)
    assert (asked.giver, asked.taker, asked.is_open) == (cast.owner, cast.stranger_owner, True)
    assert Ownership.objects.get(cluster=act.target).person == cast.owner
    undo_split(cast.leader, act)
    asked.refresh_from_db()
    assert (asked.is_open, asked.answered_by) == (False, cast.leader)
    told = Notification.objects.filter(person=cast.stranger_owner).order_by("pk")
    assert [one.words for one in told] == [
        f"Will you answer for {act.target.name} from {day(today())}?",
        f"The hand-over of {act.target.name} was withdrawn.",
    ]


def test_grouping_closes_what_it_leaves_empty_and_is_taken_back(cast: Cast) -> None:
    listed(cast)
    make_items(cast.payslips, "xy")
    before = {**state(cast), "other": order_of(cast.payroll)}
    act = group(
        cast.leader, [cast.payslips], cast.rostering, on=today(), reason="Same crews.",
        rationale_kinds=["domain"], rationale="All of it is crew pay.",
    )  # fmt: skip
    assert order_of(cast.rostering) == "AbCdxy"
    assert not Cluster.objects.on(today()).filter(pk=cast.payroll.pk).exists()
    assert Ownership.objects.on(today()).filter(cluster=cast.payroll).count() == 0
    assert Cluster.objects.get(pk=cast.rostering.pk).rationale == "All of it is crew pay."
    undo_split(cast.leader, act)
    after = {**state(cast), "other": order_of(cast.payroll)}
    for told in (before, after):  # the words' version says that something happened
        for row in told["clusters"]:  # type: ignore[attr-defined]
            row.pop("version")
    assert after == before


def test_grouping_into_a_new_cluster(cast: Cast) -> None:
    new = NewCluster("Crew affairs", ["users"], "The same crews.")
    alone = make_product("Alone")
    act = group(cast.leader, [cast.payslips, alone], new, on=today(), reason="Thin.")
    assert set(act.target.products.all()) == {cast.payslips, alone}
    assert Ownership.objects.filter(cluster=act.target).count() == 0
    with pytest.raises(Refused, match="already"):
        group(cast.leader, [alone], act.target, on=today(), reason="Again.")


def test_grouping_needs_a_rationale(cast: Cast) -> None:
    thin, other = make_product("Thin"), make_cluster(rationale_kinds=[], rationale="")
    for into in (other, NewCluster("Thin ones"), thin.cluster):
        with pytest.raises(Refused):
            group(cast.leader, [cast.payslips], into, on=today(), reason="x")
    assert Product.objects.get(pk=cast.payslips.pk).cluster == cast.payroll
