"""Comments: who may write them, whom they name, what stays when they go."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backlogs.actions.comments import add_comment, edit_comment, remove_comment
from backlogs.models import Comment
from people.models import Notification
from portfolio.kernel.errors import Conflict
from tests.backlogs.builders import make_items
from tests.builders import make_person

URL = "/items/CP-1/comments/"
THEN = datetime(2025, 2, 3, tzinfo=UTC)


@pytest.fixture
def item(cast):
    return make_items(cast.planner, "A")["A"]


def said() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("text", flat=True))


def test_a_comment_is_markdown_on_item_panel_and_page(cast, signed_in, item):
    client = signed_in(cast.member)
    answer = client.post(URL, {"text": "Looks **good**, <b>no</b>"})
    assert answer["Location"] == "/items/CP-1/"
    for url in ("/items/CP-1/", URL):
        text = client.get(url).content.decode()
        assert "<p>Looks <strong>good</strong>, &lt;b&gt;no&lt;/b&gt;</p>" in text


def test_sending_twice_says_it_once(cast, signed_in, item):
    for _ in range(2):
        signed_in(cast.member).post(URL, {"text": "Hm."})
    assert said() == ["Hm."]


def test_it_leads_back_to_the_list_with_the_item_open(cast, signed_in, item):
    seen = "http://testserver/clusters/rostering/backlog/?q=A&open=CP-1"
    headers = {"HX-Request": "true", "HX-Current-URL": seen}
    answer = signed_in(cast.member).post(URL, {"text": "Hm."}, headers=headers)
    assert answer["HX-Redirect"] == "/clusters/rostering/backlog/?q=A&open=CP-1"


def test_a_name_tells_that_person_once_and_lets_them_answer(cast, signed_in, item):
    stranger = signed_in(cast.employee)
    assert stranger.post(URL, {"text": "Me too"}).status_code == 403
    comment = add_comment(cast.owner, item, "What do you think, @eva-employee and @mo?")
    edit_comment(cast.owner, comment, 1, "What do you think now, @eva-employee?")
    told = list(Notification.objects.order_by("pk").values_list("person__name", "path"))
    path = f"/items/CP-1/#comment-{comment.pk}"
    assert sorted(told) == [("Eva Employee", path), ("Mo Member", path)]
    assert stranger.post(URL, {"text": "I like it"}).status_code == 302
    remove_comment(cast.owner, comment)
    assert stranger.post(URL, {"text": "One more"}).status_code == 403
    assert said() == ["", "I like it"]


WRONG = {
    "": "This field is required",
    "Ask @nobody-here": "Nobody here is called @nobody-here.",
    "Ask @olga-ownr": "Did you mean @olga-owner?",
    "Ask @mo": "@mo fits several people: @mo-member and @mo-second.",
    "x" * 5001: "at most 5000 characters",
    "a\x0bb": "a character nobody can type",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_wrong_one_is_told_in_place_and_kept(cast, signed_in, item, text):
    make_person("Mo Second")
    answer = signed_in(cast.owner).post(URL, {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WRONG[text] in page
    assert text in page or "\x0b" in text
    assert said() == []
    assert Notification.objects.count() == 0


def test_two_megabytes_are_told_too(cast, signed_in, item):
    answer = signed_in(cast.owner).post(URL, {"text": "x" * 2_000_000})
    assert answer.status_code == 422
    assert "at most 5000 characters (it has 2000000)" in answer.content.decode()


def test_a_preview_saves_nothing(cast, signed_in, item):
    answer = signed_in(cast.owner).post(URL, {"text": "*Hm*", "preview": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<em>Hm</em>" in text
    assert "*Hm*</textarea>" in text
    assert said() == []


def test_only_the_author_edits_and_removes(cast, signed_in, item):
    comment = add_comment(cast.member, item, "First")
    url = f"{URL}{comment.pk}/"
    other = signed_in(cast.owner)
    assert other.get(url).status_code == 403
    assert other.post(url, {"text": "x", "version": 1}).status_code == 403
    assert other.post(f"{url}removal/").status_code == 403
    author = signed_in(cast.member)
    assert "First</textarea>" in author.get(url).content.decode()
    assert author.post(url, {"text": "Second", "version": 1}).status_code == 302
    assert "edited" in author.get("/items/CP-1/").content.decode()
    for _ in range(2):
        remove_comment(cast.member, comment)
    page = author.get("/items/CP-1/").content.decode()
    assert "This comment was removed" in page
    assert "Second" not in page
    assert author.get(url).status_code == 404
    kept = Comment.objects.get().history.order_by("pgh_id").values_list("text", flat=True)
    assert list(kept) == ["First", "Second", ""]


def test_two_windows_show_both_texts(cast, signed_in, item):
    comment = add_comment(cast.member, item, "First")
    edit_comment(cast.member, comment, 1, "There")
    answer = signed_in(cast.member).post(f"{URL}{comment.pk}/", {"text": "Here", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<pre>There</pre>" in page
    assert "Here</textarea>" in page
    with pytest.raises(Conflict):
        edit_comment(cast.member, comment, 1, "Again")
    assert said() == ["There"]


def test_a_comment_of_another_item_is_not_there(cast, signed_in, item):
    make_items(cast.planner, "B")
    comment = add_comment(cast.owner, item, "First")
    assert signed_in(cast.owner).get(f"/items/CP-2/comments/{comment.pk}/").status_code == 404


def test_many_are_paged_and_cost_what_few_cost(
    cast, signed_in, item, django_assert_max_num_queries
):
    for number in range(60):
        add_comment(cast.owner, item, f"Number {number}")
    client = signed_in(cast.employee)
    assert "All 60 comments" in client.get("/items/CP-1/").content.decode()
    with django_assert_max_num_queries(9):
        page = client.get(f"{URL}?page=3").content.decode()
    assert page.count('id="comment-') == 10


def test_the_past_has_what_was_said_by_then(cast, signed_in):
    from_then = make_items(cast.planner, "B", at=THEN)["B"]
    add_comment(cast.owner, from_then, "Today")
    page = signed_in(cast.owner).get("/items/CP-1/?at=2025-q1").context["page"]
    assert (page.talk.comments, page.talk.can_speak) == ((), False)
