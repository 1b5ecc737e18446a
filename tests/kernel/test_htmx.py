"""When a request gets a part of the page, and when the whole of it."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portfolio.kernel import htmx

requests = RequestFactory()


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Boosted": "true"}, False),
        ({"HX-Request": "yes"}, False),
    ],
)
def test_only_htmx_itself_gets_a_fragment(headers: dict[str, str], fragment: bool) -> None:
    assert htmx.wants_fragment(requests.get("/", headers=headers)) is fragment


def test_both_shapes_say_that_they_vary() -> None:
    response = htmx.render(requests.get("/"), "errors/401.html", {"sign_in": "/"}, status=401)

    assert response.status_code == 401
    assert response.headers["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"


def test_after_a_post_the_whole_page_moves_on() -> None:
    plain = htmx.redirect(requests.post("/"), "/products/")
    part = htmx.redirect(requests.post("/", headers={"HX-Request": "true"}), "/products/")

    assert (plain.status_code, plain.headers["Location"]) == (302, "/products/")
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, "/products/")


def test_a_toast_stands_beside_other_events_and_is_ascii() -> None:
    response = htmx.with_event(HttpResponse(), "moved", {"id": 7})
    response = htmx.with_toast(response, "Überträgt “Rest rule”")

    assert response.headers["HX-Trigger"] == (
        '{"moved": {"id": 7}, "toast": {"words": "\\u00dcbertr\\u00e4gt \\u201cRest rule\\u201d"}}'
    )
