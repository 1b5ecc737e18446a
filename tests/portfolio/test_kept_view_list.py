"""Saved views of the dashboard and the lists: one's own, and those leadership shares."""

import pytest

from people.queries import today
from portfolio.kernel.quarters import Quarter
from portfolio.models import KeptView
from tests.constraints import refused_by

PRODUCTS = "/views/products/"


def view(person, name="Ailing", query="health=off_target", listed="products"):
    return KeptView.objects.create(person=person, name=name, query=query, listed=listed)


@pytest.mark.parametrize(
    ("listed", "given", "kept", "leads"),
    [
        ("products", "stage=growth&at=2026-q1&after=x~1&sort=-health", "stage=growth&sort=-health", "/products/"),
        ("clusters", "owner=none&junk=1", "owner=none", "/clusters/"),
        ("dashboard", "as=table&with=2026-q1", "as=table&with=2026-q1", "/portfolio/"),
    ],
)  # fmt: skip
def test_a_view_is_saved_and_leads_back(cast, signed_in, listed, given, kept, leads):
    client = signed_in(cast.leader)
    answer = client.post(f"/views/{listed}/", {"name": "Mine", "query": given})
    assert answer.status_code == 302
    saved = KeptView.objects.get()
    assert (saved.query, saved.person, saved.listed) == (kept, cast.leader, listed)
    rows = client.get(f"/views/{listed}/").context["page"].rows
    assert [(row.url, row.words) for row in rows] == [(f"{leads}?{kept}", "You")]
    assert client.get(rows[0].url).status_code == 200


def test_a_view_opens_in_the_quarter_one_is_in(cast, signed_in):
    view(cast.leader)
    past = Quarter.of(today()).previous().slug
    rows = signed_in(cast.leader).get(PRODUCTS, {"at": past}).context["page"].rows
    assert rows[0].url == f"/products/?health=off_target&at={past}"


def test_the_lists_lead_there_with_what_they_show(cast, signed_in):
    client = signed_in(cast.leader)
    for path, listed, query in (
        ("/products/", "products", "stage=growth"),
        ("/clusters/", "clusters", "owner=none"),
        ("/portfolio/", "dashboard", "as=table"),
    ):
        text = client.get(f"{path}?{query}").content.decode()
        assert f'href="/views/{listed}/?{query}"' in text


@pytest.mark.parametrize(
    "given",
    [
        {"name": "", "query": "stage=growth"},
        {"name": "Nothing", "query": ""},
        {"name": "Nothing", "query": "at=2026-q1"},
        {"name": "Wrong", "query": "stage=asleep"},
        {"name": "Wrong", "query": "sort=colour"},
        {"name": "AILING", "query": "stage=growth"},
    ],
)
def test_what_is_no_view_is_refused_in_the_form(cast, signed_in, given):
    view(cast.employee)
    assert signed_in(cast.employee).post(PRODUCTS, given).status_code == 422
    assert KeptView.objects.count() == 1


def test_leadership_shares_and_others_cannot(cast, signed_in):
    given = {"name": "All of us", "query": "stage=growth", "is_shared": "on"}
    signed_in(cast.leader).post(PRODUCTS, given)
    shared = KeptView.objects.get(person=None)
    client = signed_in(cast.employee)
    row = client.get(PRODUCTS).context["page"].rows[0]
    assert (row.name, row.words, row.can_remove) == ("All of us", "Everybody", False)
    assert client.post(f"/views/{shared.pk}/removal/").status_code == 403
    client.post(PRODUCTS, {**given, "name": "Only mine"})
    assert KeptView.objects.get(name="Only mine").person == cast.employee
    assert signed_in(cast.leader).post(f"/views/{shared.pk}/removal/").status_code == 302
    assert list(KeptView.objects.values_list("name", flat=True)) == ["Only mine"]


def test_views_of_others_do_not_exist(cast, signed_in):
    theirs = view(cast.leader)
    client = signed_in(cast.employee)
    assert client.get(PRODUCTS).context["page"].rows == []
    assert client.post(f"/views/{theirs.pk}/removal/").status_code == 404
    assert KeptView.objects.count() == 1
    assert client.get("/views/owners/").status_code == 404


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("kept_view_name_unique", {"name": "AILING"}),
        ("kept_view_has_name", {"name": ""}),
        ("kept_view_has_query", {"name": "Other", "query": ""}),
        ("kept_view_page_known", {"name": "Other", "listed": "owners"}),
    ],
)
@pytest.mark.django_db
def test_the_database_refuses(constraint, changes):
    view(None)
    assert refused_by(lambda: view(None, **changes)) == constraint
