"""What is refused becomes a page, a line for htmx, or JSON, each with the status of its kind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from portfolio.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from portfolio.middleware.refusals import RefusalMiddleware, refused
from tests.harness.people import Cast

requests = RequestFactory()
KINDS = [(Forbidden, 403), (NotFound, 404), (Conflict, 409), (Refused, 422)]


@pytest.mark.parametrize(("kind", "status"), KINDS)
def test_each_kind_has_its_status_and_says_its_sentence(
    kind: type[DomainError], status: int
) -> None:
    response = refused(requests.get("/x/"), kind("Only <owners> may.", code="no"))

    assert response.status_code == status
    assert "Only &lt;owners&gt; may." in response.content.decode()


@pytest.mark.parametrize(("kind", "status"), KINDS)
def test_htmx_gets_a_line_for_under_the_header(kind: type[DomainError], status: int) -> None:
    request = requests.post("/x/", headers={"HX-Request": "true"})

    response = refused(request, kind("Not now.", code="no"))

    assert (response.status_code, response["HX-Retarget"]) == (status, "#bars")
    assert "<html" not in response.content.decode()
    assert "Not now." in response.content.decode()


def test_programs_get_json() -> None:
    response = refused(requests.get("/api/x/"), Refused("Too few.", code="too_few"))

    assert response.status_code == 422
    assert b'"code": "too_few"' in response.content


def test_a_stale_save_shows_both_versions() -> None:
    details = {"theirs": "Their words", "yours": "Your words"}
    error = Conflict("Jonas saved first.", code="stale", details=details)

    text = refused(requests.post("/x/"), error).content.decode()

    assert "Their words" in text
    assert "Your words" in text


def test_what_is_no_refusal_is_left_alone() -> None:
    middleware = RefusalMiddleware(lambda request: None)  # type: ignore[arg-type, return-value]

    assert middleware.process_exception(requests.get("/"), ValueError("bug")) is None


@pytest.mark.parametrize(
    ("referer", "expected"),
    [
        ("http://testserver/products/?q=x", "/products/?q=x"),
        ("https://evil.example/products/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_the_way_back_leads_to_our_own_page_only(referer: str, expected: str | None) -> None:
    request = requests.get("/x/", headers={"Referer": referer, "Host": "testserver"})

    text = refused(request, Forbidden("No.", code="no")).content.decode()

    assert (f'href="{expected}"' in text) is (expected is not None)
    assert "evil" not in text


@pytest.mark.parametrize(
    ("method", "at", "status"),
    [("get", "nonsense", 422), ("get", "2999-q1", 422), ("post", "2024-q1", 409)],
)
def test_a_wrong_or_frozen_quarter_is_refused_with_a_page(
    cast: Cast, signed_in: Callable[[Any], Client], method: str, at: str, status: int
) -> None:
    address = f"/{'theme' if method == 'post' else 'style-guide'}/?at={at}"

    response = getattr(signed_in(cast.employee), method)(address)

    assert response.status_code == status
    assert b"<h1>" in response.content
