"""The review page and the request for a run on it."""

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from reviews.models import ReviewRun
from tests.builders import make_person, make_product, sign_in
from tests.reviews.pages import NOW, built, leader, roster

pytestmark = pytest.mark.django_db


@travel(NOW, tick=False)
def test_quarters_stand_newest_first_with_their_packets(client: Client) -> None:
    roster()
    built()
    text = sign_in(client, leader()).get("/reviews/").content.decode().split("<main")[1]
    assert text.index("2026 Q2") < text.index("2026 Q1") < text.index("2024 Q1")
    assert "2026 Q3" not in text
    assert text.count("Build packets of") == 10


@travel(NOW, tick=False)
def test_an_owner_sees_their_own_packets_and_no_button(client: Client) -> None:
    roster()
    make_product("Yard Board")
    built()
    owner = Person.objects.get(slug="marit-halden")
    text = sign_in(client, owner).get("/reviews/").content.decode()
    assert "Build packets" not in text
    assert '<a href="/reviews/2026-q2/">1</a>' in text


@travel(NOW, tick=False)
def test_a_list_counts_what_it_leads_to(client: Client) -> None:
    roster()
    make_product("Yard Board")
    built()
    reader = sign_in(client, leader())
    assert '<a href="/reviews/2026-q2/">2</a>' in reader.get("/reviews/").content.decode()
    listed = reader.get("/reviews/2026-q2/").content.decode()
    assert listed.count('<th scope="row"') == 2


@travel(NOW, tick=False)
def test_the_list_of_a_quarter_keeps_to_what_may_be_read(client: Client) -> None:
    """The page of "reviews:packet-list"."""
    roster()
    make_product("Yard Board")
    built()
    owner = Person.objects.get(slug="marit-halden")
    listed = sign_in(client, owner).get("/reviews/2026-q2/").content.decode()
    assert "Crew Roster" in listed
    assert "Yard Board" not in listed


@travel(NOW, tick=False)
def test_a_strangers_and_an_employees_way_is_closed(client: Client) -> None:
    assert sign_in(client, make_person()).get("/reviews/").status_code == 403


@travel(NOW, tick=False)
@pytest.mark.django_db(transaction=True)
def test_asking_leads_to_the_run_and_asking_again_to_the_same(client: Client) -> None:
    """The address "reviews:run-request"."""
    roster()
    reader = sign_in(client, leader())
    first = reader.post("/reviews/runs/", {"quarter": "2026-q2"})
    second = reader.post("/reviews/runs/", {"quarter": "2026-q2"})
    run = ReviewRun.objects.get()
    assert (first.status_code, first["Location"]) == (302, f"/reviews/runs/{run.pk}/")
    assert second["Location"] == first["Location"]
    assert run.requested_by is not None


@travel(NOW, tick=False)
@pytest.mark.parametrize(("quarter", "status"), [("2026-q3", 422), ("2026-q9", 404), ("", 404)])
def test_a_quarter_that_cannot_be_built_is_refused(
    client: Client, quarter: str, status: int
) -> None:
    roster()
    answer = sign_in(client, leader()).post("/reviews/runs/", {"quarter": quarter})
    assert answer.status_code == status
    assert not ReviewRun.objects.exists()


@travel(NOW, tick=False)
@pytest.mark.parametrize("slug", ["marit-halden", "tom-berg"])
def test_owners_and_teams_do_not_ask_for_runs(client: Client, slug: str) -> None:
    roster()
    answer = sign_in(client, Person.objects.get(slug=slug)).post(
        "/reviews/runs/", {"quarter": "2026-q2"}
    )
    assert answer.status_code == 403
    assert not ReviewRun.objects.exists()
