"""Moving: one rank is written, the trail tells it, refusals change nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from backlogs.actions import change_state, move_item, move_items
from backlogs.calculations.ranks import LOWEST
from backlogs.models import Backlog, Item, Move
from portfolio.kernel.errors import Conflict, NotFound, Refused
from tests.backlogs.builders import make_items, order_of, ranks
from tests.builders import make_person, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make_product("Payroll")


@pytest.fixture
def items(product):
    return make_items(product, "ABCDE")


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [
        ("A", {"after": "C"}, "BCADE"),
        ("A", {"before": "C"}, "BACDE"),
        ("A", {"after": "E"}, "BCDEA"),
        ("E", {"before": "A"}, "EABCD"),
        ("E", {"to": "top"}, "EABCD"),
        ("A", {"to": "bottom"}, "BCDEA"),
        ("A", {"to": 3}, "BCADE"),
        ("E", {"to": 1}, "EABCD"),
        ("B", {"to": 99}, "ACDEB"),
        ("B", {"to": 2}, "ABCDE"),
        ("B", {"after": "A"}, "ABCDE"),
        ("B", {"before": "C"}, "ABCDE"),
        ("A", {"to": "top"}, "ABCDE"),
        ("E", {"to": "bottom"}, "ABCDE"),
    ],
)
def test_each_way_to_name_a_place(product, items, moved, place, order):
    place = {name: items.get(value, value) for name, value in place.items()}
    before, version = ranks(), Backlog.objects.get().order_version
    answer = move_item(None, items[moved], **place)
    stays = order == "ABCDE"
    assert order_of(product.cluster) == order
    assert {title for title, rank in ranks().items() if rank != before[title]} == (
        set() if stays else {moved}
    )
    assert (answer.changed, answer.order_version) == (not stays, version + (not stays))
    assert Move.objects.count() == (not stays)


def test_closed_items_keep_their_rank_and_count_for_nothing(product, items):
    for letter in "AC":
        change_state(None, items[letter], "dropped", "Not wanted.")
    move_item(None, items["D"], to=2)
    assert order_of(product.cluster) == "BDE"
    move_item(None, items["E"], to="top")
    assert order_of(product.cluster) == "EBD"
    change_state(None, items["C"], "idea", "Wanted after all.")
    assert sorted(order_of(product.cluster)) == list("BCDE")


def test_many_keep_their_order_and_only_they_are_written(product, items):
    before = ranks()
    move_items(None, [items["E"], items["B"]], before=items["A"])
    assert order_of(product.cluster) == "BEACD"
    assert {title for title, rank in ranks().items() if rank != before[title]} == {"B", "E"}
    assert not move_items(None, [items["E"], items["B"]], to="top").changed


def test_the_trail_says_from_where_and_after_what(product, items):
    person = make_person()
    move_item(person, items["D"], after=items["A"])
    step = Move.objects.get()
    assert (step.item, step.left, step.follows, step.by) == (
        items["D"],
        items["C"],
        items["A"],
        person,
    )
    backlog = Backlog.objects.get()
    assert step.version == backlog.order_version
    assert backlog.refined_at == step.at
    assert Item.objects.get(title="D").touched_at == step.at


def test_a_used_up_gap_is_spread_out_unseen(product, items):
    """Forty moves into the very same place; ranks are renumbered once, the order stays right."""
    letters = list("ABCDE")
    for turn in range(40):
        moved = "CD"[turn % 2]
        move_item(None, items[moved], after=items["A"])
        letters.remove(moved)
        letters.insert(1, moved)
        assert order_of(product.cluster) == "".join(letters)


def test_only_the_neighbourhood_is_renumbered_in_a_long_list(product):
    made = list(make_items(product, [f"{number:03}" for number in range(300)]).values())
    Item.objects.filter(pk=made[150].pk).update(rank=made[149].rank + 1)
    before = ranks()
    move_item(None, made[0], after=made[149])
    changed = [title for title, rank in ranks().items() if rank != before[title]]
    assert 1 < len(changed) <= 2 * 32 + 1
    titles = list(Item.objects.order_by("rank").values_list("title", flat=True))
    assert titles[148:151] == ["149", "000", "150"]
    assert sorted(titles) == sorted(before)


def test_the_end_of_the_numbers_is_not_the_end_of_the_list(product, items):
    Item.objects.filter(pk=items["A"].pk).update(rank=LOWEST)
    move_item(None, items["E"], to="top")
    assert order_of(product.cluster) == "EABCD"


def test_refusals_change_nothing(product, items):
    other = make_items(make_product("Elsewhere"), "X")["X"]
    gone = make_items(product, "Z")["Z"]
    Item.objects.filter(pk=gone.pk).delete()
    change_state(None, items["E"], "dropped", "Not wanted.")
    before, version = ranks(), Backlog.objects.get(cluster=product.cluster).order_version
    cases = [
        (Refused, items["A"], {"after": other}),
        (Refused, items["A"], {"after": items["A"]}),
        (Refused, items["A"], {}),
        (Refused, items["A"], {"after": items["B"], "to": "top"}),
        (Refused, items["A"], {"to": "middle"}),
        (Refused, items["A"], {"to": 0}),
        (Refused, items["E"], {"to": "top"}),
        (NotFound, items["A"], {"before": gone}),
        (NotFound, gone, {"to": "top"}),
    ]
    for error, item, place in cases:
        with pytest.raises(error):
            move_item(None, item, **place)
    with pytest.raises(Refused):
        move_items(None, [items["A"], other], to="top")
    assert ranks() == before
    assert Backlog.objects.get(cluster=product.cluster).order_version == version
    assert not Move.objects.exists()


def test_a_stale_version_says_who_and_what(product, items):
    mine, other = make_person("Mine"), make_person("Other")
    seen = Backlog.objects.get().order_version
    move_item(mine, items["B"], to="top", list_version=seen)
    move_item(mine, items["C"], to="top", list_version=seen)
    move_item(other, items["D"], to="top")
    with pytest.raises(Conflict) as caught:
        move_item(mine, items["A"], to="top", list_version=seen)
    assert [step.item for step in caught.value.details["moves"]] == [items["D"]]
    assert "Other moved “D”" in str(caught.value)
    assert order_of(product.cluster) == "DCBAE"
    now = Backlog.objects.get().order_version
    assert move_item(mine, items["A"], to="top", list_version=now).changed


def test_an_import_dates_its_moves(product, items):
    at = timezone.now().replace(year=2025)
    move_item(None, items["B"], to="top", at=at)
    assert Move.objects.get().at == at
