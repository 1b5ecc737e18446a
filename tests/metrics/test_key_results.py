"""Key results and check-ins: what is taken, what is refused, what a correction keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from metrics.models import CheckIn, KeyResult, Objective
from people.queries import today
from tests.builders import make_metric, sign_in
from tests.harness.people import Cast
from tests.metrics.objective_builders import (
    last_quarter,
    make_objective,
    make_result,
    said,
    this_quarter,
)

pytestmark = pytest.mark.django_db
WAY = {"title": "Calls", "start": "10", "target": "0", "confidence": "0.5", "unit": "calls"}
SAID = {"on": today().isoformat(), "value": "7", "confidence": "0.8", "sentence": "A new page."}


@pytest.fixture
def objective(cast: Cast) -> Objective:
    return make_objective(product=cast.planner)


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.owner)


def test_a_number_checked_in_by_hand(owner: Client, objective: Objective) -> None:
    answer = owner.post(f"/objectives/{objective.pk}/key-results/new/", WAY)
    assert answer["Location"] == f"/objectives/{objective.pk}/"
    made = KeyResult.objects.get()
    assert (made.start, made.target, made.unit, made.metric) == (10, 0, "calls", None)


def test_one_fed_by_a_metric_has_its_unit(cast: Cast, owner: Client, objective: Objective) -> None:
    metric, foreign = make_metric(cast.planner), make_metric(cast.payslips)
    address = f"/objectives/{objective.pk}/key-results/new/"
    page = owner.get(address).content.decode()
    assert f'<option value="{metric.pk}">' in page
    assert f'<option value="{foreign.pk}">' not in page
    assert owner.post(address, {**WAY, "metric": foreign.pk}).status_code == 422
    owner.post(address, {**WAY, "metric": metric.pk})
    assert KeyResult.objects.values_list("metric", "unit").get() == (metric.pk, "")


def test_the_portfolio_names_a_metric_by_its_address(cast: Cast, client: Client) -> None:
    metric, row = make_metric(cast.payslips), make_objective()
    sign_in(client, cast.leader)
    address = f"/objectives/{row.pk}/key-results/new/"
    assert client.post(address, {**WAY, "metric": "/products/no/metrics/no/"}).status_code == 422
    client.post(address, {**WAY, "metric": "http://x/products/payslips/metrics/availability/?at=1"})
    made = KeyResult.objects.get()
    assert made.metric == metric
    page = client.get(f"{address.removesuffix('new/')}{made.pk}/profile/").content.decode()
    assert 'value="/products/payslips/metrics/availability/"' in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"target": "10"}, "no way to go"),
        ({"start": "ten"}, "Enter a number"),
        ({"start": "1e400"}, "digits"),
        ({"target": "NaN"}, "Enter a number"),
        ({"confidence": "2"}, "Select a valid choice"),
        ({"title": ""}, "required"),
    ],
)
def test_a_wrong_way_is_refused(
    owner: Client, objective: Objective, change: dict[str, str], words: str
) -> None:
    answer = owner.post(f"/objectives/{objective.pk}/key-results/new/", {**WAY, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not KeyResult.objects.exists()


def test_two_who_edit_see_both_versions(owner: Client, objective: Objective) -> None:
    row = make_result(objective)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/profile/"
    form = {**WAY, "version": "1"}
    assert owner.post(address, {**form, "target": "2"}).status_code == 302
    answer = owner.post(address, {**form, "target": "3"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "To: 2" in page
    assert "To: 3" in page
    row.refresh_from_db()
    assert row.target == 2


def test_the_way_stays_once_somebody_checked_in(owner: Client, objective: Objective) -> None:
    row = make_result(objective, unit="calls")
    said(row, today(), 9)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/profile/"
    answer = owner.post(address, {**WAY, "target": "5", "version": "1"})
    assert answer.status_code == 422
    assert "There are check-ins" in answer.content.decode()
    assert owner.post(address, {**WAY, "title": "Phone calls", "version": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.target) == ("Phone calls", 0)


def test_giving_one_up_needs_a_reason(owner: Client, objective: Objective) -> None:
    row = make_result(objective)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/"
    assert owner.post(f"{address}withdrawal/", {"reason": " "}).status_code == 422
    owner.post(f"{address}withdrawal/", {"reason": "Cannot be counted."})
    row.refresh_from_db()
    assert (row.dropped_on, row.drop_reason) == (today(), "Cannot be counted.")
    assert owner.post(f"{address}check-in/", SAID).status_code == 422
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("member", 302), ("owner", 302), ("leader", 403), ("employee", 403)]
)
def test_owner_and_team_check_in(
    cast: Cast, client: Client, objective: Objective, who: str, status: int
) -> None:
    row = make_result(objective)
    sign_in(client, getattr(cast, who))
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/check-in/"
    assert client.post(address, SAID).status_code == status
    made = CheckIn.objects.values_list("value", "confidence", "sentence", "said_by__name")
    assert list(made) == (
        [(7, Decimal("0.8"), "A new page.", getattr(cast, who).name)] if status == 302 else []
    )


def test_a_second_one_for_a_day_corrects_the_first(owner: Client, objective: Objective) -> None:
    row = make_result(objective)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/check-in/"
    owner.post(address, SAID)
    assert owner.post(address, SAID).status_code == 302  # the same once more changes nothing
    assert CheckIn.objects.count() == 1
    refused = owner.post(address, {**SAID, "value": "6"})
    assert refused.status_code == 422
    assert "Say why this one replaces it" in refused.content.decode()
    owner.post(address, {**SAID, "value": "6", "reason": "Counted twice."})
    old, new = CheckIn.objects.order_by("said_at")
    assert (old.value, old.correction_reason, old.superseded_at is not None) == (
        7, "Counted twice.", True,
    )  # fmt: skip
    assert (new.value, new.superseded_at) == (6, None)


@pytest.mark.parametrize("day", [last_quarter().last_day, this_quarter().end])
def test_a_check_in_speaks_of_a_day_of_its_quarter(
    owner: Client, objective: Objective, day: object
) -> None:
    row = make_result(objective)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/check-in/"
    assert owner.post(address, {**SAID, "on": str(day)}).status_code == 422
    assert not CheckIn.objects.exists()


def test_late_for_a_quarter_that_is_over(cast: Cast, owner: Client) -> None:
    past = make_objective(product=cast.planner, quarter=last_quarter())
    row = make_result(past)
    address = f"/objectives/{past.pk}/key-results/{row.pk}/check-in/"
    owner.post(address, {**SAID, "on": last_quarter().last_day.isoformat()})
    assert CheckIn.objects.get().value == 7


def test_a_metric_speaks_for_itself(cast: Cast, owner: Client, objective: Objective) -> None:
    row = make_result(objective, metric=make_metric(cast.planner), start=90, target=99)
    address = f"/objectives/{objective.pk}/key-results/{row.pk}/check-in/"
    assert 'name="value"' not in owner.get(address).content.decode()
    owner.post(address, SAID)  # a value in the body is not taken
    assert CheckIn.objects.values_list("value", "confidence").get() == (None, Decimal("0.8"))
