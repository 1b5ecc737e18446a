"""A roadmap is changed: what is asked, what is kept, and what it looked like before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from backlogs.actions import change_state, move_product
from backlogs.actions.roadmap import NewEntry, Place, add_entry, place_entry, remove_entry
from backlogs.actions.roadmap_words import reword_entry
from backlogs.models import RoadmapChange, RoadmapEntry, RoadmapGathering
from backlogs.queries.roadmap_cards import standing_of
from backlogs.values import Column
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from tests.backlogs.builders import make_items
from tests.builders import make_cluster

pytestmark = pytest.mark.django_db
NOW, NEXT, LATER = Column


def put(cast, title, column=NOW, by=None, **more):
    """A theme of the crew planner."""
    wanted = NewEntry(title=title, product=cast.planner)
    return add_entry(by or cast.owner, cast.rostering, wanted, Place(column), **more)


def shown(cast, moment=None, product_id=None):
    moment = moment or Moment(today(), Quarter.of(today()), today())
    standing = standing_of(cast.rostering.pk, moment, product_id)
    return "/".join("".join(card.title for card in standing.columns[column]) for column in Column)


def test_what_puts_nothing_off_needs_no_note(cast):
    a = put(cast, "A")
    put(cast, "B", LATER)
    assert place_entry(cast.owner, a, Place(NOW, first=True)) is False
    b = RoadmapEntry.objects.get(title="B")
    assert place_entry(cast.member, b, Place(NOW)) is True
    assert shown(cast) == "AB//"
    change = RoadmapChange.objects.get(act="moved")
    assert (change.by, change.left, change.column, change.displaced) == (
        cast.member, "later", "now", [],
    )  # fmt: skip
    assert (change.now, change.next, change.later) == ([a.pk, b.pk], [], [])


def test_what_puts_something_off_asks_why_and_keeps_the_answer(cast):
    a, b = put(cast, "A"), put(cast, "B", NEXT)
    with pytest.raises(Refused, match="This puts off “A”") as refused:
        place_entry(cast.owner, b, Place(NOW, before=a.pk), note="  ")
    assert (refused.value.field, refused.value.details) == ("note", {"displaced": ["A"]})
    assert (shown(cast), RoadmapChange.objects.count()) == ("A/B/", 2)
    place_entry(cast.owner, b, Place(NOW, before=a.pk), note="The law asks for it.")
    assert shown(cast) == "BA//"
    change = RoadmapChange.objects.get(act="moved")
    assert (change.note, change.displaced) == ("The law asks for it.", ["A"])


def test_taking_open_work_off_is_putting_it_off(cast):
    a = put(cast, "A")
    with pytest.raises(Refused, match="Say why"):
        remove_entry(cast.owner, a)
    assert remove_entry(cast.owner, a, note="Nobody asked again.") is True
    assert remove_entry(cast.owner, a) is False
    assert (shown(cast), RoadmapEntry.objects.get().column) == ("//", "")


def test_somebody_else_was_faster(cast):
    a = put(cast, "A")
    put(cast, "B", NEXT, by=cast.member)
    with pytest.raises(Conflict, match="Mo Member changed this roadmap meanwhile") as conflict:
        place_entry(cast.owner, a, Place(LATER), note="Later.", seen=1)
    assert conflict.value.details["changes"] == ["Mo Member: “B” added"]
    place_entry(cast.member, a, Place(LATER), note="Own changes are no surprise.", seen=1)
    assert shown(cast) == "/B/A"


def test_items_leave_when_they_ship_and_stay_when_dropped(cast):
    items = make_items(cast.planner, "AB")
    for title in "AB":
        add_entry(cast.owner, cast.rostering, NewEntry(item=items[title]), Place(NOW))
    with pytest.raises(Refused, match="already"):
        add_entry(cast.owner, cast.rostering, NewEntry(item=items["A"]), Place(NEXT))
    change_state(cast.owner, items["A"], "in_progress")
    change_state(cast.owner, items["A"], "shipped")
    change_state(cast.owner, items["B"], "dropped", "Not wanted.")
    standing = standing_of(cast.rostering.pk, Moment(today(), Quarter.of(today()), today()))
    assert [card.title for card in standing.columns[NOW]] == ["B"]
    assert standing.columns[NOW][0].is_dropped
    assert [part.title for part in standing.shipped] == ["A"]
    b = RoadmapEntry.objects.get(item=items["B"])
    assert remove_entry(cast.owner, b) is True  # nothing is put off by tidying


def test_a_theme_gathers_open_items_of_its_own(cast):
    items = make_items(cast.planner, "AB") | make_items(cast.swaps, "S")
    theme = put(cast, "T")
    reword_entry(cast.owner, theme, 1, title="T", sentence="", gathers=[items["A"], items["B"]])
    for wrong, why in ((items["S"], "not of this roadmap's"), (items["A"], "already")):
        wanted = NewEntry(title="U", product=cast.planner, gathers=[wrong])
        with pytest.raises(Refused, match=why):
            add_entry(cast.owner, cast.rostering, wanted, Place(NOW))
    with pytest.raises(Conflict) as conflict:
        reword_entry(cast.owner, theme, 1, title="T", sentence="Other", gathers=[])
    assert conflict.value.details["theirs"] == "Title: T\nSentence: –\nItems: CP-1, CP-2"
    reword_entry(cast.owner, theme, 2, title="T", sentence="", gathers=[items["B"]])
    assert list(RoadmapGathering.objects.filter(until=None).values_list("item", flat=True)) == [
        items["B"].pk
    ]
    assert [change.act for change in RoadmapChange.objects.all()] == ["added"] + ["gathered"] * 2


def test_the_roadmap_of_a_past_quarter(cast):
    past = Quarter.of(today()).previous()
    then = timezone.now() - timedelta(days=(today() - past.last_day).days + 3)
    a = put(cast, "A", at=then)
    put(cast, "B", NEXT, at=then)
    reword_entry(cast.owner, a, 1, title="X", sentence="New words")
    place_entry(cast.owner, a, Place(LATER), note="B is more urgent.")
    assert shown(cast) == "/B/X"
    assert shown(cast, Moment(past.last_day, past, today())) == "A/B/"
    assert shown(cast, Moment(past.previous().last_day, past.previous(), today())) == "//"


def test_a_product_takes_its_entries_along(cast):
    item = make_items(cast.swaps, "S")["S"]
    mine = add_entry(
        cast.owner, cast.rostering, NewEntry(title="Swap", product=cast.swaps), Place(NEXT)
    )
    both = NewEntry(title="Both", gathers=[item])
    add_entry(cast.owner, cast.rostering, both, Place(NOW))
    other = make_cluster("Elsewhere")
    move_product(cast.leader, cast.swaps, other, today(), "Belongs there.")
    assert shown(cast) == "Both//"
    there = standing_of(other.pk, Moment(today(), Quarter.of(today()), today()))
    assert [card.key for card in there.columns[NEXT]] == [mine.pk]
    assert RoadmapGathering.objects.get().until is not None
