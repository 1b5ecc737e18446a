"""Signals told from the data: the section, the page, the rule, dismissing and splitting by form."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from metrics.actions.key_results import add_key_result
from metrics.actions.objectives import add_objective
from people.queries import today
from portfolio.kernel.quarters import Quarter
from products.actions.weight import lift_mark, mark_strategic, record_hours
from products.models import Product
from products.queries import policy_on
from reviews.actions.split_signals import dismiss_signal
from reviews.models import SplitAct, SplitDismissal
from reviews.queries.split_facts import cluster_quarters
from reviews.rules import split as rule
from reviews.rules.finding import Finding, Scope
from reviews.values.split import Signal
from tests.backlogs.builders import make_items
from tests.builders import make_metric, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
LAST = Quarter.of(today()).previous()
BEFORE = LAST.previous()


def ship(product: Product, titles: str, quarter: Quarter, **fields: object) -> None:
    at = datetime.combine(quarter.start, datetime.min.time(), UTC).replace(day=15)
    make_items(product, titles, at=at, states=("idea", "shipped"), **fields)


def crowd(cast: Cast) -> None:
    """The planner ships eight points in each of two quarters; the swaps wait with one ready item."""
    at = datetime.combine(BEFORE.previous().start, datetime.min.time(), UTC).replace(day=20)
    make_items(cast.swaps, "w", at=at, states=("idea", "ready"))
    for quarter in (BEFORE, LAST):
        ship(cast.planner, "ab", quarter, effort=4)


def found(cast: Cast) -> list[Finding]:
    return rule.find(Scope(today(), policy_on(today())))


def test_crowding_out_is_told_with_its_quarters_numbers_and_items(cast: Cast) -> None:
    crowd(cast)
    (one,) = found(cast)
    assert (one.subject_slug, one.consecutive_quarters, one.since) == (
        cast.planner.slug, 1, LAST.last_day,
    )  # fmt: skip
    assert one.sentence == (
        "Crew planner may need a cluster of its own: it shipped 100 % of the effort points shipped "
        f"(8 of 8) in {LAST.label} and 100 % in {BEFORE.label}, limit 75 %, while Shift swaps "
        "(1 ready item) shipped nothing."
    )
    newest = one.evidence["signals"][0]["quarters"][0]
    assert (newest["threshold"], newest["starved"]) == ("0.750000", {"Shift swaps": ["SS-1"]})
    # as of a day before the second quarter was over, there was one quarter only
    past = BEFORE.last_day
    assert rule.find(Scope(past, policy_on(past))) == []


def test_a_member_shared_the_whole_quarter_and_an_unshipped_item_does_not_count(cast: Cast) -> None:
    crowd(cast)
    Product.objects.get(pk=cast.payslips.pk).placements.update(cluster=cast.rostering)  # type: ignore[attr-defined]
    placement = cast.payslips.placements.get()
    placement.period = (LAST.start.replace(day=2), None)
    placement.save()
    (told,) = cluster_quarters([cast.rostering.pk], [LAST]).values()
    assert {one.product_id for one in told[0].members} == {cast.planner.pk, cast.swaps.pk}


def test_hours_speak_where_all_have_them(cast: Cast) -> None:
    for quarter in (LAST, BEFORE):
        record_hours(cast.owner, cast.planner, {quarter.start: Decimal(60)})
        record_hours(cast.owner, cast.swaps, {quarter.start: Decimal(20)})
    (one,) = found(cast)
    assert "it took 75 % of the owner hours (60 of 80)" in one.sentence
    record_hours(cast.owner, cast.swaps, {LAST.start: None})
    assert found(cast) == []


def test_strategic_weight_by_objective_and_by_mark(cast: Cast) -> None:
    objective = add_objective(None, Quarter.of(today()), title="Fewer calls")
    metric = make_metric(cast.planner, "Calls")
    add_key_result(
        None, objective, title="Calls", start=Decimal(9), target=Decimal(1), metric=metric
    )
    assert "carries “Calls” of the portfolio objective “Fewer calls”" in found(cast)[0].sentence
    mark_strategic(cast.leader, cast.swaps, today(), "The unions ask for it.")
    assert {one.subject_slug for one in found(cast)} == {cast.planner.slug, cast.swaps.slug}
    lift_mark(cast.leader, cast.swaps, today())
    assert [one.subject_slug for one in found(cast)] == [cast.planner.slug]


def test_a_dismissed_signal_is_quiet_for_two_whole_quarters(cast: Cast, client: Client) -> None:
    crowd(cast)
    url = f"/clusters/{cast.rostering.slug}/signals/{cast.planner.slug}/crowding/dismissal/"
    sign_in(client, cast.leader)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "A one-off."}).status_code == 302
    assert found(cast) == []
    row = SplitDismissal.objects.get()
    assert row.quiet_until == Quarter.of(today()).shift(3).start
    page = client.get(f"/clusters/{cast.rostering.slug}/signals/").content.decode()
    assert "Dismissed by Lea Leader" in page
    assert client.post(url.replace("crowding", "demand"), {"reason": "x"}).status_code == 422
    assert dismiss_signal(cast.leader, cast.rostering, cast.planner, Signal.CROWDING, "y") == row


def test_the_cluster_page_leads_from_the_signal_to_a_split_and_back(
    cast: Cast, client: Client
) -> None:
    crowd(cast)
    sign_in(client, cast.leader)
    home = f"/clusters/{cast.rostering.slug}/"
    page = client.get(home).content.decode()
    assert "Crew planner may need a cluster of its own" in page
    assert f"{home}split/?products={cast.planner.slug}" in page
    form = client.get(f"{home}split/", {"products": cast.planner.slug}).context["form"]
    data = {**form.initial, "reason": "It crowds out the rest.", "takes_team": "on"}
    assert client.post(f"{home}split/", {**data, "reason": ""}).status_code == 422
    assert client.post(f"{home}split/", {**data, "seen": "old"}).status_code == 409
    done = client.post(f"{home}split/", data)
    act = SplitAct.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/splits/{act.pk}/")
    assert "Take it back" in client.get(done["Location"]).content.decode()
    assert client.post(f"/splits/{act.pk}/reversal/").status_code == 302
    assert Product.objects.get(pk=cast.planner.pk).cluster == cast.rostering
    assert "Taken back on" in client.get(f"/splits/{act.pk}/").content.decode()


def test_a_product_is_brought_in_by_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    url = f"/clusters/{cast.rostering.slug}/grouping/"
    assert client.get(url, {"products": "nothing"}).status_code == 422
    form = client.get(url, {"products": cast.payslips.slug}).context["form"]
    done = client.post(url, {**form.initial, "reason": "The same crews."})
    assert done.status_code == 302
    assert Product.objects.get(pk=cast.payslips.pk).cluster == cast.rostering


def test_hours_and_marks_are_entered_by_form(cast: Cast, client: Client) -> None:
    month = today().replace(day=1)
    url = f"/products/{cast.planner.slug}/owner-hours/"
    sign_in(client, cast.member)
    field = f"hours_{month:%Y_%m}"
    assert client.post(url, {field: "-1"}).status_code == 422
    assert client.post(url, {field: "12.5"}).status_code == 302
    assert cast.planner.owner_hours.get().hours == Decimal("12.50")
    assert sign_in(client, cast.stranger_owner).post(url, {field: "1"}).status_code == 403
    sign_in(client, cast.leader)
    mark = f"/products/{cast.planner.slug}/strategic-mark/"
    assert client.post(mark, {"on": today(), "reason": "x"}).status_code == 302
    assert cast.planner.strategic_marks.get().reason == "x"
    client.post(f"{mark}removal/")
    assert not cast.planner.strategic_marks.exists()
