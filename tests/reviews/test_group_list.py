"""Proposals from the data: read, accepted with an owner, taken back, declined with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.moments import moment_for
from portfolio.kernel.quarters import Quarter
from products.actions.surroundings import add_dependency
from products.models import Cluster, Handover, Ownership, Persona, Product, ProductUser
from reviews.actions.grouping_proposals import (
    Agreed,
    accept_proposal,
    decline_proposal,
    shape_of,
)
from reviews.actions.split_undo import undo_split
from reviews.actions.splits import NewCluster
from reviews.models import GroupDecline, SplitAct
from reviews.queries.design_links import design_links
from reviews.queries.group_facts import proposals_on
from tests.backlogs.builders import make_items, order_of
from tests.builders import join, make_person, make_product, own, set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NEW = NewCluster("Rooms and desks", ["users"], "They serve the same users: Visitor.")


@pytest.fixture
def pair(cast: Cast) -> list[Product]:
    """Room finder (owned by Olga, with Mo in its team) and desk finder (owned by Otto)."""
    visitor = Persona.objects.create(name="Visitor", slug="visitor")
    made = [make_product(name, stage="maturity") for name in ("Desk finder", "Room finder")]
    for one in made:
        ProductUser.objects.create(product=one, persona=visitor, headcount=40)
    own(cast.stranger_owner, made[0])
    own(cast.owner, made[1])
    join(cast.member, made[1])
    return made


def keys() -> list[str]:
    return [one.key for one in proposals_on(today())]


def key_of(pair: list[Product]) -> str:
    return "-".join(str(one.pk) for one in pair)


def agree(cast: Cast, pair: list[Product], person: Person, seen: str | None = None) -> SplitAct:
    return accept_proposal(cast.leader, pair, Agreed(NEW, person, today()), seen)


def test_the_data_decides_what_is_proposed(cast: Cast, pair: list[Product]) -> None:
    assert keys() == [key_of(pair)]
    make_items(pair[0], "abcd")
    assert keys() == [key_of(pair)]
    make_items(pair[0], "e")
    assert keys() == []
    # as of yesterday none of the items had been touched
    assert len(proposals_on(today() - timedelta(days=1))) == 1


def test_a_retired_product_is_left_out(cast: Cast, pair: list[Product]) -> None:
    set_stage(pair[0], "retirement", today() - timedelta(days=2))
    set_stage(pair[0], "retired", today())
    assert keys() == []
    assert [one.key for one in proposals_on(today() - timedelta(days=3))] == [key_of(pair)]


def test_a_dependency_that_everybody_has_says_nothing(cast: Cast) -> None:
    made = [make_product(stage="maturity") for _ in range(5)]
    for one in made:
        add_dependency(None, one, cast.planner, "")
    assert keys() == [key_of(made)]
    add_dependency(None, cast.payslips, cast.planner, "")
    assert keys() == []


def test_the_page_says_why_and_what_it_would_do(cast: Cast, pair: list[Product]) -> None:
    text = sign_in(Client(), cast.leader).get("/groups/").content.decode()
    for words in (
        "Desk finder and Room finder", "They serve the same users: Visitor.", "Visitor 40",
        "0 items touched in 90 days (fewer than 5)", "would be accountable for the group",
        f"/groups/{key_of(pair)}/acceptance/",
    ):  # fmt: skip
        assert words in text
    past = sign_in(Client(), cast.leader).get(f"/groups/?at={Quarter.of(today()).previous().slug}")
    assert "acceptance" not in past.content.decode()


def test_accepting_makes_one_cluster_with_an_owner_and_both_teams(
    cast: Cast, pair: list[Product]
) -> None:
    make_items(pair[0], "ab")
    make_items(pair[1], "c")
    client = sign_in(Client(), cast.leader)
    url = f"/groups/{key_of(pair)}/acceptance/"
    page = client.get(f"{url}?person={cast.owner.slug}")
    form = page.context["form"]
    given = {**form.initial, "on": today().isoformat(), "name": "Rooms and desks"}
    answer = client.post(url, given)
    target = Cluster.objects.get(name="Rooms and desks")
    act = SplitAct.objects.get()
    assert answer.headers["Location"] == f"/splits/{act.pk}/"
    assert (target.rationale_kinds, target.rationale) == (["users"], NEW.rationale)
    assert set(target.products.all()) == set(pair)
    assert Ownership.objects.get(cluster=target).person == cast.owner
    assert [row.person for row in target.memberships.all()] == [cast.member]  # type: ignore[attr-defined]
    assert order_of(target) == "abc"
    assert keys() == []
    undo_split(cast.leader, act)
    assert keys() == [key_of(pair)]
    assert not Cluster.objects.on(today()).filter(pk=target.pk).exists()


def test_somebody_else_is_asked_and_a_present_owner_keeps_it_meanwhile(
    cast: Cast, pair: list[Product]
) -> None:
    taker = make_person("Tess Taker")
    act = agree(cast, pair, taker)
    assert Ownership.objects.get(cluster=act.target).person == cast.stranger_owner
    assert Handover.objects.get(cluster=act.target).taker == taker


@pytest.mark.parametrize("what", ["shape", "left", "repeat"])
def test_a_world_that_moved_on_is_not_grouped(cast: Cast, pair: list[Product], what: str) -> None:
    seen, person, error = shape_of([one.cluster for one in pair]), cast.owner, Conflict
    if what == "shape":
        own(make_person(), pair[0], today())
    elif what == "left":
        person, error = make_person(), Refused
        person.left_on = today()
        person.save()
    else:
        agree(cast, pair, person, seen)
    before = SplitAct.objects.count()
    with pytest.raises(error):
        agree(cast, [Product.objects.get(pk=one.pk) for one in pair], person, seen)
    assert SplitAct.objects.count() == before


def test_declining_is_remembered_for_two_quarters(cast: Cast, pair: list[Product]) -> None:
    client, url = sign_in(Client(), cast.leader), f"/groups/{key_of(pair)}/decline/"
    assert client.post(url, {"reason": " "}).status_code == 422
    assert not GroupDecline.objects.exists()
    client.post(url, {"reason": "One is sold next year."})
    row = GroupDecline.objects.get()
    assert row.quiet_until == Quarter.of(today()).shift(3).start
    assert (keys(), client.get(url).status_code) == ([], 404)
    assert "One is sold next year." in client.get("/groups/").content.decode()
    assert len(proposals_on(row.quiet_until - timedelta(days=1))) == 0
    assert len(proposals_on(row.quiet_until)) == 1
    decline_proposal(cast.leader, row.products, "Worded again.")
    assert GroupDecline.objects.get().reason == "Worded again."


def test_what_is_not_proposed_cannot_be_declined(cast: Cast) -> None:
    with pytest.raises(Refused):
        decline_proposal(cast.leader, [cast.planner.pk, cast.payslips.pk], "No.")
    assert not GroupDecline.objects.exists()


def test_a_load_names_the_proposals_that_would_lighten_it(cast: Cast, pair: list[Product]) -> None:
    own(cast.owner, pair[0], today())
    links = design_links(cast.owner, moment_for(None, today()))
    assert links[0].label == ("Group Desk finder and Room finder: 2 stable clusters become 1")
    assert links[0].url == f"/groups/{key_of(pair)}/acceptance/"
    of_leader = design_links(cast.leader, moment_for(None, today()))
    assert of_leader[0].label == "All group proposals"
