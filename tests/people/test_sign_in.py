"""Signing in: who gets in, where they land, and who is kept out."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from time_machine import travel

from tests.builders import PASSWORD, make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/sign-in/"


def attempt(client: Client, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post(ADDRESS, {"email": email, "password": password, **more})


def user_of(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_form(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert 'autocomplete="current-password"' in answer.content.decode()
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("email", ["marit.halden@example.org", "Marit.Halden@EXAMPLE.org"])
def test_the_case_of_the_address_does_not_matter(client: Client, email: str) -> None:
    person = make_person("Marit Halden")
    answer = attempt(client, email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert user_of(client) == str(person.pk)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("marit.halden@example.org", "wrong"),
        ("marit.halden@example.org", PASSWORD.upper()),
        ("nobody@example.org", PASSWORD),
    ],
)
def test_a_wrong_word_is_refused_without_saying_which(
    client: Client, email: str, password: str
) -> None:
    make_person("Marit Halden")
    answer = attempt(client, email, password)
    assert answer.status_code == 422
    assert "The address or the password is not right" in answer.content.decode()
    assert password not in answer.content.decode()
    assert user_of(client) is None


@pytest.mark.parametrize(
    "fields", [{"is_active": False, "left_on": "2026-01-01"}, {"password": None}]
)
def test_somebody_who_left_or_has_no_password_stays_out(client: Client, fields: dict) -> None:
    make_person("Marit Halden", **fields)
    assert attempt(client, "marit.halden@example.org").status_code == 422
    assert user_of(client) is None


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/people/?q=a", "/people/?q=a"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("", "/"),
    ],
)
def test_next_leads_to_our_own_pages_only(client: Client, wanted: str, lands: str) -> None:
    make_person("Marit Halden")
    answer = attempt(client, "marit.halden@example.org", next=wanted)
    assert (answer.status_code, answer["Location"]) == (302, lands)


def test_next_survives_a_wrong_password(client: Client) -> None:
    answer = attempt(client, "nobody@example.org", next="/products/")
    assert '<input type="hidden" name="next" value="/products/">' in answer.content.decode()


def test_a_signed_in_person_goes_on(client: Client) -> None:
    client.force_login(make_person(), backend="people.backends.PersonBackend")
    assert client.get(f"{ADDRESS}?next=/password/")["Location"] == "/password/"


def test_the_session_key_changes_at_sign_in(client: Client) -> None:
    make_person("Marit Halden")
    client.session.save()
    before = client.session.session_key
    attempt(client, "marit.halden@example.org")
    assert client.session.session_key != before


def test_ten_wrong_passwords_close_the_door_for_a_while(client: Client) -> None:
    make_person("Marit Halden")
    spellings = ("marit.halden@example.org", "MARIT.HALDEN@example.org")
    answers = [attempt(client, spellings[n % 2], "wrong").status_code for n in range(10)]
    assert answers == [422] * 9 + [429]
    shut = attempt(client, spellings[0])
    assert shut.status_code == 429
    assert "Signing in is closed for 15 minutes" in shut.content.decode()
    assert user_of(client) is None
    with travel("2100-01-01"):
        assert attempt(client, spellings[0]).status_code == 302


def test_the_lock_out_of_one_address_is_not_that_of_another(client: Client) -> None:
    make_person("Marit Halden")
    for _ in range(10):
        attempt(client, "nobody@example.org", "wrong")
    assert attempt(client, "marit.halden@example.org").status_code == 302
    assert not AccessAttempt.objects.filter(username="marit.halden@example.org").exists()


def test_signing_out(client: Client) -> None:
    client.force_login(make_person(), backend="people.backends.PersonBackend")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert user_of(client) is None


def test_a_session_ends_after_two_weeks(client: Client) -> None:
    client.force_login(make_person(), backend="people.backends.PersonBackend")
    assert client.get("/password/").status_code == 200
    with travel("2100-01-01"):
        assert client.get("/password/")["Location"] == "/sign-in/?next=/password/"


def test_a_fragment_is_told_401(client: Client) -> None:
    answer = client.get("/password/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "/sign-in/" in answer.content.decode()
