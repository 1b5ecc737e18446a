"""Recording a number: questioned, corrected, never lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from metrics.models import Measurement, Metric
from people.queries import today
from tests.builders import make_metric, measure, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def metric(cast: Cast) -> Metric:
    return make_metric(cast.planner, "Availability")


@pytest.fixture
def member(cast: Cast, client: Client) -> Client:
    return sign_in(client, cast.member)


def url(metric: Metric) -> str:
    return f"/products/crew-planner/metrics/{metric.slug}/measurements/new/"


def record(client: Client, metric: Metric, value: str, **more: str):  # type: ignore[no-untyped-def]
    data = {"measured_on": today().isoformat(), "value": value, **more}
    return client.post(url(metric), data)


def numbers(metric: Metric) -> list[Decimal]:
    rows = Measurement.objects.filter(metric=metric).order_by("id")
    return [row.value for row in rows]


def test_the_form_names_the_unit(member: Client, metric: Metric) -> None:
    page = member.get(url(metric)).content.decode()
    assert "Value (%)" in page
    assert "target at least 99" in page
    assert f'value="{today():%Y-%m-%d}"' in page


def test_a_member_records(cast: Cast, member: Client, metric: Metric) -> None:
    answer = record(member, metric, "99.4", note="from the log")
    assert (answer.status_code, answer["Location"]) == (
        302, f"/products/crew-planner/metrics/{metric.slug}/",
    )  # fmt: skip
    row = Measurement.objects.get()
    assert (row.value, row.note, row.recorded_by, row.source) == (
        Decimal("99.4"), "from the log", cast.member, "person",
    )  # fmt: skip


def test_back_to_the_list_of_what_is_due(member: Client, metric: Metric) -> None:
    assert record(member, metric, "99.4", next="due")["Location"] == "/metrics/"


def test_an_odd_value_is_questioned_and_nothing_is_saved(member: Client, metric: Metric) -> None:
    for back, value in ((60, 99.5), (30, 99.3)):
        measure(metric, today() - timedelta(days=back), value)
    answer = record(member, metric, "994")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a share is 0 to 100 %" in page
    assert 'name="meant" value="99.4"' in page
    assert 'name="confirmed" value="994"' in page
    assert 'value="994"' in page
    assert len(numbers(metric)) == 2


def test_the_value_that_was_meant_is_taken(member: Client, metric: Metric) -> None:
    measure(metric, today() - timedelta(days=30), 99.3)
    measure(metric, today() - timedelta(days=60), 99.3)
    assert record(member, metric, "994", meant="99.4").status_code == 302
    assert numbers(metric)[-1] == Decimal("99.4")


def test_the_odd_value_is_kept_when_confirmed(member: Client, metric: Metric) -> None:
    measure(metric, today() - timedelta(days=30), 99.3)
    assert record(member, metric, "994", confirmed="994").status_code == 302
    assert numbers(metric)[-1] == Decimal(994)


def test_confirming_one_value_does_not_confirm_another(member: Client, metric: Metric) -> None:
    measure(metric, today() - timedelta(days=30), 99.3)
    assert record(member, metric, "9940", confirmed="994").status_code == 422
    assert len(numbers(metric)) == 1


def test_a_second_number_for_a_day_asks_why(member: Client, metric: Metric) -> None:
    record(member, metric, "99")
    answer = record(member, metric, "98")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "already has 99. To replace it, say why." in page
    assert '<input type="text" name="reason"' in page
    assert 'name="value" value="98"' in page
    assert numbers(metric) == [Decimal(99)]
    assert record(member, metric, "98", reason="Counted again.").status_code == 302
    old, new = Measurement.objects.order_by("id")
    assert (old.correction_reason, old.superseded_at is None) == ("Counted again.", False)
    assert (new.value, new.superseded_at) == (Decimal(98), None)


def test_the_same_number_again_is_harmless(member: Client, metric: Metric) -> None:
    record(member, metric, "99")
    assert record(member, metric, "99").status_code == 302
    assert numbers(metric) == [Decimal(99)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"value": "one"}, "Enter a number"),
        ({"value": ""}, "This field is required"),
        ({"value": "NaN"}, "Enter a number"),
        ({"value": "1.1234567"}, "6 decimal places"),
        ({"value": "1", "measured_on": "2999-01-01"}, "has not come yet"),
        ({"value": "1", "measured_on": "1001-01-01"}, "Choose a day after 1990"),
        ({"value": "1", "measured_on": "yesterday"}, "Enter a valid date"),
        ({"value": "1", "note": "a\x00b"}, "a character nobody can type"),
    ],
)
def test_what_is_refused_stays_in_the_form(
    member: Client, metric: Metric, data: dict[str, str], words: str
) -> None:
    answer = record(member, metric, **{"value": "1", **data})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert numbers(metric) == []


def test_a_ratio_takes_both_counts(cast: Cast, member: Client) -> None:
    metric = make_metric(cast.planner, "Adoption", summary="ratio")
    answer = record(member, metric, "", numerator="30", denominator="40")
    assert answer.status_code == 302
    row = Measurement.objects.get()
    assert (row.value, row.numerator, row.denominator) == (Decimal(75), Decimal(30), Decimal(40))


@pytest.mark.parametrize(
    "counts",
    [
        {"numerator": "30"},
        {"denominator": "40"},
        {"numerator": "3", "denominator": "0"},
        {"numerator": "", "denominator": ""},
    ],
)
def test_half_a_ratio_is_refused(cast: Cast, member: Client, counts: dict[str, str]) -> None:
    metric = make_metric(cast.planner, "Adoption", summary="ratio")
    assert record(member, metric, "", **counts).status_code == 422
    assert numbers(metric) == []


@pytest.mark.parametrize("who", ["employee", "stranger_owner", "leader", "facilitator", "admin"])
def test_others_may_not(cast: Cast, client: Client, metric: Metric, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(url(metric)).status_code == 403
    assert record(client, metric, "99").status_code == 403
    assert numbers(metric) == []


def test_a_retired_metric_takes_no_numbers(member: Client, metric: Metric) -> None:
    Metric.objects.filter(pk=metric.pk).update(retired_on=date(2026, 1, 1))
    assert member.get(url(metric)).status_code == 422
    assert record(member, metric, "99").status_code == 422
    assert numbers(metric) == []


def test_the_past_is_frozen(member: Client, metric: Metric) -> None:
    answer = member.post(f"{url(metric)}?at=2026-q2", {"measured_on": "2026-06-30", "value": "1"})
    assert answer.status_code == 409
    assert numbers(metric) == []
