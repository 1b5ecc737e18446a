"""Attachments by link: web addresses and nothing else."""

from __future__ import annotations

import pytest

from backlogs.actions.links import add_link
from backlogs.models import Link
from portfolio.kernel.errors import Refused
from tests.backlogs.builders import make_items

URL = "/items/CP-1/links/"


@pytest.fixture
def item(cast):
    return make_items(cast.planner, "A")["A"]


def links() -> list[tuple[str, str]]:
    return list(Link.objects.filter(removed_at=None).values_list("title", "url"))


def test_attached_shown_with_its_host_and_taken_off(cast, signed_in, item):
    client = signed_in(cast.member)
    for _ in range(2):
        client.post(URL, {"url": " https://plan.example/a?b=1 ", "title": "The <plan>"})
    assert links() == [("The <plan>", "https://plan.example/a?b=1")]
    page = client.get("/items/CP-1/").content.decode()
    assert '<a href="https://plan.example/a?b=1" rel="noopener noreferrer nofollow">' in page
    assert "The &lt;plan&gt;</a>" in page
    assert '<span class="host">plan.example</span>' in page
    off = f"{URL}{Link.objects.get().pk}/removal/"
    for _ in range(2):
        assert client.post(off).status_code == 302
    assert links() == []
    assert Link.objects.get().removed_by == cast.member


def test_without_a_title_it_is_called_by_its_host(cast, item):
    add_link(cast.owner, item, "", "http://localhost:8000/x")
    assert links() == [("localhost", "http://localhost:8000/x")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT://x/%0aalert(1)", "data:text/html,x", "file:///etc",
        "https://bank.example@evil.example/", "//evil.example", "plan.example", "https://",
        "https://a.example/" + "x" * 1000, "https://a b.example/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_place(cast, signed_in, item, url):
    answer = signed_in(cast.owner).post(URL, {"url": url, "title": "Plan"})
    assert answer.status_code == 422
    assert 'value="Plan"' in answer.content.decode()
    assert links() == []


def test_there_is_a_most(cast, item):
    for number in range(50):
        add_link(cast.owner, item, "", f"https://a.example/{number}")
    with pytest.raises(Refused, match="at most 50 links"):
        add_link(cast.owner, item, "", "https://a.example/more")


def test_strangers_attach_nothing(cast, signed_in, item):
    for person in (cast.employee, cast.leader, cast.stranger_owner):
        assert signed_in(person).post(URL, {"url": "https://a.example/"}).status_code == 403
    assert links() == []
