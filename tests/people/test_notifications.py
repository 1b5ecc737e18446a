"""What a person is told: once, only them, counted in the frame of every page, marked as read."""

from __future__ import annotations

import pytest
from django.test import Client

from people.actions.notifications import notify
from people.actions.persons import deactivate_person
from people.models import Notification, NotificationKind
from people.queries import today
from tests.builders import sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
MENTION = NotificationKind.MENTION


def tell(cast: Cast, *persons, source: str = "comment:1", words: str = "Olga named you.") -> None:  # type: ignore[no-untyped-def]
    notify(cast.owner, persons, MENTION, words, "/items/CP-1/", source)


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.order_by("pk").values_list("person__name", "source"))


def test_a_repeat_tells_nobody_twice(cast: Cast) -> None:
    tell(cast, cast.member, cast.employee)
    tell(cast, cast.member, cast.member, cast.leader)
    assert sorted(name for name, _ in told()) == ["Eva Employee", "Lea Leader", "Mo Member"]


def test_neither_oneself_nor_who_has_left_is_told(cast: Cast) -> None:
    deactivate_person(cast.admin, cast.member, today())
    cast.member.refresh_from_db()
    tell(cast, cast.owner, cast.member, cast.employee)
    assert told() == [("Eva Employee", "comment:1")]


def test_a_long_sentence_is_cut(cast: Cast) -> None:
    tell(cast, cast.member, words="x" * 900)
    assert Notification.objects.get().words == "x" * 399 + "…"


def test_the_frame_counts_what_is_unread_without_a_statement_more(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, cast.member)
    client.get("/notifications/")
    with django_assert_max_num_queries(6):
        empty = client.get("/notifications/?page=1")
    for number in range(3):
        tell(cast, cast.member, source=f"comment:{number}")
    page = client.get("/password/").content.decode()
    assert "unread" not in empty.content.decode().partition("<main")[0]
    assert "Notifications, 3 unread" in page


def test_the_list_and_the_desk_show_what_is_unread(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    tell(cast, cast.member, words="Olga <named> you.")
    assert "Olga &lt;named&gt; you." in client.get("/notifications/").content.decode()
    desk = client.get("/").content.decode()
    assert "Said to you" in desk
    assert "Olga &lt;named&gt; you." in desk


def test_marking_one_goes_to_what_it_is_about(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    tell(cast, cast.member)
    row = Notification.objects.get()
    url = f"/notifications/{row.pk}/reading/"
    assert client.post(url, {"open": "1"})["Location"] == "/items/CP-1/"
    row.refresh_from_db()
    first = row.read_at
    assert client.post(url)["Location"] == "/notifications/"
    row.refresh_from_db()
    assert row.read_at == first is not None
    assert "Olga named you." not in client.get("/notifications/").content.decode()
    assert "Olga named you." in client.get("/notifications/?shown=all").content.decode()


def test_somebody_elses_is_not_there(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    tell(cast, cast.member)
    row = Notification.objects.get()
    assert client.post(f"/notifications/{row.pk}/reading/").status_code == 404
    assert client.post("/notifications/reading/").status_code == 302
    row.refresh_from_db()
    assert row.read_at is None


def test_marking_all(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    for number in range(3):
        tell(cast, cast.member, source=f"comment:{number}")
    client.post("/notifications/reading/")
    assert Notification.objects.unread().count() == 0


def test_many_cost_what_few_cost(cast: Cast, client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, cast.member)
    for number in range(120):
        tell(cast, cast.member, source=f"comment:{number}")
    with django_assert_max_num_queries(7):
        page = client.get("/notifications/?page=2").content.decode()
    assert page.count("Open: ") == 50
    assert ">100</b>" in page
