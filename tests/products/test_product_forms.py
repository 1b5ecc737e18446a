"""Products and clusters begin and are reworded; a stale save loses nothing."""

from datetime import date

import pytest
from django.test import Client

from people.queries import today
from products.models import Cluster, Placement, Product
from tests.builders import set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Gate log",
    "kind": "system",
    "stage": "growth",
    "introduced_on": "2026-01-01",
    "daily_users": "40",
}
PROFILE = "/products/crew-planner/profile/"


def profile(product: Product, **changes: object) -> dict[str, object]:
    return {"name": product.name, "kind": product.kind, "version": product.version, **changes}


def test_leadership_adds_a_product_that_stands_alone(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    assert client.get("/products/new/").status_code == 200
    answer = client.post("/products/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/products/gate-log/")
    product = Product.objects.get(slug="gate-log")
    assert (product.cluster.name, product.key, product.daily_users) == ("Gate log", "GL", 40)
    assert product.stages.get().stage == "growth"
    assert Placement.objects.get(product=product).since == date(2026, 1, 1)


def test_a_product_named_new_does_not_hide_the_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    answer = client.post("/products/new/", {**NEW, "name": "New"})
    assert answer["Location"] == "/products/new-1/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "required"),
        ({"kind": "thing"}, "Select a valid choice"),
        ({"key": "lower"}, "Use 2 to 12 capitals"),
        ({"key": "CP"}, "Another product has this key"),
        ({"daily_users": "-1"}, "greater than or equal to 0"),
        ({"daily_users": "99999999999"}, "less than or equal to"),
        ({"cluster": "999999"}, "Select a valid choice"),
        ({"cluster": "payroll"}, "Say first why the products of Payslips belong together"),
        ({"introduced_on": "2999-01-01"}, "has not come yet"),
    ],
)
def test_a_wrong_product_is_refused(
    cast: Cast, client: Client, change: dict[str, str], words: str
) -> None:
    sign_in(client, cast.leader)
    if change.get("cluster") == "payroll":
        change = {"cluster": str(cast.payroll.pk)}
    answer = client.post("/products/new/", {**NEW, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (Product.objects.count(), Cluster.objects.count()) == (3, 2)


def test_the_owner_edits(cast: Cast, client: Client) -> None:
    sign_in(client, cast.owner)
    answer = client.post(PROFILE, profile(cast.planner, summary="Who works when", daily_users="7"))
    assert (answer.status_code, answer["Location"]) == (302, "/products/crew-planner/")
    cast.planner.refresh_from_db()
    assert (cast.planner.summary, cast.planner.daily_users, cast.planner.version) == (
        "Who works when", 7, 2,
    )  # fmt: skip


def test_a_stale_save_shows_both_versions(cast: Cast, client: Client) -> None:
    sign_in(client, cast.owner)
    client.post(PROFILE, profile(cast.planner, summary="Theirs"))
    answer = client.post(PROFILE, profile(cast.planner, summary="Mine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What it does, for whom: Theirs" in page
    assert "What it does, for whom: Mine" in page
    assert ">\nMine</textarea>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    cast.planner.refresh_from_db()
    assert cast.planner.summary == "Theirs"
    assert client.post(PROFILE, profile(cast.planner, summary="Mine", version=2)).status_code == 302


def test_posting_more_than_the_form_changes_nothing_else(cast: Cast, client: Client) -> None:
    sign_in(client, cast.owner)
    client.post(
        PROFILE,
        profile(
            cast.planner, cluster=cast.payroll.pk, key="ZZ", slug="zz", id="1", stage="retired"
        ),
    )
    cast.planner.refresh_from_db()
    assert (cast.planner.cluster, cast.planner.key, cast.planner.slug) == (
        cast.rostering, "CP", "crew-planner",
    )  # fmt: skip
    assert cast.planner.stages.get().stage == "introduction"


@pytest.mark.parametrize("version", ["", "x", "1' OR 1=1"])
def test_a_save_without_a_version_is_refused(cast: Cast, client: Client, version: str) -> None:
    sign_in(client, cast.owner)
    answer = client.post(PROFILE, profile(cast.planner, summary="Mine", version=version))
    assert answer.status_code == 422
    cast.planner.refresh_from_db()
    assert (cast.planner.summary, cast.planner.version) == ("", 1)


@pytest.mark.parametrize("who", ["member", "stranger_owner", "leader", "admin", "facilitator"])
def test_only_the_owner_edits(cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(PROFILE).status_code == 403
    assert client.post(PROFILE, profile(cast.planner, summary="x")).status_code == 403
    cast.planner.refresh_from_db()
    assert cast.planner.version == 1


def test_a_retired_product_is_read_only(cast: Cast, client: Client) -> None:
    set_stage(cast.planner, "retired", today())
    sign_in(client, cast.owner)
    answer = client.post(PROFILE, profile(cast.planner, summary="x"))
    assert answer.status_code == 422
    assert "Crew planner is retired and read-only" in answer.content.decode()


def test_leadership_opens_and_rewords_a_cluster(cast: Cast, client: Client) -> None:
    sign_in(client, cast.leader)
    data = {
        "name": "Gates",
        "opened_on": "2026-01-01",
        "rationale_kinds": ["users", "technical"],
        "rationale": "The same guards use both.",
    }
    assert client.post("/clusters/new/", data).status_code == 302
    cluster = Cluster.objects.get(slug="gates")
    assert cluster.rationale_kinds == ["users", "technical"]
    edit = {**data, "name": "All gates", "version": 1}
    assert client.post("/clusters/gates/profile/", edit).status_code == 302
    stale = client.post("/clusters/gates/profile/", {**edit, "name": "Some gates"})
    assert stale.status_code == 409
    assert "Name: All gates" in stale.content.decode()
    cluster.refresh_from_db()
    assert (cluster.name, cluster.version) == ("All gates", 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rationale": ""}, "Say both which kind of reason it is"),
        ({"rationale_kinds": []}, "Say both which kind of reason it is"),
        ({"rationale_kinds": [], "rationale": ""}, "needs at least one reason"),
        ({"rationale_kinds": ["small"]}, "Select a valid choice"),
    ],
)
def test_a_cluster_of_two_keeps_its_reason(
    cast: Cast, client: Client, change: dict[str, object], words: str
) -> None:
    sign_in(client, cast.leader)
    data = {
        "name": "Rostering",
        "rationale_kinds": ["users"],
        "rationale": "Same people.",
        "version": 1,
        **change,
    }
    answer = client.post("/clusters/rostering/profile/", data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    cast.rostering.refresh_from_db()
    assert (cast.rostering.rationale_kinds, cast.rostering.version) == (["users"], 1)
