"""Moves of a draft: one standing move a thing, taken back step by step, the world untouched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.actions.persons import deactivate_person
from people.queries import today
from portfolio.actions.draft_moves import (
    give_cluster,
    move_product,
    remove_move,
    split_product,
    undo_last_move,
)
from portfolio.actions.draft_terms import lock_thing, say_why
from portfolio.actions.drafts import create_draft, discard_draft
from portfolio.kernel.errors import Conflict, DomainError, Refused
from portfolio.models import Draft, DraftCluster, DraftMove
from portfolio.queries.drafts import drafted, world_on
from products.models import Ownership, Placement
from tests.builders import make_cluster, make_person, make_product, own, set_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_person("Astrid", is_leadership=True)


@pytest.fixture
def draft(lead) -> Draft:
    return create_draft(lead, name="Relief")


@pytest.fixture
def dana():
    return make_person("Dana")


@pytest.fixture
def journeys(dana):
    cluster = make_cluster("Journeys")
    own(dana, cluster)
    return cluster


@pytest.fixture
def booking(journeys):
    make_product("Travel", journeys)
    return make_product("Booking", journeys)


def places(draft: Draft) -> dict[str, str]:
    """Where the draft would have each product, and who each cluster."""
    after = drafted(Draft.objects.get(pk=draft.pk), world_on(today())).after
    found = {
        after.products[key].name: after.clusters[home].name for key, home in after.home.items()
    }
    owners = {
        after.clusters[key].name: after.persons[person].name for key, person in after.owner.items()
    }
    return found | owners


def test_each_move_shows_and_the_world_stays(lead, draft, dana, booking):
    other, eli = make_cluster("Pay"), make_person("Eli")
    make_product("Payroll", other)
    before = (list(Placement.objects.values_list()), list(Ownership.objects.values_list()))
    move_product(lead, draft, booking, other)
    give_cluster(lead, draft, other, eli)
    assert places(draft)["Booking"] == "Pay"
    assert places(draft)["Pay"] == "Eli"
    split_product(lead, draft, booking, eli, "Booking alone")
    assert places(draft) == {
        "Booking": "Booking alone", "Travel": "Journeys", "Payroll": "Pay",
        "Journeys": "Dana", "Pay": "Eli", "Booking alone": "Eli",
    }  # fmt: skip
    assert (list(Placement.objects.values_list()), list(Ownership.objects.values_list())) == before


def test_moving_again_replaces_and_undoing_restores(lead, draft, booking):
    one, two = make_cluster("One"), make_cluster("Two")
    move_product(lead, draft, booking, one)
    move_product(lead, draft, booking, two)
    assert DraftMove.objects.standing().count() == 1
    undo_last_move(lead, draft)
    assert places(draft)["Booking"] == "One"
    undo_last_move(lead, draft)
    assert (places(draft)["Booking"], undo_last_move(lead, draft)) == ("Journeys", None)
    assert DraftMove.objects.count() == 0


def test_taken_away_and_back_moves_nothing(lead, draft, journeys, booking):
    move_product(lead, draft, booking, make_cluster("One"))
    move_product(lead, draft, booking, journeys)
    assert drafted(draft, world_on(today())).moves == []


def test_removing_takes_what_was_drafted_before_and_the_cluster_to_be(lead, draft, dana, booking):
    split_product(lead, draft, booking, dana)
    move = move_product(lead, draft, booking, make_cluster("One"))
    remove_move(lead, draft, move.pk)
    assert (DraftMove.objects.count(), DraftCluster.objects.count()) == (0, 0)
    with pytest.raises(DomainError) as gone:
        remove_move(lead, draft, move.pk)
    assert gone.value.code == "move_gone"


def test_being_there_is_no_move(lead, draft, dana, journeys, booking):
    assert move_product(lead, draft, booking, journeys) is None
    assert give_cluster(lead, draft, journeys, dana) is None
    assert DraftMove.objects.count() == 0


def _locked(lead, draft, journeys, booking):
    lock_thing(lead, draft, booking, "Dana knows it.")
    move_product(lead, draft, booking, make_cluster("One"))


def _kept(lead, draft, journeys, booking):
    lock_thing(lead, draft, journeys, "Dana knows it.")
    give_cluster(lead, draft, journeys, make_person())


def _retired(lead, draft, journeys, booking):
    set_stage(booking, "retired", today() - timedelta(days=1))
    move_product(lead, draft, booking, make_cluster("One"))


def _closed(lead, draft, journeys, booking):
    move_product(lead, draft, booking, _closed_cluster())


def _closed_cluster():
    cluster = make_cluster("Gone")
    cluster.closed_on = today()
    cluster.save()
    return cluster


def _left(lead, draft, journeys, booking):
    eli = make_person("Eli")
    deactivate_person(lead, eli, today())
    eli.refresh_from_db()
    give_cluster(lead, draft, journeys, eli)


def _put_away(lead, draft, journeys, booking):
    discard_draft(lead, draft)
    move_product(lead, draft, booking, make_cluster("One"))


def _lock_moved(lead, draft, journeys, booking):
    move_product(lead, draft, booking, make_cluster("One"))
    try:
        lock_thing(lead, draft, booking, "Too late.")
    finally:
        undo_last_move(lead, draft)


def _half_reason(lead, draft, journeys, booking):
    say_why(lead, draft, journeys, ["users"], " ")


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (_locked, "locked"),
        (_kept, "locked"),
        (_retired, "product_retired"),
        (_closed, "cluster_closed"),
        (_left, "person_left"),
        (_put_away, "draft_closed"),
        (_lock_moved, "moved_here"),
        (_half_reason, "rationale_incomplete"),
    ],
)
def test_refused(lead, draft, journeys, booking, attempt, code):
    with pytest.raises(Refused) as refused:
        attempt(lead, draft, journeys, booking)
    assert refused.value.code == code
    assert DraftMove.objects.count() == 0


def test_whoever_looked_at_an_older_board_is_told(lead, draft, booking):
    one, two = make_cluster("One"), make_cluster("Two")
    move_product(lead, draft, booking, one, seen="journeys")
    with pytest.raises(Conflict) as clash:
        move_product(lead, draft, booking, two, seen="journeys")
    assert clash.value.code == "moved_meanwhile"
    assert places(draft)["Booking"] == "One"
