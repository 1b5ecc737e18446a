"""Warnings on their page: what holds, filtered, only about what may be read."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from people.models import Person
from portfolio.policy_form import keys
from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning
from reviews.queries.warning_thresholds import thresholds_of
from reviews.rules.registry import RULES
from reviews.values.warnings import Audience
from tests.builders import make_person, make_product, make_warning, own, set_stage, sign_in
from tests.reviews.pages import NOW, leader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


@pytest.fixture
def july() -> object:
    with travel(NOW, tick=False) as now:
        yield now


def troubled() -> None:
    """Marit Halden over the rule, Gatehouse without an owner."""
    marit = make_person("Marit Halden")
    for name in ("Crew Roster", "Voyage Planner"):
        product = make_product(name)
        own(marit, product)
        set_stage(product, "growth", date(2025, 1, 1))
    make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    evaluate_and_store(date(2026, 7, 10))


def test_every_warning_says_why_and_leads_to_its_subject(client: Client) -> None:
    troubled()
    text = sign_in(client, leader()).get("/warnings/").content.decode()
    assert "has no accountable owner since 1 May 2026, 71 days." in text
    assert "a portfolio design problem, not a staffing problem" in text
    for url in ("/clusters/gatehouse/", "/owners/marit-halden/", "/clusters/gatehouse/ownership/"):
        assert f'href="{url}"' in text


def test_a_filter_keeps_one_rule(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    part = reader.get("/warnings/", {"rule": "orphan"}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "Gatehouse" in text
    assert "Crew Roster" not in text
    assert reader.get("/warnings/", {"rule": "nonsense"}).status_code == 422


def test_an_owner_reads_about_themselves_only(client: Client) -> None:
    troubled()
    text = sign_in(client, Person.objects.get(slug="marit-halden")).get("/warnings/")
    main = text.content.decode().split("<main")[1]
    assert "Voyage Planner" in main
    assert "Gatehouse" not in main


def test_before_it_began_there_was_nothing_to_warn_of(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    text = reader.get("/warnings/", {"at": "2026-q1"}).content.decode().split("<main")[1]
    assert "Gatehouse" not in text
    assert "Name an owner" not in text
    assert sign_in(Client(), make_person()).get("/warnings/").status_code == 403


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, ["Gatehouse", "Marit Halden"]),
        ({"severity": "risk"}, ["Gatehouse"]),
        ({"state": "snoozed"}, []),
        ({"state": "all", "rule": "ownership_load"}, ["Marit Halden"]),
        ({"q": "GATE"}, ["Gatehouse"]),
        ({"q": "nobody of that name"}, []),
    ],
)
def test_filters(client: Client, given: dict[str, str], names: list[str]) -> None:
    troubled()
    text = sign_in(client, leader()).get("/warnings/", given).content.decode()
    subjects = re.findall(r'<a class="subj" href="[^"]+">([^<]+)</a>', text)
    assert subjects == names


@pytest.mark.parametrize("given", [{"state": "resolved"}, {"severity": "high"}, {"rule": "x"}])
def test_a_filter_there_is_not_is_refused(client: Client, given: dict[str, str]) -> None:
    assert sign_in(client, leader()).get("/warnings/", given).status_code == 422


def test_a_cluster_is_found_by_its_owner(client: Client) -> None:
    product = make_product("Yard Board")
    own(make_person("Bo Lund"), product)
    make_warning(product.cluster, since=date(2026, 7, 1))
    make_warning(product, rule="stage_outstayed", since=date(2026, 7, 1))
    text = sign_in(client, leader()).get("/warnings/", {"q": "bo l"}).content.decode()
    assert text.count('class="subj"') == 2


def test_the_list_goes_along_as_a_file(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    answer = reader.get("/warnings/", {"format": "csv", "rule": "orphan"})
    head, row = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[call-overload]
    assert head.startswith('"Rule","Severity","Subject","What","Since","Quarters in a row",')
    assert row.startswith('"No accountable owner","At risk","Gatehouse","Gatehouse has no')
    assert reader.get("/warnings/", {"format": "pdf"}).status_code == 404


def test_any_number_of_warnings_costs_the_same_statements(client: Client) -> None:
    reader, counts = sign_in(client, leader()), []
    for _ in range(2):
        for _ in range(3):
            make_warning(make_product().cluster, since=date(2026, 7, 1))
        reader.get("/warnings/")
        with CaptureQueriesContext(connection) as queries:
            assert reader.get("/warnings/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_rule_that_speaks_of_too_much_is_shown_to_leadership(client: Client) -> None:
    for number in range(12):
        cluster = make_product().cluster
        own(make_person(), cluster)
        if number < 4:
            make_warning(cluster, rule="metrics_stale", since=date(2026, 7, 1))
    reader, words = sign_in(client, leader()), "“Stale metrics” looks badly set."
    for path in ("/warnings/", "/portfolio/"):
        assert words not in reader.get(path).content.decode()
    make_warning(cluster, rule="metrics_stale", since=date(2026, 7, 1))
    for path in ("/warnings/", "/portfolio/"):
        text = reader.get(path).content.decode()
        assert words in text
        assert "It speaks of 5 of 12 clusters" in text
        assert 'href="/policy/#metrics.stale_after_cadences"' in text
    facilitator = sign_in(client, make_person(is_facilitator=True))
    assert words not in facilitator.get("/warnings/").content.decode()


def test_every_rule_names_thresholds_the_policy_has() -> None:
    """And the policy's page has words for them."""
    known = {key for key, _ in keys()}
    for rule in RULES:
        assert set(rule.thresholds) <= known, rule.key
        assert len(thresholds_of(rule.thresholds, policy_on(date(2026, 7, 10)))) == len(
            rule.thresholds
        )


def test_every_finding_says_what_clears_it_and_leads_somewhere(client: Client) -> None:
    troubled()
    reader = sign_in(client, leader())
    for row in PortfolioWarning.objects.open():
        assert row.step_for in (Audience.READERS, Audience.LEADERSHIP)
        assert row.clears
        assert row.step_label
        assert reader.get(row.step_url).status_code == 200
