"""Finding items: by words, slips of the keyboard and references; by filters; sorted; from afar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backlogs.actions import add_item, move_item
from backlogs.models import Item, Outcome, Score
from backlogs.queries.words import words_match
from products.actions.surroundings import note_users
from products.models import Cluster, Product
from tests.backlogs.builders import make_items

TITLES = {
    "A": "Leave booked in People File arrives a day late",
    "B": "Café roster prints without the night shift",
    "C": "Notice given is counted from the wrong day",
    "D": "Payroll export (C++ bridge) drops swaps",
}


@pytest.fixture
def url(cast):
    return reverse("backlogs:cluster-backlog", args=[cast.rostering.slug])


def found(client, url, query):
    page = client.get(f"{url}?{query}").context["page"]
    assert page.shown == len(page.rows)
    return page, [row.title for row in page.rows]


@pytest.mark.parametrize(
    ("words", "letters", "is_near"),
    [
        ("leave", "A", False),
        ("LEAVE late", "A", False),
        ("arrive", "A", False),
        ("arriving", "A", False),
        ("arri", "A", False),
        ("cafe", "B", False),
        ("rösters printing", "B", False),
        ("day", "AC", False),
        ("c++", "D", False),
        ("roll", "D", False),
        ("midnight", "B", False),
        ("CP-3", "C", False),
        ("cp-3", "C", False),
        ("laeve", "A", True),
        ("notce givn", "C", True),
        ("rsoter", "B", True),
        ("payrol expotr", "D", True),
        ("xylophone", "", False),
        ("leave xylophone", "", False),
        ("%", "", False),
        ("'; \\ & | ! :* <->", "", False),
    ],
)
def test_what_is_typed_finds(cast, signed_in, url, words, letters, is_near):
    for letter, title in TITLES.items():
        text = "Planners see it after midnight." if letter == "B" else ""
        add_item(cast.owner, cast.planner, title=title, description=text)
    page = signed_in(cast.owner).get(url, {"q": words}).context["page"]
    assert [row.title for row in page.rows] == [TITLES[letter] for letter in letters]
    assert page.is_near is is_near


def test_filters_of_people_and_outcomes(cast, signed_in, url):
    note_users(cast.owner, cast.planner, "Roster planner", 40, "plans")
    persona = cast.planner.users.get().persona
    items = make_items(cast.planner, "AB", effort=3) | make_items(cast.planner, "F", type="fix")
    Item.objects.filter(title="A").update(assignee=cast.owner)
    Item.objects.filter(title="B").update(assignee=cast.member)
    Outcome.objects.create(item=items["A"], persona=persona, statement="Fewer calls.")
    client = signed_in(cast.owner)
    assert found(client, url, "assignee=me")[1] == ["A"]
    assert found(client, url, f"assignee={cast.member.slug}")[1] == ["B"]
    assert found(client, url, "unestimated=1")[1] == ["F"]
    assert found(client, url, "outcome=any")[1] == ["A"]
    assert found(client, url, "outcome=none")[1] == ["B"]
    page, titles = found(client, url, f"persona={persona.slug}")
    assert titles == ["A"]
    assert [chip.label for chip in page.chips] == ["For Roster planner"]


def test_the_form_keeps_what_it_has_no_control_for(cast, signed_in, url):
    make_items(cast.planner, "A", states=("idea", "in_progress"))
    text = signed_in(cast.owner).get(f"{url}?age=week&assignee=x").content.decode()
    assert '<input type="hidden" name="age" value="week">' in text
    assert '<input type="hidden" name="assignee" value="x">' in text


def test_an_address_keeps_only_what_says_something(cast, signed_in, url):
    make_items(cast.planner, "A")
    headers = {"HX-Request": "true", "HX-Target": "list", "HX-Trigger": "tools"}
    query = "q=a&state=open&type=&dimension=&product=&sort=order&outcome="
    assert (
        signed_in(cast.owner).get(f"{url}?{query}", headers=headers)["HX-Push-Url"] == f"{url}?q=a"
    )


def test_nothing_found_says_what_each_filter_costs(cast, signed_in, url):
    make_items(cast.planner, "AB", effort=1)
    make_items(cast.planner, "A", type="fix")
    page, titles = found(
        signed_in(cast.owner), url, "q=B&type=fix&unestimated=1&product=crew-planner"
    )
    assert titles == []
    counts = {chip.label: chip.count for chip in page.chips}
    assert counts == {"“B”": 1, "Fix": 0, "Unestimated": 0, "Crew planner": 0}


def test_sorted_lists_say_why_nothing_moves(cast, signed_in, url):
    now = timezone.now()
    make_items(cast.planner, "A", at=now - timedelta(days=3))
    make_items(cast.planner, "B", at=now - timedelta(days=9))
    make_items(cast.planner, "C", at=now - timedelta(days=6))
    move_item(cast.owner, Item.objects.get(title="B"), to="bottom")
    client = signed_in(cast.owner)
    for sort, titles in {
        "order": "ACB",
        "age": "BCA",
        "touched": "BAC",
        "untouched": "CAB",
    }.items():
        response = client.get(f"{url}?sort={sort}")
        page = response.context["page"]
        assert "".join(row.title for row in page.rows) == titles
        assert page.can_move is (sort == "order")
        assert page.can_close
        assert (b"Items move in our order only" in response.content) is (sort != "order")


def test_sorted_by_score_what_is_unscored_comes_last(cast, signed_in, url):
    items = make_items(cast.planner, "ABCD", effort=2)
    for title, reach in {"B": 100, "C": 300, "D": 100}.items():
        Score.objects.create(item=items[title], scheme="rice", reach=reach, impact=1, confidence=50)
    client = signed_in(cast.owner)
    page = client.get(f"{url}?sort=score").context["page"]
    assert [(row.title, row.score) for row in page.rows] == [
        ("C", "75"), ("B", "25"), ("D", "25"), ("A", "")
    ]  # fmt: skip
    assert (page.shown, page.points) == (4, 8)
    for after, rest in {"CP-3": "BDA", "CP-2&key=25": "DA", "CP-4": "A", "CP-1": ""}.items():
        page = client.get(f"{url}?sort=score&after={after}").context["page"]
        assert "".join(row.title for row in page.rows) == rest
        assert page.first == 5 - len(rest)
    page = client.get(f"{url}?sort=score&until=CP-1&key=NaN").context["page"]
    assert "".join(row.title for row in page.rows) == "CBD"


@pytest.fixture
def long_list(cast):
    """5,000 open items, written in one statement."""
    cluster, product = cast.rostering, cast.planner
    fill(cluster, product, 5_000)
    return cluster


def fill(cluster: Cluster, product: Product, count: int) -> None:
    now = timezone.now()
    Item.objects.bulk_create(
        Item(
            product=product, cluster=cluster, number=number, rank=number * 2**20,
            title=f"Leave booked in People File arrives late, case {number}",
            created_at=now - timedelta(minutes=number % 7), touched_at=now,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE backlogs_item")


def test_a_long_list_is_light_and_its_pages_cost_the_same(cast, signed_in, url, long_list):
    client = signed_in(cast.owner)
    with CaptureQueriesContext(connection) as first:
        response = client.get(url)
    page = response.context["page"]
    assert (page.shown, len(page.rows)) == (5_000, 100)
    assert len(response.content) < 150_000
    with CaptureQueriesContext(connection) as last:
        end = client.get(page.end).context["page"]
    assert (end.first, len(end.rows), end.rows[-1].reference) == (4_901, 100, "CP-5000")
    assert end.more == ""
    assert len(last) == len(first) <= 10
    assert not any("OFFSET" in query["sql"] for query in last)


@pytest.mark.parametrize("sort", ["order", "age", "touched", "untouched"])
def test_pages_follow_one_another_whatever_moves_meanwhile(cast, signed_in, url, sort):
    fill(cast.rostering, cast.planner, 250)
    client = signed_in(cast.owner)
    page = client.get(f"{url}?sort={sort}").context["page"]
    seen = [row.reference for row in page.rows]
    move_item(cast.owner, Item.objects.get(number=int(seen[-1][3:])), to="top")
    while page.more:
        page = client.get(page.more).context["page"]
        seen += [row.reference for row in page.rows]
    assert sorted(set(seen), key=lambda name: int(name[3:])) == [f"CP-{n}" for n in range(1, 251)]
    assert len(seen) - len(set(seen)) <= 1  # the one that moved, in a list sorted by its last touch
    back = client.get(page.earlier).context["page"]
    assert [row.reference for row in back.rows][-1] == seen[seen.index(page.rows[0].reference) - 1]


def test_a_word_is_found_by_index(cast, long_list):
    add_item(cast.owner, cast.planner, title="Quarterly audit trail")
    with connection.cursor() as cursor:  # as autovacuum does
        for index in ("item_by_words", "item_by_letters"):
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute("ANALYZE backlogs_item")
    plan = Item.objects.filter(words_match("quarterly"), cluster=long_list).explain()
    assert "item_by_words" in plan
    assert "item_by_letters" in plan
