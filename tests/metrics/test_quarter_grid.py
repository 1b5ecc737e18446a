"""The measuring grid: each cell saved for itself, questions asked, two people told of each other."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from metrics.actions.grid import save_cells
from metrics.models import Measurement, Metric
from metrics.queries.grid_numbers import period_of
from metrics.values.cells import Place, Typed
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from tests.builders import make_metric, make_product, measure, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
D = Decimal
JS = {"HX-Request": "true"}


@pytest.fixture
def past(cast: Cast) -> Quarter:
    """The quarter before this one: all of its columns are open."""
    return Quarter.of(today(), organisation().first_month).previous()


@pytest.fixture
def metric(cast: Cast) -> Metric:
    return make_metric(cast.planner)


def url(quarter: Quarter) -> str:
    return f"/metrics/grid/{quarter.slug}/"


def months(quarter: Quarter) -> list[date]:
    ends = [quarter.last_day]
    while len(ends) < 3:
        ends.insert(0, ends[0].replace(day=1) - date.resolution)
    return ends


def cell(metric: Metric, end: date, base: int = 0) -> str:
    return f"c.{metric.pk}.{end}.{base}"


def base_of(metric: Metric, end: date) -> int:
    return Measurement.objects.current().get(metric=metric, measured_on=end).id


def values(metric: Metric) -> list[tuple[date, Decimal]]:
    rows = Measurement.objects.current().filter(metric=metric).order_by("measured_on")
    return list(rows.values_list("measured_on", "value"))


def test_every_good_cell_goes_in_and_the_rest_waits(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    first, second, third = months(past)
    sign_in(client, cast.member)
    sent = {cell(metric, first): "99,4", cell(metric, second): "NaN", cell(metric, third): "1e400"}
    answer = client.post(url(past), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert values(metric) == [(first, D("99.4"))]
    assert "Enter a number, for example 99.4." in page
    assert 'value="NaN"' in page
    assert "Write the number out, without a power of ten." in page
    kept = Measurement.objects.get()
    assert (kept.source, kept.recorded_by) == ("grid", cast.member)


def test_without_scripts_the_whole_form_is_saved(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    first, second, _ = months(past)
    measure(metric, first, 99)
    sign_in(client, cast.owner)
    untouched = cell(metric, first, base_of(metric, first))
    answer = client.post(url(past), {untouched: "99", cell(metric, second): "98 %"})
    assert answer["Location"] == url(past)
    assert values(metric) == [(first, D(99)), (second, D(98))]


def test_an_odd_number_is_questioned_and_both_answers_count(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    before, (first, second, _) = past.previous(), months(past)
    measure(metric, before.last_day, "99.3")
    sign_in(client, cast.member)
    sent = {cell(metric, first): "994"}
    answer = client.post(url(past), sent, headers=JS)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"10 times {before.label}. Did you mean 99.4?" in page
    assert values(metric)[1:] == []
    pick = f"{metric.pk}.{first}.0=99.4"
    assert f'value="{pick}"' in page
    assert client.post(url(past), {**sent, "pick": pick}, headers=JS).status_code == 200
    sent = {cell(metric, second): "994", "pick": f"{metric.pk}.{second}.0=994"}
    assert client.post(url(past), sent, headers=JS).status_code == 200
    assert values(metric)[1:] == [(first, D("99.4")), (second, D(994))]


def test_a_correction_asks_why_and_keeps_what_it_replaces(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    first = months(past)[0]
    measure(metric, first, 98)
    sign_in(client, cast.member)
    sent = {cell(metric, first, base_of(metric, first)): "97"}
    answer = client.post(url(past), sent, headers=JS)
    assert answer.status_code == 422
    assert "Replaces 98\N{NO-BREAK SPACE}%. Why?" in answer.content.decode()
    assert values(metric) == [(first, D(98))]
    sent |= {f"r.{metric.pk}.{first}": "Counted again."}
    assert client.post(url(past), sent, headers=JS).status_code == 200
    assert values(metric) == [(first, D(97))]
    old = Measurement.objects.exclude(superseded_at=None).get()
    assert (old.value, old.correction_reason) == (98, "Counted again.")
    assert client.post(url(past), sent, headers=JS).status_code == 200  # sent again: nothing new
    assert Measurement.objects.count() == 2


def test_two_people_at_one_cell_see_both_numbers(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    first = months(past)[0]
    sign_in(client, cast.owner)
    client.post(url(past), {cell(metric, first): "98"})
    sign_in(client, cast.member)
    answer = client.post(url(past), {cell(metric, first): "97"}, headers=JS)
    assert answer.status_code == 409
    words = "Olga Owner recorded 98\N{NO-BREAK SPACE}% meanwhile; you typed 97."
    assert words in answer.content.decode()
    assert values(metric) == [(first, D(98))]
    pick = f"{metric.pk}.{first}.{base_of(metric, first)}"
    sent = {cell(metric, first): "97", "pick": f"{pick}=98"}
    assert client.post(url(past), sent, headers=JS).status_code == 200
    assert Measurement.objects.count() == 1
    sent["pick"] = f"{pick}=97"
    assert client.post(url(past), sent, headers=JS).status_code == 422  # mine, and why
    assert values(metric) == [(first, D(98))]


def test_what_cannot_be_is_said_in_its_cell(cast: Cast, past: Quarter) -> None:
    late = make_metric(cast.planner, "Late", started_on=months(past)[2])
    weekly = make_metric(cast.planner, "Weekly", cadence="week")
    new = make_metric(make_product("New", cast.rostering, introduced_on=past.last_day))
    shares = make_metric(cast.planner, "Shares", summary="ratio")
    first, second, third = months(past)
    typed = [
        Typed(Place(late.pk, first), 0, "9"), Typed(Place(new.pk, first), 0, "9"),
        Typed(Place(weekly.pk, date(1900, 1, 1)), 0, "9"),
        Typed(Place(weekly.pk, date(2999, 1, 1)), 0, "9"),
        Typed(Place(shares.pk, first), 0, "99.4 %"),
        Typed(Place(shares.pk, second), 0, "1 / 2"), Typed(Place(shares.pk, third), 0, "1"),
        Typed(Place(shares.pk, third), 0, "2"),
    ]  # fmt: skip
    found = save_cells(cast.member, period_of(past), typed)
    said = [found[one.place].words for one in typed]
    assert said[0].startswith("This metric is tracked since")
    assert said[1].startswith("New began on")
    assert said[2:4] == ["This day is no column of this grid."] * 2
    assert said[4].startswith("Type both counts")
    assert said[5:] == ["", "Given twice. Send it once.", "Given twice. Send it once."]
    assert [*Measurement.objects.values_list("metric__name", "value")] == [("Shares", 50)]


def test_the_clusters_of_others_are_not_in_reach(
    cast: Cast, client: Client, metric: Metric, past: Quarter
) -> None:
    theirs = make_metric(cast.payslips, "Theirs")
    sign_in(client, cast.member)
    assert "Theirs" not in client.get(url(past)).content.decode()
    first = months(past)[0]
    sent = {cell(metric, first): "9", cell(theirs, first): "9"}
    assert client.post(url(past), sent).status_code == 403
    assert Measurement.objects.count() == 0
    assert client.get("/metrics/grid/2999-q1/").status_code == 404
    assert client.get("/metrics/grid/soon/").status_code == 404
