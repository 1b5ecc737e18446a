"""Access tokens: issued by admins, shown once, kept as a fingerprint, dead when they should be."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.actions.persons import deactivate_person
from people.actions.tokens import digest_of, revoke_token
from people.models import AccessToken
from people.queries import today
from tests.builders import bearer, make_person, make_token, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def form(cast: Cast, **changes: object) -> dict[str, object]:
    day = today() + timedelta(days=30)
    return {"person": cast.owner.pk, "name": "Figures", "scope": "read", "last_day": day, **changes}


def test_a_token_is_shown_once_and_kept_as_a_fingerprint(cast: Cast, client: Client) -> None:
    sign_in(client, cast.admin)
    answer = client.post("/tokens/new/", form(cast))
    token = AccessToken.objects.get()
    text = next(part for part in answer.content.decode().split('"') if part.startswith("alm_"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert len(text) == 47
    assert token.digest == digest_of(text)
    assert token.created_by == cast.admin
    assert text not in client.get("/tokens/").content.decode()
    assert token.prefix in client.get("/tokens/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"scope": "admin"}, "Select a valid choice"),
        ({"last_day": "2020-01-01"}, "at least today and at most a year"),
        ({"last_day": "2060-01-01"}, "at least today and at most a year"),
        ({"person": 0}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_issues_nothing(
    cast: Cast, client: Client, change: dict[str, object], words: str
) -> None:
    sign_in(client, cast.admin)
    answer = client.post("/tokens/new/", form(cast, **change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_revoking_twice_is_harmless(cast: Cast, client: Client) -> None:
    token, _ = make_token(cast.owner)
    sign_in(client, cast.admin)
    for _ in range(2):
        assert client.post(f"/tokens/{token.pk}/revocation/").status_code == 302
        token.refresh_from_db()
        first = token.revoked_at
    assert token.revoked_at == first
    assert token.history.count() == 2
    assert "revoked" in client.get("/tokens/").content.decode()


def test_the_person_sees_their_own(cast: Cast, client: Client) -> None:
    token, _ = make_token(cast.owner)
    assert token.prefix in sign_in(client, cast.owner).get("/password/").content.decode()
    assert token.prefix not in sign_in(client, cast.member).get("/password/").content.decode()


def test_a_list_of_many_costs_the_same(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, cast.admin)
    for _ in range(20):
        make_token(make_person())
    with django_assert_max_num_queries(5):
        client.get("/tokens/")


def me(client: Client) -> int:
    return client.get("/api/v1/me/").status_code


def test_a_token_opens_the_api_as_its_person(cast: Cast) -> None:
    client = bearer(cast.owner)
    said = client.get("/api/v1/me/").json()
    assert (said["person"], said["scope"], said["token"]) == (cast.owner.slug, "write", "Figures")
    assert AccessToken.objects.get().last_used_at is not None
    assert client.get("/products/").status_code == 302, "a token opens no page"


def test_dead_at_the_next_request(cast: Cast) -> None:
    revoked, left, expired = bearer(cast.owner), bearer(cast.member), bearer(cast.leader)
    assert [me(client) for client in (revoked, left, expired)] == [200, 200, 200]
    revoke_token(cast.admin, AccessToken.objects.get(person=cast.owner))
    deactivate_person(cast.admin, cast.member, today())
    now = timezone.now()
    AccessToken.objects.filter(person=cast.leader).update(
        created_at=now - timedelta(days=2), expires_at=now
    )
    assert [me(client) for client in (revoked, left, expired)] == [401, 401, 401]


@pytest.mark.parametrize(
    "given", ["Bearer alm_nothing", "Bearer", "Basic YTpi", "Bearer \xff\xfe", "x"]
)
def test_anything_else_is_401_even_with_a_session(cast: Cast, client: Client, given: str) -> None:
    sign_in(client, cast.owner)
    answer = client.get("/api/v1/me/", headers={"Authorization": given})
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_token")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["request_id"] == answer["X-Request-ID"]
