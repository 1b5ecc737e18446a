"""The frame of a page: rail by role, quarter switch, frozen banner, display."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from portfolio.kernel.moments import moment_for
from portfolio.shell import RAIL, build_shell, may_open
from tests.harness.people import Cast

TODAY = date(2026, 11, 22)


def request_for(person: Any, path: str = "/style-guide/", **query: str) -> Any:
    request: Any = RequestFactory().get(path, query)
    request.user = person
    request.moment = moment_for(query.get("at"), TODAY)
    return request


def test_the_switch_shows_four_quarters_and_keeps_the_address(cast: Cast) -> None:
    shell = build_shell(request_for(cast.employee, "/products/", q="roster", page="3"))

    assert [(q.label, q.url, q.is_shown, q.is_open) for q in shell.quarters] == [
        ("2026 Q1", "/products/?q=roster&at=2026-q1", False, False),
        ("2026 Q2", "/products/?q=roster&at=2026-q2", False, False),
        ("2026 Q3", "/products/?q=roster&at=2026-q3", False, False),
        ("2026 Q4", "/products/?q=roster", True, True),
    ]
    assert shell.frozen is None


def test_the_past_is_labelled_and_leads_back(cast: Cast) -> None:
    shell = build_shell(request_for(cast.employee, "/products/", q="roster", at="2026-q2"))

    assert shell.frozen is not None
    assert (shell.frozen.on, shell.frozen.quarter) == ("30 Jun 2026", "2026 Q2")
    assert shell.frozen.back == "/products/?q=roster"
    assert [q.label for q in shell.quarters if q.is_shown] == ["2026 Q2"]
    assert all(link.url.endswith("?at=2026-q2") for link in shell.rail)


def test_an_old_quarter_takes_the_first_place(cast: Cast) -> None:
    shell = build_shell(request_for(cast.employee, at="2019-q4"))

    assert [q.label for q in shell.quarters] == ["2019 Q4", "2026 Q2", "2026 Q3", "2026 Q4"]
    assert [q.is_shown for q in shell.quarters] == [True, False, False, False]


@pytest.mark.parametrize("role", ["employee", "member", "owner", "leader", "facilitator", "admin"])
def test_the_rail_offers_only_what_opens(cast: Cast, role: str) -> None:
    request = request_for(getattr(cast, role))

    offered = {link.label for link in build_shell(request).rail}

    assert offered == {label for label, _, name, _ in RAIL if may_open(request, name)}


@pytest.mark.parametrize(("role", "queries"), [("employee", 1), ("leader", 0), ("owner", 1)])
def test_the_frame_asks_only_what_the_person_belongs_to(
    cast: Cast, django_assert_num_queries: Any, role: str, queries: int
) -> None:
    """No counts in the rail: a query on every page of the program is more than they are worth."""
    request = request_for(getattr(cast, role))

    with django_assert_num_queries(queries):
        build_shell(request)


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [
        ({}, ("", "", "")),
        ({"theme": "dark", "density": "roomy", "keys": "off"}, ("dark", "roomy", "off")),
        ({"theme": '"><script>', "density": "x"}, ("", "", "")),
    ],
)
def test_the_display_comes_from_cookies(
    cast: Cast, cookies: dict[str, str], expected: tuple[str, str, str]
) -> None:
    request = request_for(cast.employee)
    request.COOKIES.update(cookies)

    shell = build_shell(request)

    assert (shell.theme, shell.density, shell.keys) == expected
