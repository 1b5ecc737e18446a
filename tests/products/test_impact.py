"""The impact of a product, a cluster's dependencies, and the whole portfolio."""

from __future__ import annotations

import pytest
from django.test import Client

from people.queries import today
from products.actions.surroundings import add_dependency, note_users
from products.models import Persona, Product
from tests.builders import make_product, set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(cast: Cast) -> Product:
    """Sign-in, needed by the planner, which the swaps and the payslips need; a circle back."""
    sign_in_ = make_product("Sign-in")
    for one, other in (
        (cast.planner, sign_in_), (cast.swaps, cast.planner), (cast.payslips, cast.planner),
        (sign_in_, cast.swaps),
    ):  # fmt: skip
        add_dependency(None, one, other, "")
    return sign_in_


def read(cast: Cast, path: str) -> str:
    answer = sign_in(Client(), cast.employee).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_depends_on_it_directly_and_through_others(cast: Cast, chain: Product) -> None:
    persona = Persona.objects.create(name="Roster clerk", slug="roster-clerk")
    note_users(None, cast.planner, persona=persona.name, headcount=22, use_case="Plans")
    text = read(cast, "/products/sign-in/impact/")
    assert "1 product needs it directly, 3 in all, in 2 other clusters." in text
    assert "through Crew planner" in text
    assert ("Roster clerk" in text, ">22<" in text, "Olga Owner" in text) == (True, True, True)


def test_a_retired_product_is_left_out(cast: Cast, chain: Product) -> None:
    set_stage(cast.payslips, "retirement", today())
    set_stage(cast.payslips, "retired", today())
    text = read(cast, "/products/sign-in/impact/")
    assert "1 product needs it directly, 2 in all, in 1 other cluster." in text


def test_a_product_nothing_depends_on(cast: Cast) -> None:
    text = read(cast, "/products/payslips/impact/")
    assert "Nothing is known to depend on Payslips." in text
    assert "Graph of dependencies" not in text


def test_a_cluster_that_cuts_through_is_named(cast: Cast, chain: Product) -> None:
    words = "3 of 4 dependencies leave it, 2 of them to Sign-in"
    assert words in read(cast, "/clusters/rostering/dependencies/")
    text = read(cast, "/dependencies/")
    assert (words in text, text.count("Cuts through")) == (True, 2)
    assert "75 %" in text
    leader = sign_in(Client(), cast.leader)
    for path in ("/groups/", "/clusters/rostering/"):
        assert words in leader.get(path).content.decode(), path


def test_nothing_is_written_down_yet(cast: Cast) -> None:
    for path in ("/dependencies/", "/clusters/rostering/dependencies/"):
        assert "No dependencies are written down" in read(cast, path)
