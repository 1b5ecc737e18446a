"""The wizard that brings a cluster into care: each step does the real thing, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from backlogs.models import Item
from metrics.models import Measurement, Metric, MetricDefinition
from people.models import Person
from people.queries import today
from products.actions.handovers import accept_handover
from products.models import Candidate, Handover, Product, ProductUser
from products.values import Dimension
from reviews.models import AgendaTopic, Meeting, ReviewSchedule
from tests.builders import make_person, make_product, own, sign_in
from tests.harness.people import Cast
from tests.products.candidate_rows import judge, make_candidate

pytestmark = pytest.mark.django_db
URL = "/clusters/fax/care/"
REVIEW = {
    "step": "review", "cadence_months": "3", "day": "2031-01-15", "begins": "09:00",
    "minutes": "10", "facilitator": "lea-leader",
}  # fmt: skip


@pytest.fixture
def fax(cast: Cast) -> Product:
    """A product nobody answers for."""
    return make_product("Fax", daily_users=80)


def one_of_each() -> list[MetricDefinition]:
    """A standard definition of each dimension."""
    return [MetricDefinition.objects.offered().filter(dimension=d.value)[0] for d in Dimension]


def picks(numbers: dict[str, str]) -> dict[str, str]:
    ticked = {f"pick_{row.slug}": "on" for row in one_of_each()}
    return {"step": "metrics", "product": "fax", **ticked, **numbers}


def done(client: Client) -> list[bool]:
    return [line.is_done for line in client.get(URL).context["page"].lines]


def ask(client: Client, taker: Person) -> None:
    data = {"step": "owner", "person": taker.slug, "seen_owner": "", "on": str(today())}
    assert client.post(URL, data).status_code == 302


def test_from_orphan_to_scheduled_review(cast: Cast, fax: Product) -> None:
    client = sign_in(Client(), cast.leader)
    first = client.get(URL).context["page"]
    assert (first.step, first.can_do, done(client)) == ("owner", True, [False] * 5)
    ask(client, cast.employee)
    page = client.get(URL, {"step": "owner"}).context["page"]
    assert page.part.waits.startswith("Proposed to Eva Employee")
    assert done(client) == [False] * 5

    users = {"step": "users", "product": "fax", "persona": "Clerk", "headcount": "80"}
    assert client.post(URL, users).status_code == 422
    assert not ProductUser.objects.filter(product=fax).exists()
    answer = client.post(URL, users | {"use_case": "Sends contracts."})
    assert answer["Location"] == f"{URL}?step=backlog"

    lines = {"step": "backlog", "product": "fax", "lines": "Renew the line\nfix: Lost pages"}
    for _ in range(2):
        assert client.post(URL, lines)["Location"] == f"{URL}?step=metrics"
    assert list(Item.objects.filter(product=fax).in_order().values_list("title", "type")) == [
        ("Renew the line", "improvement"), ("Lost pages", "fix"),
    ]  # fmt: skip

    number = {f"at_{one_of_each()[0].slug}": "97.5"}
    for _ in range(2):
        assert client.post(URL, picks(number)).status_code == 302
    assert Metric.objects.filter(product=fax).count() == 3
    assert [str(row.value) for row in Measurement.objects.filter(metric__product=fax)] == [
        "97.500000"
    ]

    for _ in range(2):
        assert client.post(URL, REVIEW)["Location"] == f"{URL}?step=owner"
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.quarter_start) == (
        "Review of Fax, 2030 Q4", date(2030, 10, 1),
    )  # fmt: skip
    assert ReviewSchedule.objects.get(cluster=fax.cluster).cadence_months == 3
    assert done(client) == [False, True, True, True, True]

    accept_handover(cast.employee, Handover.objects.get())
    make_product("Relay", daily_users=30)
    body = client.get(URL).content.decode()
    assert "Fax is in care" in body
    assert '<a class="btn big" href="/clusters/relay/care/">Next: Relay</a>' in body
    assert "Bring into care" not in client.get("/products/fax/").content.decode()


def test_whose_step_it_is(cast: Cast, fax: Product) -> None:
    """The owner's steps are the owner's, as soon as there is one; others read."""
    leader, owner = sign_in(Client(), cast.leader), sign_in(Client(), cast.employee)
    lines = {"step": "backlog", "product": "fax", "lines": "Renew the line"}
    assert owner.post(URL, lines).status_code == 403
    assert owner.get(URL, {"step": "owner"}).context["page"].part.picker is None
    ask(leader, cast.employee)
    accept_handover(cast.employee, Handover.objects.get())
    assert leader.post(URL, lines).status_code == 403
    assert "This step is for the owner and the team" in (
        leader.get(URL, {"step": "backlog"}).content.decode()
    )
    assert not Item.objects.filter(product=fax).exists()
    assert owner.post(URL, lines).status_code == 302
    assert owner.post(URL, {"step": "owner", "person": "mo-member"}).status_code == 403
    facilitator = sign_in(Client(), cast.facilitator)
    assert facilitator.post(URL, lines).status_code == 403
    assert facilitator.post(URL, REVIEW).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {"step": "owner", "person": "nobody", "seen_owner": "", "on": "2031-01-01"},
        {"step": "owner", "person": "eva-employee", "seen_owner": "", "on": "2020-01-01"},
        {"step": "backlog", "lines": "  \n"},
        {"step": "backlog", "lines": "Fine\nNot fine !99"},
        {"step": "metrics"},
        {"step": "metrics", "at_availability": "97,5"},
        REVIEW | {"day": ""},
        REVIEW | {"day": "2020-01-01"},
        REVIEW | {"facilitator": "nobody"},
        REVIEW | {"cadence_months": "5"},
        {"step": "nonsense"},
        {},
    ],
)
def test_wrong_input_changes_nothing(cast: Cast, fax: Product, data: dict[str, str]) -> None:
    client = sign_in(Client(), cast.leader)
    assert client.post(URL, data).status_code == 422
    assert done(client) == [False] * 5
    assert not ReviewSchedule.objects.exists()


def test_more_metrics_than_the_policy_allows_are_refused(cast: Cast, fax: Product) -> None:
    client = sign_in(Client(), cast.leader)
    rows = MetricDefinition.objects.offered()[:6]
    answer = client.post(URL, {"step": "metrics", **{f"pick_{row.slug}": "on" for row in rows}})
    assert answer.status_code == 422
    assert "Fax would track 6 metrics; at most 5" in answer.content.decode()
    assert not Metric.objects.filter(product=fax).exists()


def test_two_people_ask_two_people(cast: Cast, fax: Product) -> None:
    client = sign_in(Client(), cast.leader)
    ask(client, cast.employee)
    other = {"step": "owner", "person": "mo-member", "seen_owner": "", "on": str(today())}
    answer = client.post(URL, other)
    assert answer.status_code == 409
    assert "Eva Employee was asked already" in answer.content.decode()
    assert [row.taker for row in Handover.objects.all()] == [cast.employee]


def test_a_meeting_that_is_planned_takes_the_cluster_in(cast: Cast, fax: Product) -> None:
    client = sign_in(Client(), cast.leader)
    client.post(URL, REVIEW)
    make_product("Relay")
    url = "/clusters/relay/care/"
    meeting = Meeting.objects.get()
    assert client.get(url, {"step": "review"}).context["page"].part.meetings[0][0] == meeting.pk
    data = REVIEW | {"meeting": str(meeting.pk), "day": "", "begins": ""}
    assert client.post(url, data).status_code == 302
    assert [topic.cluster.name for topic in meeting.topics.all()] == ["Fax", "Relay"]


def test_the_last_owner_is_told_and_a_held_review_leaves_the_next_to_plan(
    cast: Cast, fax: Product
) -> None:
    own(cast.employee, fax)
    Person.objects.filter(pk=cast.employee.pk).update(left_on=date(2026, 4, 14), is_active=False)
    client = sign_in(Client(), cast.leader)
    client.post(URL, REVIEW)
    Meeting.objects.update(state="closed", closed_at=timezone.now())
    AgendaTopic.objects.update(state="done")
    answer = client.get(URL, {"step": "review"})
    known = {fact.label: fact.words for fact in answer.context["page"].known}
    assert known["Last owner"].startswith("Eva Employee, until 14 Apr")
    assert answer.context["page"].lines[4].note == "held on 15 Jan 2031"
    assert client.post(URL, REVIEW | {"day": "2031-04-15"}).status_code == 302
    assert Meeting.objects.count() == 2


def test_every_product_of_a_cluster_is_asked_about(cast: Cast) -> None:
    client, url = sign_in(Client(), cast.owner), "/clusters/rostering/care/"
    data = {"step": "users", "product": "crew-planner", "persona": "Planner", "use_case": "Plans."}
    answer = client.post(url, data)
    assert answer["Location"] == f"{url}?step=users&product=shift-swaps"
    page = client.get(answer["Location"]).context["page"]
    assert page.product == cast.swaps
    assert page.lines[1].note == "1 use case; open for Shift swaps"
    leaving = data | {"product": "shift-swaps", "then": "leave"}
    assert client.post(url, leaving)["Location"] == "/clusters/rostering/"


def test_a_candidate_becomes_a_product_and_goes_on(cast: Cast) -> None:
    candidate = make_candidate("Fax", daily_users=80)
    client, url = sign_in(Client(), cast.leader), f"/candidates/{candidate.pk}/care/"
    assert "Is Fax a product?" in client.get(url).content.decode()
    said = {"version": "1", "stage": "maturity"}
    assert client.post(url, said).status_code == 422
    assert not Product.objects.filter(name="Fax").exists()
    assert client.post(url, said | {"reason": "80 people a day."})["Location"] == URL
    assert Product.objects.get(name="Fax").daily_users == 80
    assert client.get(url)["Location"] == URL
    assert client.post(url, said | {"reason": "Again."})["Location"] == URL
    assert Product.objects.filter(name="Fax").count() == 1


def test_a_candidate_judged_meanwhile(cast: Cast) -> None:
    candidate = make_candidate("Fax")
    judge(cast.leader, candidate, "project")
    client = sign_in(Client(), cast.leader)
    data = {"version": "1", "stage": "growth", "reason": "People need it."}
    answer = client.post(f"/candidates/{candidate.pk}/care/", data)
    assert answer.status_code == 409
    assert Candidate.objects.get(pk=candidate.pk).judgement == "project"


def test_progress_is_told_where_it_is_looked_for(cast: Cast, fax: Product) -> None:
    client = sign_in(Client(), cast.leader)
    client.post(URL, {"step": "backlog", "product": "fax", "lines": "Renew the line"})
    start = client.get("/start/").context["page"].first[0]
    assert (start.name, start.care_url, start.progress) == ("Fax", URL, "1 of 5 steps done")
    for page in ("/products/fax/", "/clusters/rostering/"):
        assert "Bring into care: " in client.get(page).content.decode()
    assert "Bring into care: " not in client.get("/products/fax/?at=2026-q2").content.decode()


def test_the_page_costs_a_constant_number_of_statements(
    cast: Cast, fax: Product, django_assert_max_num_queries
) -> None:
    for number in range(5):
        make_person(f"Person {number}")
    client = sign_in(Client(), cast.leader)
    for step, most in (("owner", 36), ("users", 18), ("metrics", 18), ("review", 20)):
        client.get(URL, {"step": step})
        with django_assert_max_num_queries(most):
            client.get(URL, {"step": step})
