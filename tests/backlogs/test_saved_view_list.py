"""Views of a list kept under a name: own and shared, renamed, removed, chosen to start with."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backlogs.actions.saved_views import MOST, save_view
from backlogs.models import DefaultView, SavedView
from tests.backlogs.builders import make_items

QUERY = "type=fix&stale=1"


@pytest.fixture
def url(cast):
    return reverse("backlogs:cluster-backlog", args=[cast.rostering.slug])


@pytest.fixture
def views(cast):
    return reverse("backlogs:saved-view-list", args=[cast.rostering.slug])


def test_a_view_is_saved_as_the_address_of_the_list(cast, signed_in, url, views):
    client = signed_in(cast.employee)
    assert b'value="type=fix&amp;stale=1"' in client.get(f"{views}?{QUERY}").content
    body = {"name": "Old fixes", "query": f"{QUERY}&sort=age&after=CP-1&type=fix&pick=all"}
    response = client.post(views, body)
    assert response["Location"] == f"{url}?{QUERY}&sort=age"
    [link] = client.get(f"{url}?{QUERY}&sort=age").context["page"].views
    assert (link.name, link.url, link.is_current) == ("Old fixes", response["Location"], True)
    assert signed_in(cast.owner).get(url).context["page"].views == ()


def test_a_shared_view_is_for_everybody_and_kept_by_owner_and_team(cast, signed_in, url, views):
    body = {"name": "Old fixes", "query": QUERY, "is_shared": "on"}
    assert signed_in(cast.employee).post(views, body).status_code == 403
    assert not SavedView.objects.exists()
    assert signed_in(cast.member).post(views, body).status_code == 302
    shared = SavedView.objects.get()
    reader = signed_in(cast.employee)
    assert [link.name for link in reader.get(url).context["page"].views] == ["Old fixes"]
    edit = reverse("backlogs:saved-view-edit", args=[shared.pk])
    removal = reverse("backlogs:saved-view-removal", args=[shared.pk])
    assert reader.post(edit, {"name": "Mine"}).status_code == 403
    assert reader.post(removal).status_code == 403
    owner = signed_in(cast.owner)
    assert owner.post(edit, {"name": "Oldest fixes"}).status_code == 302
    shared.refresh_from_db()
    assert (shared.name, shared.history.count()) == ("Oldest fixes", 2)
    assert owner.post(removal).status_code == 302
    assert not SavedView.objects.exists()


def test_somebody_elses_own_view_is_not_there(cast, signed_in):
    own = save_view(cast.member, cast.rostering, "Mine", QUERY)
    for name in ("saved-view-edit", "saved-view-removal", "saved-view-preference"):
        answer = signed_in(cast.owner).post(reverse(f"backlogs:{name}", args=[own.pk]), {})
        assert answer.status_code == 404
    assert SavedView.objects.get() == own


@pytest.mark.parametrize("name", ["", "OLD fixes", "x" * 81])
def test_a_wrong_name_comes_back_with_what_was_typed(cast, signed_in, views, name):
    save_view(cast.owner, cast.rostering, "Old fixes", QUERY)
    response = signed_in(cast.owner).post(views, {"name": name, "query": "type=fix"})
    assert response.status_code == 422
    assert b'value="type=fix"' in response.content
    assert SavedView.objects.count() == 1


def test_there_is_an_end_to_them(cast, signed_in, views):
    for number in range(MOST):
        save_view(cast.owner, cast.rostering, f"View {number}", "")
    response = signed_in(cast.owner).post(views, {"name": "One more", "query": ""})
    assert response.status_code == 422
    assert SavedView.objects.count() == MOST


def test_a_list_starts_with_the_view_one_chose(cast, signed_in, url):
    make_items(cast.planner, "A")
    chosen = save_view(cast.owner, cast.rostering, "Old fixes", QUERY)
    all_open = save_view(cast.owner, cast.rostering, "Open", "")
    client = signed_in(cast.owner)
    assert client.get(url).status_code == 200
    for view in (all_open, chosen, chosen):
        client.post(reverse("backlogs:saved-view-preference", args=[view.pk]))
    assert DefaultView.objects.get().view == chosen
    assert client.get(url)["Location"] == f"{url}?{QUERY}"
    page = client.get(f"{url}?{QUERY}").context["page"]
    assert client.get(page.unfiltered).context["page"].shown == 1
    assert signed_in(cast.member).get(url).status_code == 200
    client = signed_in(cast.owner)
    client.post(reverse("backlogs:saved-view-preference", args=[chosen.pk]), {"off": "1"})
    assert client.get(url).status_code == 200
    assert SavedView.objects.count() == 2
