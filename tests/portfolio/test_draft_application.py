"""Applying a draft: what the same acts done one by one would do, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import transaction

from backlogs.actions import add_item
from people.actions.persons import deactivate_person
from people.queries import today
from portfolio.actions.draft_application import apply_draft
from portfolio.actions.draft_moves import give_cluster, move_product, split_product
from portfolio.actions.draft_terms import say_why
from portfolio.actions.drafts import create_draft
from portfolio.kernel.errors import DomainError
from portfolio.models import Draft, DraftMove
from products.actions.handovers import propose_handover
from products.actions.ownership import assign_owner
from products.models import Cluster, Ownership, Product
from products.queries.owners import current_owner
from reviews.actions.grouping import group
from reviews.actions.splits import NewCluster, split
from tests.builders import make_cluster, make_person, make_product, own, set_stage
from tests.portfolio.shapes import shape

pytestmark = pytest.mark.django_db
WHY = ("users", "The same people use them.")


@pytest.fixture
def lead():
    return make_person("Astrid", is_leadership=True)


@pytest.fixture
def people():
    return {name: make_person(name) for name in ("Dana", "Eli", "Faye")}


@pytest.fixture
def things(lead, people) -> dict[str, Cluster | Product]:
    """Journeys of Booking and Travel and Rooms is Dana's; Pay of Payroll is Eli's; Fax nobody's."""
    journeys = make_cluster("Journeys")
    found: dict[str, Cluster | Product] = {"Journeys": journeys}
    for name in ("Booking", "Travel", "Rooms"):
        found[name] = make_product(name, journeys)
    for name in ("Pay", "Fax"):
        found[name] = make_product(f"{name} tool").cluster
    own(people["Dana"], journeys)
    own(people["Eli"], found["Pay"])
    for name in ("Booking", "Travel", "Booking"):
        add_item(lead, found[name], title=f"For {name}")
    return found


@pytest.fixture
def draft(lead) -> Draft:
    return create_draft(lead, name="Relief")


def applied(lead, draft: Draft, chosen: Iterable[int] | None = None):
    draft.refresh_from_db()
    keys = [move.pk for move in DraftMove.objects.standing().filter(draft=draft)]
    return apply_draft(lead, draft, list(keys if chosen is None else chosen), draft.version)


def drafting(lead, draft, things, people, act: str) -> None:
    """One act of the alphabet, tried in the draft."""
    what, where = act.split(">")
    if where.startswith("new "):
        split_product(lead, draft, things[what], people[where[4:]])
    elif where in people:
        give_cluster(lead, draft, things[what], people[where])
    else:
        if not things[where].rationale_kinds:
            say_why(lead, draft, things[where], [WHY[0]], WHY[1])
        move_product(lead, draft, things[what], things[where])


def ask(lead, cluster: Cluster, person, reason: str) -> None:
    """A hand-over is proposed, unless it is theirs already."""
    owner = current_owner(cluster, today())
    if owner != person:
        propose_handover(lead, cluster, person, today(), reason, owner.slug if owner else "")


def doing(lead, things, people, act: str) -> None:
    """The same act, done in the world."""
    what, where = act.split(">")
    reason = "Decided at the design table: Relief."
    if where.startswith("new "):
        thing = Product.objects.get(pk=things[what].pk)
        new = split(lead, thing.cluster, [thing], NewCluster(thing.name), on=today(), reason=reason)
        ask(lead, new.target, people[where[4:]], reason)
    elif where in people:
        ask(lead, things[what], people[where], reason)
    else:
        target = Cluster.objects.get(pk=things[where].pk)
        said = {} if target.rationale_kinds else {"rationale_kinds": [WHY[0]], "rationale": WHY[1]}
        group(lead, [things[what]], target, on=today(), reason=reason, **said)


@pytest.mark.parametrize(
    "acts",
    [
        ["Booking>Pay"],
        ["Journeys>Eli", "Pay>Dana"],
        ["Booking>new Eli", "Pay>Faye"],
        ["Booking>new Dana", "Travel>Pay", "Fax>Faye", "Pay>Dana"],
        ["Travel>Fax", "Booking>Fax", "Fax>Faye"],
    ],
)
def test_applying_is_doing_the_same_one_by_one(lead, draft, things, people, acts):
    sleeping = transaction.savepoint()
    for act in acts:
        doing(lead, things, people, act)
    by_hand = shape()
    transaction.savepoint_rollback(sleeping)
    things = {name: type(thing).objects.get(pk=thing.pk) for name, thing in things.items()}
    for act in acts:
        drafting(lead, draft, things, people, act)
    result = applied(lead, draft)
    assert shape() == by_hand
    assert (result.made, result.already, result.is_whole) == (len(acts), 0, True)
    draft.refresh_from_db()
    assert draft.state == "applied"


def test_a_part_is_applied_and_the_rest_stays(lead, draft, things, people):
    first = give_cluster(lead, draft, things["Fax"], people["Faye"])
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    result = applied(lead, draft, [first.pk])
    assert (result.made, result.is_whole) == (1, False)
    draft.refresh_from_db()
    assert (draft.state, DraftMove.objects.standing().count()) == ("open", 1)
    assert shape()["asked"] == [("Fax tool", "Faye")]
    assert not Ownership.objects.filter(person=people["Faye"]).exists()


def _owner_changed(lead, draft, things, people):
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    assign_owner(lead, things["Pay"], people["Dana"], today())
    return "Dana is accountable for Pay tool by now; it was Eli when this was drafted."


def _left(lead, draft, things, people):
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    deactivate_person(make_person(is_admin=True), people["Faye"], today())
    return "Faye has left."


def _moved(lead, draft, things, people):
    move_product(lead, draft, things["Booking"], things["Pay"])
    group(lead, [things["Booking"]], things["Fax"], on=today(), reason="So.", rationale_kinds=["users"], rationale="x")  # fmt: skip
    return "Booking is in Fax tool by now; it was in Journeys when this was drafted."


def _retired(lead, draft, things, people):
    move_product(lead, draft, things["Booking"], things["Pay"])
    set_stage(things["Booking"], "retired", today() - timedelta(days=1))
    return "Booking is retired by now."


def _closed(lead, draft, things, people):
    move_product(lead, draft, things["Booking"], things["Fax"])
    tool = Product.objects.get(name="Fax tool")
    group(lead, [tool], things["Journeys"], on=today(), reason="So.")
    return "Fax tool is closed by now."


@pytest.mark.parametrize("change", [_owner_changed, _left, _moved, _retired, _closed])
def test_when_the_world_moved_on_nothing_is_done(lead, draft, things, people, change):
    """Not even the other move, which could be made."""
    words = change(lead, draft, things, people)
    give_cluster(lead, draft, things["Journeys"], people["Eli"])
    before = shape()
    with pytest.raises(DomainError) as clash:
        applied(lead, draft)
    assert (clash.value.status, clash.value.code) == (409, "world_moved_on")
    assert words in clash.value.message
    assert shape() == before
    assert DraftMove.objects.standing().count() == 2


def test_what_the_world_did_itself_counts_as_done(lead, draft, things, people):
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    assign_owner(lead, things["Pay"], people["Faye"], today())
    result = applied(lead, draft)
    assert (result.made, result.already, result.is_whole) == (0, 1, True)


@pytest.mark.parametrize(
    ("chosen", "stale", "code"),
    [([], False, "none_chosen"), ([0], False, "move_gone"), (None, True, "stale_version")],
)
def test_refused(lead, draft, things, people, chosen, stale, code):
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    draft.refresh_from_db()
    keys = [move.pk for move in DraftMove.objects.all()] if chosen is None else chosen
    with pytest.raises(DomainError) as refused:
        apply_draft(lead, draft, keys, draft.version - stale)
    assert refused.value.code == code
    assert shape()["asked"] == []


def test_products_need_a_reason_to_come_together(lead, draft, things, people):
    move_product(lead, draft, things["Booking"], things["Pay"])
    before = shape()
    with pytest.raises(DomainError) as refused:
        applied(lead, draft)
    assert refused.value.code == "rationale_missing"
    assert shape() == before


def test_a_cluster_to_be_needs_the_move_that_brings_its_product(lead, draft, things, people):
    move = split_product(lead, draft, things["Booking"], people["Dana"])
    give = give_cluster(lead, draft, move.new_cluster, people["Faye"])
    with pytest.raises(DomainError) as refused:
        applied(lead, draft, [give.pk])
    assert refused.value.code == "world_moved_on"
    applied(lead, draft, [move.pk])
    applied(lead, draft, [give.pk])
    assert shape()["asked"] == [("Booking", "Faye")]


def test_a_hand_over_that_waits_is_not_overtaken(lead, draft, things, people):
    ask(lead, things["Pay"], people["Dana"], "Before.")
    move_product(lead, draft, things["Booking"], things["Journeys"])
    give_cluster(lead, draft, things["Fax"], people["Faye"])
    give_cluster(lead, draft, things["Pay"], people["Faye"])
    before = shape()
    with pytest.raises(DomainError) as clash:
        applied(lead, draft)
    assert clash.value.code == "handover_waits"
    assert shape() == before
