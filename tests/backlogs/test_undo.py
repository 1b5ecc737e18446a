"""What a person did is put back: all of it or nothing, and never over what was done since."""

from __future__ import annotations

import pytest
from django.utils import timezone

from backlogs.actions import (
    Change,
    add_item,
    change_items,
    change_state,
    edit_item,
    move_item,
    move_items,
    undo_act,
)
from backlogs.calculations.acts import Step, anchors, by_values
from backlogs.models import Act, FormerName, Item, Move, StateEvent
from backlogs.queries.flow import flow_of_clusters
from backlogs.values import ItemState, ItemType
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.actions.lifecycle import change_stage
from tests.backlogs.builders import make_items, order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC") | make_items(cast.swaps, "DE")


def fresh(item):
    return Item.objects.get(pk=item.pk)


@pytest.mark.parametrize(
    ("order", "items", "moved", "found"),
    [
        ([1, 2, 3], {3}, {3}, [(2, [3])]),
        ([1, 2, 3], {1}, {1}, [(None, [1])]),
        ([1, 2, 3, 4], {2, 3}, {2, 3}, [(1, [2, 3])]),
        ([1, 2, 3, 4], {2, 4}, {2, 4}, [(1, [2]), (3, [4])]),
        ([1, 2, 3], {3}, {2, 3}, [(1, [3])]),
        ([1, 2, 3], {3}, {1, 2, 3}, [(None, [3])]),
        ([1, 2, 3], {1, 3}, {1, 2, 3}, [(None, [1, 3])]),
    ],
)
def test_where_items_go_back_to(order, items, moved, found):
    assert anchors(order, items, moved) == found


def test_a_step_is_read_as_it_was_kept():
    step = Step(7, {"effort": (None, 3)}, ("idea", "ready"))
    assert Step.read(step.kept()) == step
    assert Step.read(Step(7).kept()) == Step(7)
    assert by_values([step, Step(8, {"effort": (None, 5)}), Step(9)]) == [
        ({"effort": None}, [7, 8])
    ]


@pytest.mark.parametrize(
    ("moved", "place", "after"),
    [
        ("A", {"to": "bottom"}, "BCDEA"),
        ("E", {"to": "top"}, "EABCD"),
        ("C", {"to": 2}, "ACBDE"),
        ("BD", {"to": "top"}, "BDACE"),
        ("AE", {"to": 2}, "BAECD"),
    ],
)
def test_a_move_goes_back(cast, items, moved, place, after):
    answer = move_items(cast.owner, [items[title] for title in moved], **place)
    assert order_of(cast.rostering) == after
    act = Act.objects.get(pk=answer.act)
    for _ in range(2):
        undo_act(cast.owner, act)
        assert order_of(cast.rostering) == "ABCDE"
    act.refresh_from_db()
    assert act.undone_by == cast.owner
    assert Act.objects.count() == 1  # an undo is no act of its own


def test_others_moving_meanwhile_is_no_matter(cast, items):
    answer = move_item(cast.owner, items["C"], to="top")
    move_item(cast.member, items["B"], to="bottom")
    assert order_of(cast.rostering) == "CADEB"
    undo_act(cast.owner, Act.objects.get(pk=answer.act))
    assert order_of(cast.rostering) == "ACDEB"


def test_moved_again_by_somebody_else(cast, items):
    answer = move_item(cast.owner, items["C"], to="top")
    move_item(cast.member, items["C"], to="bottom")
    with pytest.raises(Conflict) as refused:
        undo_act(cast.owner, Act.objects.get(pk=answer.act))
    assert refused.value.details["lines"] == ["Mo Member moved “C” after “E” since"]
    assert order_of(cast.rostering) == "ABDEC"
    assert Move.objects.count() == 2
    assert not Act.objects.filter(undone_at__isnull=False).exists()


def test_an_edit_goes_back_and_other_fields_stay(cast, items):
    item = edit_item(cast.owner, items["A"], 1, title="New", effort=3, assignee=cast.member)
    act = Act.objects.get(pk=item.act)
    edit_item(cast.member, item, 2, type="fix")
    undo_act(cast.owner, act)
    item = fresh(item)
    assert (item.title, item.effort, item.assignee, item.type) == ("A", None, None, "fix")
    assert item.version == 4


def test_an_edit_somebody_wrote_over_shows_both(cast, items):
    item = edit_item(cast.owner, items["A"], 1, title="Mine", effort=2)
    act = Act.objects.get(pk=item.act)
    edit_item(cast.member, item, 2, title="Theirs")
    with pytest.raises(Conflict) as refused:
        undo_act(cast.owner, act)
    (line,) = refused.value.details["lines"]
    assert line == "“Theirs”: title is “Theirs”, not “Mine” as the act left it"
    assert (fresh(item).title, fresh(item).effort, fresh(item).version) == ("Theirs", 2, 3)


def test_a_state_goes_back_as_an_event_and_counts_no_velocity(cast, items):
    for state in ("in_progress", "shipped"):
        item = change_state(cast.owner, items["A"], state)
    undo_act(cast.owner, Act.objects.get(pk=item.act))
    assert fresh(item).state == "in_progress"
    told = list(StateEvent.objects.filter(item=item).values_list("to_state", "reason"))
    assert told[1:] == [("in_progress", ""), ("shipped", ""), ("in_progress", "Undone.")]
    quarter = Quarter.of(item.touched_at.date(), 1)
    flow = flow_of_clusters([cast.rostering.pk], quarter)[cast.rostering.pk]
    assert flow.shipped == 0


def test_a_step_no_one_may_take_is_still_undone(cast, items):
    item = change_state(cast.owner, items["A"], "in_progress")
    undo_act(cast.owner, Act.objects.get(pk=item.act))
    assert fresh(item).state == "idea"


def test_what_was_added_is_dropped_with_a_reason(cast):
    item = add_item(cast.owner, cast.planner, title="Oops", state="ready")
    undo_act(cast.owner, Act.objects.get(pk=item.act))
    assert fresh(item).state == "dropped"
    assert StateEvent.objects.latest("pk").reason == "Its adding was undone."


def test_what_was_added_and_worked_on_stays(cast):
    item = add_item(cast.owner, cast.planner, title="Oops")
    act = Act.objects.get(pk=item.act)
    edit_item(cast.member, item, 1, effort=3)
    with pytest.raises(Conflict):
        undo_act(cast.owner, act)
    assert fresh(item).state == "idea"


def test_many_go_back_together_or_not_at_all(cast, items):
    keys = [items[title].pk for title in "ABD"]
    edit_item(cast.member, items["D"], 1, type="fix")
    changed = change_items(
        cast.owner, cast.rostering.pk, keys, Change(type=ItemType.ENHANCEMENT, effort=5)
    )
    act = Act.objects.get(pk=changed.act)
    edit_item(cast.member, items["B"], 2, effort=8)
    with pytest.raises(Conflict):
        undo_act(cast.owner, act)
    assert set(Item.objects.filter(pk__in=keys).values_list("type", flat=True)) == {"enhancement"}
    edit_item(cast.member, items["B"], 3, effort=5)
    undo_act(cast.owner, act)
    found = Item.objects.filter(pk__in=keys).order_by("pk").values_list("type", "effort")
    assert list(found) == [("improvement", None), ("improvement", None), ("fix", None)]


def test_dropped_together_comes_back_together(cast, items):
    keys = [items[title].pk for title in "AB"]
    change_state(cast.owner, items["B"], "ready")
    change = Change(state=ItemState.DROPPED, reason="No.")
    changed = change_items(cast.owner, cast.rostering.pk, keys, change)
    undo_act(cast.owner, Act.objects.get(pk=changed.act))
    assert (fresh(items["A"]).state, fresh(items["B"]).state) == ("idea", "ready")
    assert order_of(cast.rostering) == "ABCDE"


def test_given_to_another_product_and_back_with_its_old_name(cast, items):
    item = edit_item(cast.owner, items["A"], 1, product=cast.swaps)
    assert (item.product, item.number) == (cast.swaps, 3)
    assert order_of(cast.rostering) == "ABCDE"
    kept = FormerName.objects.values_list("item", "product", "number")
    assert list(kept) == [(item.pk, cast.planner.pk, 1)]
    undo_act(cast.owner, Act.objects.get(pk=item.act))
    assert (fresh(item).product, fresh(item).number) == (cast.planner, 1)
    added = add_item(cast.owner, cast.swaps, title="Later")
    assert added.number == 4  # SS-3 stays the other one's for ever


def test_a_product_of_another_cluster_is_refused(cast, items):
    with pytest.raises(Refused, match="another cluster"):
        edit_item(cast.owner, items["A"], 1, product=cast.payslips)
    assert fresh(items["A"]).product == cast.planner


def test_nothing_of_a_retired_product_changes(cast, items):
    moved = move_item(cast.owner, items["D"], to="top")
    change_stage(cast.owner, cast.swaps, "retired", timezone.localdate(), "Switched off.")
    acts = [
        lambda: edit_item(cast.owner, items["D"], 1, title="X"),
        lambda: change_state(cast.owner, items["D"], "ready"),
        lambda: move_item(cast.owner, items["D"], to="bottom"),
        lambda: change_items(
            cast.owner, cast.rostering.pk, [items["D"].pk], Change(type=ItemType.FIX)
        ),
        lambda: edit_item(cast.owner, items["A"], 1, product=cast.swaps),
        lambda: undo_act(cast.owner, Act.objects.get(pk=moved.act)),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "product_retired"
    assert order_of(cast.rostering) == "DABCE"
    assert set(Item.objects.values_list("version", "state")) == {(1, "idea")}
    move_item(cast.owner, items["A"], to="top")
    assert order_of(cast.rostering) == "ADBCE"
