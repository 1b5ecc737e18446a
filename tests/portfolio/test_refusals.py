"""Refusals and failures as pages: designed, with a reference, and without touching the database."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from portfolio.views import errors

STATUSES = (400, 403, 404, 409, 413, 422, 429, 500, 503)


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_has_its_page(status: int) -> None:
    text = render_to_string(f"errors/{status}.html", {"request_id": "ref-1", "message": ""})

    assert text.count("<h1>") == 1
    assert f'<p class="code">{status}</p>' in text
    assert "ref-1" in text
    assert 'href="/"' in text


@pytest.mark.parametrize("status", STATUSES)
def test_a_sentence_from_the_code_is_escaped(status: int) -> None:
    text = render_to_string(f"errors/{status}.html", {"message": "<script>alert(1)</script>"})

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_conflict_shows_both_versions() -> None:
    conflict = {"words": "Jonas saved first.", "theirs": "A & B", "yours": "A < B", "url": "/x/"}

    text = render_to_string("errors/409.html", {"conflict": conflict})

    assert "A &amp; B" in text
    assert "A &lt; B" in text


def test_a_session_that_ended_is_said_in_a_line() -> None:
    text = render_to_string("errors/401.html", {"sign_in": "/sign-in/"})

    assert "<html" not in text
    assert 'href="/sign-in/"' in text


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.page_not_found, 404),
        (errors.server_error, 500),
        (errors.csrf_failure, 403),
    ],
)
def test_the_pages_need_neither_database_nor_session(view: object, status: int) -> None:
    request = RequestFactory().get("/nowhere/")

    response = view(request)  # type: ignore[operator]

    assert response.status_code == status
    assert b"<h1>" in response.content
