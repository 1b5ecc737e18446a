"""One forbidden row for each rule the database keeps about people."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from people.models import AccessToken, KeptAnswer, Notification, Organisation, Person, ShareLink
from tests.builders import make_person
from tests.constraints import missing, refused_by

pytestmark = pytest.mark.django_db


def other_person(**fields: object) -> Person:
    return Person.objects.create(**{"name": "Other", "slug": "other", **fields})


def told(me: Person, **fields: object) -> Notification:
    row = {"person": me, "kind": "mention", "words": "Hm.", "path": "/", "source": "comment:1"}
    return Notification.objects.create(**{**row, "at": timezone.now(), **fields})


def shared(**fields: object) -> ShareLink:
    now = timezone.now()
    row = {"kind": "roadmap", "subject_id": 1, "token_hash": "0" * 64, "created_at": now}
    return ShareLink.objects.create(**{**row, "expires_at": now + timedelta(days=1), **fields})


BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
ENDS = datetime(2100, 1, 1, tzinfo=UTC)


def token(me: Person, **fields: object) -> AccessToken:
    plain = {"name": "Figures", "prefix": "alm_", "digest": "d" * 64, "expires_at": ENDS}
    return AccessToken.objects.create(**{"person": me, **plain, **fields})


def kept(me: Person) -> KeptAnswer:
    return KeptAnswer.objects.create(person=me, key="one", digest="d" * 64)


CASES = {
    "organisation_single_row": lambda me: Organisation.objects.create(pk=2),
    "organisation_first_month_valid": lambda me: Organisation.objects.update(first_month=13),
    "person_email_unique": lambda me: other_person(email=me.email.upper()),
    "person_inactive_has_left_date": lambda me: other_person(is_active=False),
    "person_not_own_manager": lambda me: Person.objects.update(manager=F("id")),
    "notification_told_once": lambda me: [told(me), told(me)],
    "notification_kind_known": lambda me: told(me, kind="gossip"),
    "notification_path_is_ours": lambda me: told(me, path="//elsewhere.example/"),
    "notification_has_words": lambda me: told(me, words=""),
    "share_link_keeps_a_hash": lambda me: shared(token_hash="the token itself"),
    "share_link_expires": lambda me: shared(expires_at=timezone.now() - timedelta(days=1)),
    "access_token_digest_unique": lambda me: (token(me), token(me)),
    "access_token_scope_known": lambda me: token(me, scope="admin"),
    "access_token_has_name": lambda me: token(me, name=""),
    "access_token_expires_after_creation": lambda me: token(me, expires_at=BEGAN),
    "kept_answer_key_unique": lambda me: (kept(me), kept(me)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    Organisation.objects.get_or_create(pk=1)
    me = make_person()
    assert refused_by(lambda: CASES[name](me)) == name


def test_every_constraint_is_tried() -> None:
    assert missing("people", CASES) == set()


def test_the_neighbouring_rows_are_fine() -> None:
    """Two people without an address; somebody who left with a date."""
    other_person(slug="one")
    other_person(slug="two", is_active=False, left_on=date(2026, 1, 1))
    assert Person.objects.count() == 2
