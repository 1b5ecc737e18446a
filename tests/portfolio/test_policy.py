"""The policy page: thresholds in force, a new version, its history."""

from datetime import timedelta

import pytest
from django.test import Client

from metrics.queries import metric_policy_on
from people.queries import today
from portfolio.policy_form import field_name, keys
from portfolio.policy_words import WORDS
from products.actions.policy import adopt_policy
from products.models import PolicyVersion
from tests.builders import sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


def data(**changes: object) -> dict[str, object]:
    values = {field_name(key): str(default) for key, default in keys()}
    newest = PolicyVersion.objects.order_by("-number")[0].number
    return {
        **values,
        "seen": newest,
        "effective_from": today(),
        "note": "Agreed in the review.",
        **changes,
    }


def test_every_threshold_has_words() -> None:
    assert {key for key, _ in keys()} == set(WORDS)


def test_everybody_reads_and_leadership_is_offered_the_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.employee)
    page = client.get("/policy/").content.decode()
    assert "Cadences after which a metric is stale" in page
    assert "Adopt a new version" not in page
    sign_in(client, cast.leader)
    assert "Adopt a new version" in client.get("/policy/").content.decode()
    assert "Adopt a new version" not in client.get("/policy/?at=2026-q2").content.decode()


def test_a_new_version_holds_what_differs(cast: Cast, client: Client) -> None:
    before = PolicyVersion.objects.count()
    sign_in(client, cast.leader)
    changes = {"metrics__stale_after_cadences": "2", "load__stable_ceiling": "4"}
    answer = client.post("/policy/", data(**changes))
    assert (answer.status_code, answer["Location"]) == (302, "/policy/")
    version = PolicyVersion.objects.order_by("-number")[0]
    assert PolicyVersion.objects.count() == before + 1
    assert version.thresholds == {"metrics.stale_after_cadences": "2", "load.stable_ceiling": 4}
    assert (version.created_by, version.note) == (cast.leader, "Agreed in the review.")
    assert metric_policy_on(today()).stale_after_cadences == 2
    assert metric_policy_on(today() - timedelta(days=1)).stale_after_cadences != 2
    assert "Agreed in the review." in client.get("/policy/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"note": ""}, "required"),
        ({"effective_from": "2026-01-01"}, "Choose today or a later day"),
        ({"metrics__minimum_coverage": "1.5"}, "is a share, at most 1"),
        ({"metrics__fewest": "9"}, "must be at least 1 and not above"),
        ({"load__active_ceiling": "many"}, "Enter a whole number"),
        ({"load__triage_active": "1"}, "must be at least 2, not 1"),
        ({"metrics__trend_quarters": "10000"}, "must be 2 to 40"),
        ({"backlog__scheme": "dice"}, "not one of the available choices"),
    ],
)
def test_a_contradiction_is_refused(
    cast: Cast, client: Client, change: dict[str, str], words: str
) -> None:
    before = PolicyVersion.objects.count()
    sign_in(client, cast.leader)
    answer = client.post("/policy/", data(**change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert PolicyVersion.objects.count() == before


def test_a_stale_form_does_not_overwrite(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    mine = data(metrics__most="6")
    theirs = adopt_policy(cast.leader, {"metrics.most": 7}, today(), "First.")
    answer = client.post("/policy/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"Version {theirs.number} was adopted meanwhile" in page
    assert 'name="metrics__most" value="6"' in page
    assert PolicyVersion.objects.order_by("-number")[0] == theirs
    assert client.post("/policy/", {**mine, "seen": theirs.number}).status_code == 302
