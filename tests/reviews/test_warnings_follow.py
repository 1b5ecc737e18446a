"""After a change the warnings it concerns are looked at again, all at once and nothing else."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from people.queries import today
from portfolio.access import TABLE
from portfolio.concerns import QUIET, Concern, concerns
from reviews.actions.warning_due import evaluate_due, note_due
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning, WarningDue
from reviews.queries.warning_reach import Reach, reach_of
from tests.builders import make_person, make_product, make_warning, own, sign_in
from tests.harness.jobs import Worker
from tests.harness.people import Cast


def open_rules() -> set[tuple[str, str]]:
    """What is open of the rules these tests are about."""
    rows = PortfolioWarning.objects.open().filter(rule__in=("orphan", "metrics_stale"))
    return {(row.rule, str(row.cluster or row.person)) for row in rows}


@pytest.mark.django_db
def test_what_an_address_concerns(cast: Cast) -> None:
    planner, rostering = cast.planner.pk, Concern(cluster_id=cast.rostering.pk)

    def asked(name: str, route: str, person: object = cast.owner, **named: object) -> list[Concern]:
        return concerns(name, route, named, "POST", person)  # type: ignore[arg-type]

    slug = {"slug": "crew-planner"}
    assert asked("products:product-edit", "products/<slug:slug>/stage/", **slug) == [
        Concern(product_id=planner)
    ]
    assert asked("metrics:target-create", "products/<slug:product>/…", product="crew-planner") == [
        Concern(product_id=planner)
    ]
    assert asked("products:team", "clusters/<slug:slug>/team/", slug="rostering") == [rostering]
    assert asked("products:deactivation", "people/<slug:slug>/…", slug="mo-member") == [
        Concern(person_id=cast.member.pk)
    ]
    assert asked("metrics:grid-block", "measurements/<quarter:quarter>/") == [rostering]
    assert asked("portfolio:policy", "policy/", cast.leader) == [Concern()]
    assert asked("products:product-edit", "products/<slug:slug>/", slug="gone") == [rostering]
    assert asked("portfolio:theme", "theme/") == []


def test_every_quiet_address_is_there() -> None:
    assert set(TABLE) >= QUIET


@pytest.mark.django_db
def test_a_change_reaches_both_sides_of_a_hand_over(cast: Cast) -> None:
    own(cast.employee, cast.rostering, today())
    note_due(product_id=cast.swaps.pk)
    reach = reach_of(list(WarningDue.objects.all()))
    assert reach == Reach(
        frozenset({cast.rostering.pk}), frozenset({cast.owner.pk, cast.employee.pk})
    )
    note_due()
    assert reach_of(list(WarningDue.objects.all())) is None


@pytest.mark.django_db
def test_a_limited_evaluation_leaves_everything_else_alone(cast: Cast) -> None:
    """And finds within its reach just what a whole one finds."""
    one, other = make_product("Gatehouse"), make_product("Boathouse")
    gone = make_warning(cast.rostering, rule="metrics_stale")
    note_due(cluster_id=one.cluster_id)
    assert evaluate_due(today())
    assert open_rules() == {
        ("orphan", "Gatehouse"), ("metrics_stale", "Rostering"),
    }  # fmt: skip
    assert not evaluate_due(today())
    found = evaluate_and_store(today())
    assert found.resolved == 1
    assert open_rules() == {("orphan", "Gatehouse"), ("orphan", "Boathouse")}
    gone.refresh_from_db()
    assert gone.resolved_on == today()
    own(cast.employee, other, today())
    own(cast.employee, one, today())
    note_due(person_id=cast.employee.pk)
    evaluate_due(today())
    before = open_rules()
    assert ("orphan", "Boathouse") not in before
    assert (evaluate_and_store(today()).opened, open_rules()) == (0, before)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_look_once() -> None:
    make_product("Gatehouse")
    for _ in range(5):
        note_due()
    start = Barrier(4)

    def look() -> None:
        start.wait()
        evaluate_due(today())
        connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not WarningDue.objects.exists()
    row = PortfolioWarning.objects.get(rule="orphan")
    assert [event.kind for event in row.events.all()] == ["opened"]


@pytest.mark.django_db(transaction=True)
def test_a_change_in_the_browser_is_followed_by_its_warning(
    celery_worker: Worker, client: Client, settings: object
) -> None:
    """Through HTTP, broker and worker: nobody calls the task."""
    settings.WARNINGS_FOLLOW_S = 0.2  # type: ignore[attr-defined]
    admin = make_person("Ada Admin", is_admin=True)
    leaver, product = make_person("Leo Leaver"), make_product("Gatehouse")
    own(leaver, product, date(2026, 1, 1))
    page = sign_in(client, admin)
    refused = page.post("/people/leo-leaver/deactivation/", {"on": "never"})
    assert refused.status_code == 422
    assert not WarningDue.objects.exists()
    answer = page.post("/people/leo-leaver/deactivation/", {"on": str(today())})
    assert answer.status_code == 302
    celery_worker.wait_until(lambda: open_rules() == {("orphan", "Gatehouse")})
    celery_worker.wait_until(lambda: not WarningDue.objects.exists())
    leader = sign_in(Client(), make_person("Lea Leader", is_leadership=True))
    taker = make_person("Tia Taker")
    answer = leader.post(
        "/clusters/gatehouse/ownership/",
        {"person": taker.slug, "seen_owner": "", "on": str(today()), "reason": ""},
    )
    assert answer.status_code == 302
    taking = sign_in(Client(), taker).post(f"{answer['Location']}acceptance/")
    assert taking.status_code == 302
    celery_worker.wait_until(lambda: not open_rules())
