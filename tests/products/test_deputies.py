"""A deputy stands in for a while: may edit the backlog, is not accountable, ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.actions.deputies import end_deputy, name_deputy
from products.actions.ownership import assign_owner
from products.models import Deputy
from products.permissions import edits_backlog, edits_product
from products.queries.owners import current_owner
from tests.builders import make_person
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def again(person: Person) -> Person:
    """The person as the next request sees them."""
    return Person.objects.get(pk=person.pk)


def may(cast: Cast, person: Person) -> tuple[bool, bool]:
    """Whether they edit the backlog and the products of Rostering."""
    here = again(person), cast.rostering.pk
    return edits_backlog(*here), edits_product(*here)


def test_a_deputy_edits_the_backlog_while_it_lasts(cast: Cast) -> None:
    deputy = name_deputy(cast.owner, cast.rostering, cast.employee, today(), today() + DAY)
    assert may(cast, cast.employee) == (True, False)
    assert current_owner(cast.rostering, today()) == cast.owner
    end_deputy(cast.owner, deputy)
    assert may(cast, cast.employee) == (False, False)


def test_a_deputy_to_come_may_not_yet(cast: Cast) -> None:
    name_deputy(cast.owner, cast.rostering, cast.employee, today() + DAY, today() + DAY)
    assert may(cast, cast.employee) == (False, False)


def test_with_a_new_owner_the_deputy_is_over(cast: Cast) -> None:
    name_deputy(cast.owner, cast.rostering, cast.employee, today(), today() + 9 * DAY)
    assign_owner(None, cast.rostering, cast.leader, today())
    assert may(cast, cast.employee) == (False, False)
    name_deputy(cast.leader, cast.rostering, cast.member, today(), today() + DAY)
    assert [row.person for row in Deputy.objects.all()] == [cast.member]


def test_who_cannot_stand_in_or_when(cast: Cast) -> None:
    gone = make_person("Gerd Gone", is_active=False, left_on=today())
    name_deputy(cast.owner, cast.rostering, cast.member, today(), today() + DAY)
    wrong: list[tuple[Any, ...]] = [
        (cast.owner, today() + 5 * DAY, today() + 6 * DAY, "deputy_is_owner"),
        (gone, today() + 5 * DAY, today() + 6 * DAY, "person_left"),
        (cast.employee, today() + DAY, today(), "wrong_order"),
        (cast.employee, today() - 2 * DAY, today() - DAY, "in_past"),
        (cast.employee, today() + DAY, today() + 2 * DAY, "deputy_taken"),
    ]
    for person, since, last_day, code in wrong:
        with pytest.raises(Refused) as refused:
            name_deputy(cast.owner, cast.rostering, person, since, last_day)
        assert refused.value.code == code
    assert Deputy.objects.count() == 1


def test_the_page_names_and_ends_deputies(cast: Cast, signed_in: Callable[[Any], Client]) -> None:
    client, url = signed_in(cast.owner), "/clusters/rostering/deputies/"
    days = {"since": str(today()), "last_day": str(today())}
    assert client.post(url, {"person": cast.employee.pk, **days}).status_code == 302
    assert "Eva Employee" in client.get(url).content.decode()
    assert "Eva Employee stands in until" in client.get("/clusters/rostering/").content.decode()
    assert client.post(url, {"person": cast.owner.pk, **days}).status_code == 422
    row = Deputy.objects.get()
    assert client.post(f"{url}{row.pk}/removal/").status_code == 302
    assert Deputy.objects.count() == 0
    assert signed_in(cast.member).get(url).status_code == 403
