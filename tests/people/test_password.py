"""One's own password."""

import pytest
from django.test import Client

from tests.builders import PASSWORD, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NEW = "another long password"


def test_a_new_password_ends_the_other_sessions(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    other = sign_in(Client(), cast.employee)
    answer = client.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert (answer.status_code, answer["Location"]) == (302, "/password/")
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").status_code == 302
    cast.employee.refresh_from_db()
    assert cast.employee.check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "This is not your password"),
        (PASSWORD, "short", "short", "too short"),
        (PASSWORD, "password123", "password123", "too common"),
        (PASSWORD, "eva.employee", "eva.employee", "too similar"),
        (PASSWORD, NEW, NEW + " ", "This differs"),
        (PASSWORD, "", "", "required"),
    ],
)
def test_what_is_refused(
    cast: Cast, client: Client, old: str, new: str, again: str, words: str
) -> None:
    sign_in(client, cast.employee)
    answer = client.post("/password/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    cast.employee.refresh_from_db()
    assert cast.employee.check_password(PASSWORD)
