"""The products list: search, filters, sorting, pages, and who sees it."""

import datetime
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.models import ProductScore
from people.actions.persons import deactivate_person
from people.queries import today
from portfolio.kernel.quarters import Quarter
from tests.builders import make_cluster, make_person, make_product, own, set_stage

URL = "/products/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def names(answer):
    return [row.name for row in answer.context["page"].rows]


def score(product, health, on=None, value=None, stale=0):
    quarter = Quarter.of(on or today())
    return ProductScore.objects.create(
        product=product,
        quarter_start=quarter.start,
        as_of=min(quarter.last_day, today()),
        health=None if health is None else Decimal(health),
        value=None if value is None else Decimal(value),
        stale=stale,
    )


@pytest.fixture
def employee(cast, signed_in):
    return signed_in(cast.employee)


def test_every_employee_reads_all_products_by_name(employee):
    answer = employee.get(URL)
    assert answer.status_code == 200
    assert names(answer) == ["Crew planner", "Payslips", "Shift swaps"]
    assert "<html" in answer.content.decode()


def test_the_owner_leads_where_the_reader_may_go(cast, signed_in):
    for person in (cast.employee, cast.member, cast.owner, cast.leader):
        client = signed_in(person)
        for row in client.get(URL).context["page"].rows:
            link = re.search('href="([^"]+)"', row.owner).group(1)
            assert client.get(link).status_code == 200, (person, link)


def test_a_fragment_is_the_list_alone(employee):
    answer = employee.get(URL, **HTMX)
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="list">')
    assert "<html" not in text
    assert "HX-Request" in answer["Vary"]


def test_a_stranger_is_asked_to_sign_in(client, cast):
    answer = client.get(URL)
    assert answer.status_code == 302
    assert answer["Location"].endswith("next=/products/")


def test_search_finds_name_key_and_summary(employee):
    make_product("Gatehouse", key="GH", summary="Lets lorries through the barrier.")
    assert names(employee.get(URL, {"q": "payslip"})) == ["Payslips"]
    assert names(employee.get(URL, {"q": "ss"})) == ["Shift swaps"]
    assert names(employee.get(URL, {"q": "lorries barrier"})) == ["Gatehouse"]
    assert names(employee.get(URL, {"q": "lorries payslip"})) == []
    assert names(employee.get(URL, {"q": "100%_"})) == []


def test_each_filter_and_its_chip(cast, employee):
    set_stage(cast.planner, "growth", datetime.date(2024, 6, 1))
    score(cast.planner, "65.0")
    score(cast.swaps, "64.9", stale=2)
    orphan = make_product("Lost", kind="platform", business_domain="Archive")
    score(orphan, "49.9")
    cases = {
        ("stage", "growth"): ["Crew planner"],
        ("health", "on_target"): ["Crew planner"],
        ("health", "at_risk"): ["Shift swaps"],
        ("health", "off_target"): ["Lost"],
        ("health", "not_enough_data"): ["Payslips"],
        ("health", "known"): ["Crew planner", "Lost", "Shift swaps"],
        ("kind", "platform"): ["Lost"],
        ("cluster", cast.rostering.slug): ["Crew planner", "Shift swaps"],
        ("owner", cast.owner.slug): ["Crew planner", "Shift swaps"],
        ("owner", "none"): ["Lost"],
        ("domain", "archive"): ["Lost"],
        ("metrics", "stale"): ["Shift swaps"],
        ("metrics", "none"): ["Crew planner", "Lost", "Payslips", "Shift swaps"],
    }
    for (name, word), expected in cases.items():
        answer = employee.get(URL, {name: word})
        assert names(answer) == expected, (name, word)
        assert answer.context["page"].total == len(expected)
        assert [chip.url for chip in answer.context["page"].chips] == ["?"]


def test_my_clusters_are_those_i_own_or_help_in(cast, signed_in):
    for person in (cast.owner, cast.member):
        assert names(signed_in(person).get(URL, {"mine": "1"})) == ["Crew planner", "Shift swaps"]
    assert names(signed_in(cast.employee).get(URL, {"mine": "1"})) == []


def test_retired_products_are_shown_only_when_asked_for(cast, employee):
    set_stage(cast.swaps, "retirement", datetime.date(2024, 6, 1))
    set_stage(cast.swaps, "retired", datetime.date(2025, 6, 1))
    assert names(employee.get(URL)) == ["Crew planner", "Payslips"]
    assert names(employee.get(URL, {"stage": "retired"})) == ["Shift swaps"]
    assert len(names(employee.get(URL, {"stage": "all"}))) == 3


def test_an_owner_who_left_leaves_an_orphan(cast, employee):
    deactivate_person(cast.admin, cast.owner, today())
    assert names(employee.get(URL, {"owner": "none"})) == ["Crew planner", "Shift swaps"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Crew planner", "Payslips", "Shift swaps"]),
        ("-name", ["Shift swaps", "Payslips", "Crew planner"]),
        ("health", ["Shift swaps", "Crew planner", "Payslips"]),
        ("-health", ["Crew planner", "Shift swaps", "Payslips"]),
        ("-stage", ["Payslips", "Crew planner", "Shift swaps"]),
        ("-owner", ["Payslips", "Crew planner", "Shift swaps"]),
        ("cluster", ["Payslips", "Crew planner", "Shift swaps"]),
    ],
)
def test_sorting_puts_what_has_no_score_last(cast, employee, sort, expected):
    score(cast.planner, "80")
    score(cast.swaps, "40")
    set_stage(cast.payslips, "maturity", datetime.date(2024, 6, 1))
    assert names(employee.get(URL, {"sort": sort})) == expected


@pytest.mark.parametrize("sort", ["name", "-name", "health", "-health", "owner", "stage"])
def test_pages_hold_every_product_once_and_lead_back(cast, employee, sort):
    cluster = make_cluster("Crowd")
    for number in range(109):
        product = make_product(f"Crowd {number:03d}", cluster)
        if number % 3:
            score(product, number % 7 * 10)
    seen, url, pages = [], f"{URL}?sort={sort}", []
    while url:
        page = employee.get(url).context["page"]
        pages.append((page.first, page.last, names_of(page)))
        seen += names_of(page)
        url = page.later and URL + page.later
    assert len(seen) == len(set(seen)) == 112
    assert [page[:2] for page in pages] == [(1, 50), (51, 100), (101, 112)]
    back = employee.get(URL + page.earlier).context["page"]
    assert (back.first, back.last, names_of(back)) == pages[1]
    first = employee.get(URL + back.earlier).context["page"]
    assert (first.first, first.earlier, names_of(first)) == (1, "", pages[0][2])


def names_of(page):
    return [row.name for row in page.rows]


def test_a_past_quarter_shows_who_owned_what_then(cast, employee):
    late = make_product("Late comer", introduced_on=datetime.date(2025, 5, 5))
    new_owner = make_person("Nora New")
    own(new_owner, cast.payroll, datetime.date(2025, 7, 1))
    score(cast.payslips, "91", datetime.date(2025, 6, 30))
    answer = employee.get(URL, {"at": "2025-q2", "owner": cast.stranger_owner.slug})
    assert names(answer) == ["Payslips"]
    assert "91" in answer.context["page"].rows[0].health
    assert "Nothing here can be edited" in answer.content.decode()
    assert late.name in names(employee.get(URL, {"at": "2025-q2"}))
    assert late.name not in names(employee.get(URL, {"at": "2025-q1"}))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"stage": "no-such"}, 404),
        ({"health": "red"}, 404),
        ({"sort": "secret"}, 404),
        ({"after": "nonsense"}, 404),
        ({"after": "x~99999999999999999999"}, 404),
        ({"after": "NaN~1", "sort": "health"}, 404),
        ({"after": "1e999999~1", "sort": "health"}, 404),
        ({"at": "2999-q1"}, 422),
        ({"at": "winter"}, 422),
        ({"q": "x" * 5000}, 200),
        ({"cluster": "no-such"}, 200),
    ],
)
def test_nonsense_in_the_address_is_no_crash(employee, query, status):
    assert employee.get(URL, query).status_code == status


def test_an_empty_result_says_how_many_there_are_without_each_filter(cast, employee):
    answer = employee.get(URL, {"q": "payslips", "cluster": cast.rostering.slug})
    assert [(link.label, link.note) for link in answer.context["page"].without] == [
        ("Without “payslips”", "2"),
        ("Without Rostering", "1"),
    ]


def test_fifty_rows_cost_as_many_statements_and_few_bytes(cast, employee):
    employee.get(URL)
    counts = {}
    for size in (10, 50):
        cluster = make_cluster(f"Crowd {size}")
        own(cast.leader, cluster)
        for number in range(size):
            make_product(f"Product with a usual name {size}-{number}", cluster)
        with CaptureQueriesContext(connection) as queries:
            answer = employee.get(URL)
        counts[size] = len(queries)
    assert len(names(answer)) == 50
    assert counts[10] == counts[50] <= 10
    assert len(answer.content) <= 60_000, len(answer.content)
