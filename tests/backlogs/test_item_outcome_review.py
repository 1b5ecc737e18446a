"""Reviews open by themselves, follow the measurements, and are overruled only with a reason."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from backlogs.actions import change_state
from backlogs.actions.outcome_reviews import open_due_reviews, refresh_reviews
from backlogs.actions.outcome_verdicts import look_at_review
from backlogs.models import Item, OutcomeReview
from backlogs.values.verdicts import Verdict
from people.models import Notification
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from tests.backlogs.outcome_rows import figures, promise, ship
from tests.builders import days_ago, make_metric, measure

URL = "/items/CP-1/outcome-reviews/90/"
SHIPPED = days_ago(95, today())


@pytest.fixture
def metric(cast):
    return make_metric(cast.planner, "Notice given", None, unit="%")


@pytest.fixture
def item(cast, metric):
    found = ship(cast.planner, "Publish earlier", SHIPPED)
    promise(found, metric)
    figures(metric, SHIPPED, (60, 60, 60), (70, 70, 70))
    return found


def the_review():
    return OutcomeReview.objects.get(days=90)


def test_one_opens_when_it_is_due_and_only_once(cast, item, django_assert_max_num_queries):
    assert open_due_reviews(SHIPPED + timedelta(days=89)) == 0
    with django_assert_max_num_queries(14):
        assert open_due_reviews(today()) == 1
    assert open_due_reviews(today()) == 0
    row = the_review()
    assert (row.shipped_on, row.due_on) == (SHIPPED, SHIPPED + timedelta(days=90))
    assert (row.before, row.after, row.expected) == (60, 70, 80)
    assert (row.before_count, row.before_wanted, row.after_count) == (3, 3, 3)
    assert (row.verdict, row.effect, row.gap) == ("partly", Decimal("0.5"), "")
    told = Notification.objects.get(person=cast.owner)
    assert (told.kind, told.path) == ("outcome", URL)
    assert "Did it work? CP-1 “Publish earlier”, 90 days after shipping" in told.words


def test_an_old_history_opens_all_its_reviews_and_tells_nobody(cast, metric):
    promise(ship(cast.planner, "Long ago", days_ago(400, today())), metric)
    assert open_due_reviews(today()) == 2
    assert list(OutcomeReview.objects.values_list("days", "verdict", "gap")) == [
        (90, "unknown", "few_before"),
        (180, "unknown", "few_before"),
    ]
    assert not Notification.objects.exists()


def test_what_names_no_figure_is_unknown_and_what_promises_nothing_has_no_review(cast):
    promise(ship(cast.planner, "Words", SHIPPED), None)
    ship(cast.planner, "Silent", SHIPPED)
    assert open_due_reviews(today()) == 1
    assert (the_review().verdict, the_review().gap) == ("unknown", "no_figure")


def test_a_correction_changes_it_until_somebody_has_looked(cast, item, metric):
    open_due_reviews(today())
    assert refresh_reviews() == 0
    measure(metric, SHIPPED + timedelta(days=25), 100)
    assert refresh_reviews() == 1
    row = the_review()
    assert (row.after, row.effect, row.verdict) == (80, 1, "achieved")
    look_at_review(cast.owner, row, Verdict.ACHIEVED, "", row.computed_at)
    measure(metric, SHIPPED + timedelta(days=25), 10)
    assert refresh_reviews() == 0
    assert (the_review().after, the_review().said_verdict) == (80, "achieved")


def test_numbers_that_changed_meanwhile_are_shown_before_anything_is_said(cast, item, metric):
    open_due_reviews(today())
    row = the_review()
    measure(metric, SHIPPED + timedelta(days=25), 100)
    with pytest.raises(Conflict):
        look_at_review(cast.owner, row, Verdict.PARTLY, "", row.computed_at)
    assert (the_review().said_at, the_review().verdict) == (None, "achieved")


def test_overruling_needs_a_reason_and_keeps_the_numbers(cast, item):
    open_due_reviews(today())
    row = the_review()
    with pytest.raises(Refused) as refused:
        look_at_review(cast.owner, row, Verdict.NO_EFFECT, "  ", row.computed_at)
    assert (refused.value.code, the_review().said_at) == ("no_reason", None)
    look_at_review(cast.owner, row, Verdict.NO_EFFECT, "A new law did it.", row.computed_at)
    found = the_review()
    assert (found.verdict, found.said_verdict, found.said_by) == (
        "partly", "no_effect", cast.owner,
    )  # fmt: skip
    first = found.said_at
    look_at_review(cast.owner, found, Verdict.NO_EFFECT, "A new law did it.", row.computed_at)
    assert the_review().said_at == first  # said again, nothing is written
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomeReview.objects.update(said_reason="")


def test_opened_again_it_counts_no_more_and_is_asked_of_the_new_shipping(cast, metric):
    first, again = days_ago(300, today()), days_ago(100, today())
    twice = ship(cast.planner, "Twice", first, again)
    promise(twice, metric)
    assert open_due_reviews(today()) == 1
    assert the_review().shipped_on == again
    change_state(cast.owner, Item.objects.get(pk=twice.pk), "in_progress", reason="More to do.")
    assert open_due_reviews(today()) == 0
    assert OutcomeReview.objects.count() == 1


def test_the_page_shows_the_picture_and_takes_the_owners_word(cast, item, signed_in):
    assert signed_in(cast.employee).get(URL).status_code == 404
    open_due_reviews(today())
    text = signed_in(cast.employee).get(URL).content.decode().replace("\xa0", " ")
    assert "Notice given: 60 % before shipping, 70 % up to the review, 80 % expected." in text
    assert "(70 − 60) ÷ (80 − 60)" in text
    assert "What do you say?" not in text
    client, seen = signed_in(cast.owner), the_review().computed_at.isoformat()
    assert "What do you say?" in client.get(URL).content.decode().replace("\xa0", " ")
    answer = client.post(URL, {"seen": seen, "verdict": "worse", "reason": ""})
    assert answer.status_code == 422
    assert "The numbers say otherwise" in answer.content.decode()
    answer = client.post(URL, {"seen": "yesterday", "verdict": "partly", "reason": ""})
    assert (answer.status_code, the_review().said_at) == (422, None)
    answer = client.post(URL, {"seen": seen, "verdict": "worse", "reason": "Nights got longer."})
    assert answer.status_code == 302
    text = client.get(URL).content.decode().replace("\xa0", " ")
    assert "Olga Owner overruled it" in text
    assert "Nights got longer." in text
    panel = client.get("/items/CP-1/").content.decode()
    assert "90 days after shipping</a>" in panel


def test_only_the_accountable_owner_says_it(cast, item, signed_in):
    open_due_reviews(today())
    seen = the_review().computed_at.isoformat()
    for person in (cast.member, cast.leader, cast.stranger_owner):
        answer = signed_in(person).post(URL, {"seen": seen, "verdict": "partly"})
        assert answer.status_code == 403
    assert the_review().said_at is None
