"""The API describes itself: "portfolio:api-schema" for programs, "portfolio:api-guide" for people."""

import pytest
from django.test import Client

from portfolio.access import TABLE
from portfolio.openapi import document
from tests.builders import sign_in
from tests.harness.people import Cast
from tests.house.tree import addresses

pytestmark = pytest.mark.django_db


def test_every_address_and_method_is_described() -> None:
    described = {
        (path.split("{")[0], method.upper())
        for path, methods in document()["paths"].items()
        for method in methods
    }
    declared = {
        (f"/{one.route}".split("<")[0], method)
        for one in addresses()
        if one.route.startswith("api/v1/")
        for method in TABLE[one.name]
    }
    assert described == declared


def test_each_operation_says_what_it_does_and_what_it_may_answer() -> None:
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            assert said["summary"], path
            assert {"401", "403", "422", "429"} <= set(said["responses"]), (path, method)


def test_the_page_lists_them(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    page = client.get("/api-guide/").content.decode()
    assert all(f" {path}</code>" in page for path in document()["paths"])
    assert client.get("/api/v1/schema/").json()["openapi"].startswith("3.")


def test_nobody_reads_it_without_signing_in(client: Client) -> None:
    assert client.get("/api-guide/").status_code == 302
    answer = client.get("/api/v1/schema/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_refusals_have_one_shape(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    names = {"code", "message", "field", "errors", "details", "request_id"}
    wrong_method = client.post("/api/v1/me/", {}, content_type="application/json")
    for answer, status in ((client.get("/api/v1/nothing/"), 404), (wrong_method, 405)):
        assert answer.status_code == status
        assert set(answer.json()) == names
        assert answer.json()["message"]
    assert wrong_method["Allow"] == "GET"


def test_too_many_requests_wait_for_the_next_minute(cast: Cast, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.API_RATE = 0
    sign_in(client, cast.employee)
    answer = client.get("/api/v1/me/")
    assert answer.status_code == 429
    assert answer.json()["code"] == "throttled"
    assert 1 <= int(answer["Retry-After"]) <= 61
