"""One warning on its page: read, acknowledged, snoozed, opened again, and by whom."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from people.models import Person
from people.queries import today
from portfolio.kernel.marks import day as day_text
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning, WarningEvent
from tests.builders import make_product, make_warning, own
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
SOON = timedelta(days=14)


def handle(client: Client, row: PortfolioWarning, how: str, **given: object) -> HttpResponse:
    """What the page's own form sends."""
    newest = WarningEvent.objects.filter(warning=row).order_by("-id").first()
    body = {"seen": newest.pk if newest else 0, **given}
    answer: HttpResponse = client.post(f"/warnings/{row.pk}{how}", body)
    return answer


def kinds(row: PortfolioWarning) -> list[str]:
    return list(WarningEvent.objects.filter(warning=row).values_list("kind", flat=True))


def test_a_page_says_why_what_would_clear_it_and_what_to_do(
    cast: Cast, signed_in: SignedIn
) -> None:
    gatehouse = make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    evaluate_and_store(today())
    row = PortfolioWarning.objects.get(cluster=gatehouse.cluster)
    text = signed_in(cast.leader).get(f"/warnings/{row.pk}/").content.decode()
    for words in (
        "Gatehouse has no accountable owner since 1 May 2026",
        "Cleared once somebody of the organisation is named accountable for it.",
        'href="/clusters/gatehouse/ownership/">Name an owner</a>',
        "Opened by the data", "<dt>Products</dt><dd>1</dd>",
    ):  # fmt: skip
        assert words in text
    facilitator = signed_in(cast.facilitator).get(f"/warnings/{row.pk}/").content.decode()
    assert "Name an owner" not in facilitator
    assert "<form" not in facilitator.split("<main")[1].split("</main")[0]


def test_thresholds_stand_there_in_words_and_lead_to_the_policy(
    cast: Cast, signed_in: SignedIn
) -> None:
    own(cast.owner, make_product("Gatehouse"))  # a third active product: triage
    evaluate_and_store(today())
    row = PortfolioWarning.objects.get(rule="ownership_load")
    text = signed_in(cast.owner).get(f"/warnings/{row.pk}/").content.decode()
    assert '<a href="/policy/#load.active_ceiling">Active products an owner may hold</a>' in text
    assert 'id="load.active_ceiling"' in signed_in(cast.owner).get("/policy/").content.decode()


def test_acknowledging_says_who_and_takes_it_off_the_list(cast: Cast, signed_in: SignedIn) -> None:
    row = make_warning(cast.rostering)
    owner, leader = signed_in(cast.owner), signed_in(cast.leader)
    answer = handle(owner, row, "/acknowledgement/", note="Mo looks at it in May.")
    assert (answer.status_code, answer["Location"]) == (302, f"/warnings/{row.pk}/")
    assert handle(owner, row, "/acknowledgement/", note="Mo looks at it in May.").status_code == 302
    assert kinds(row) == ["opened", "acknowledged"]
    assert "needs a look" not in leader.get("/warnings/").content.decode()
    listed = leader.get("/warnings/", {"state": "acknowledged"}).content.decode()
    assert "Olga Owner acknowledged it on" in listed
    assert "Mo looks at it in May." in listed


def test_two_at_once_are_told_of_each_other(cast: Cast, signed_in: SignedIn) -> None:
    row = make_warning(cast.rostering)
    stale = WarningEvent.objects.get(warning=row).pk
    handle(signed_in(cast.owner), row, "/acknowledgement/", note="Mine.")
    given = {"seen": stale, "until": today() + SOON, "note": "After the move."}
    answer = signed_in(cast.leader).post(f"/warnings/{row.pk}/snooze/", given)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Olga Owner acknowledged it on" in text
    assert "After the move." in text
    assert kinds(row) == ["opened", "acknowledged"]


def test_a_snooze_ends_by_itself_or_is_taken_back(cast: Cast, signed_in: SignedIn) -> None:
    gatehouse = make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    evaluate_and_store(today())
    row = PortfolioWarning.objects.get(cluster=gatehouse.cluster)
    leader, last = signed_in(cast.leader), today() + SOON
    assert handle(leader, row, "/snooze/", until=last, note="A new owner comes.").status_code == 302
    text = leader.get(f"/warnings/{row.pk}/").content.decode()
    assert f"Lea Leader snoozed it up to and including {day_text(last)}: A new owner" in text
    evaluate_and_store(last)
    assert kinds(row) == ["opened", "snoozed"]
    evaluate_and_store(last + timedelta(days=1))
    evaluate_and_store(last + timedelta(days=1))
    assert kinds(row) == ["opened", "snoozed", "woke"]
    handle(leader, row, "/snooze/", until=last, note="Again.")
    assert handle(leader, row, "/reopening/").status_code == 302
    assert handle(leader, row, "/reopening/").status_code == 302  # twice is once
    assert kinds(row)[-2:] == ["snoozed", "reopened"]
    own(cast.employee, gatehouse, today())
    evaluate_and_store(today())
    assert kinds(row)[-1] == "resolved"
    assert handle(leader, row, "/acknowledgement/").status_code == 409


def test_a_warning_that_gets_worse_is_open_again(cast: Cast, signed_in: SignedIn) -> None:
    gatehouse = make_product("Gatehouse", introduced_on=date(2026, 5, 1))
    row = make_warning(gatehouse.cluster, severity="watch", since=date(2026, 5, 1))
    handle(signed_in(cast.leader), row, "/snooze/", until=today() + SOON, note="Later.")
    evaluate_and_store(today())
    assert kinds(row) == ["opened", "snoozed", "got_worse"]
    assert "Gatehouse" in signed_in(cast.leader).get("/warnings/").content.decode()


@pytest.mark.parametrize(
    ("how", "given", "says"),
    [
        ("/snooze/", {"until": "", "note": "x"}, "This field is required."),
        ("/snooze/", {"until": "tomorrow", "note": "x"}, "Enter a valid date."),
        ("/snooze/", {"until": str(today()), "note": "x"}, "Choose a day after today"),
        ("/snooze/", {"until": str(today() + timedelta(days=93)), "note": "x"}, "92 days ahead"),
        ("/snooze/", {"until": str(today() + SOON), "note": " "}, "This field is required."),
        ("/acknowledgement/", {"note": "x" * 1001}, "at most 1000 characters"),
        ("/acknowledgement/", {"seen": "newest"}, "Enter a whole number."),
    ],
)
def test_a_wrong_form_comes_back(
    cast: Cast, signed_in: SignedIn, how: str, given: dict[str, str], says: str
) -> None:
    row = make_warning(cast.rostering)
    answer = handle(signed_in(cast.leader), row, how, **given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert kinds(row) == ["opened"]


def test_who_may_do_what(cast: Cast, signed_in: SignedIn) -> None:
    """The person concerned may answer for themselves; nobody silences what is said of them."""
    about, theirs = make_warning(cast.owner, rule="ownership_load"), make_warning(cast.payroll)
    owner, member = signed_in(cast.owner), signed_in(cast.member)
    assert handle(owner, about, "/snooze/", until=today() + SOON, note="No.").status_code == 403
    assert handle(owner, about, "/acknowledgement/").status_code == 302
    assert handle(member, make_warning(cast.rostering), "/acknowledgement/").status_code == 403
    assert handle(owner, theirs, "/acknowledgement/").status_code == 404
    assert member.get(f"/warnings/{about.pk}/").status_code == 404
    snoozed = make_warning(cast.rostering, rule="metrics_stale")
    handle(signed_in(cast.leader), snoozed, "/snooze/", until=today() + SOON, note="Wait.")
    assert handle(owner, snoozed, "/reopening/").status_code == 403
    assert kinds(theirs) == ["opened"]
    assert kinds(snoozed) == ["opened", "snoozed"]
