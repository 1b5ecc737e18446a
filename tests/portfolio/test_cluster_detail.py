"""The page of one cluster."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import make_person, make_product, own


def url(cluster):
    return f"/clusters/{cluster.slug}/"


def test_it_shows_products_owner_team_and_why(cast, signed_in):
    page = signed_in(cast.employee).get(url(cast.rostering)).context["page"]
    assert [row.name for row in page.members] == ["Crew planner", "Shift swaps"]
    assert "Olga Owner" in page.owner
    assert page.rationale_kinds == "serve the same users"
    assert [(one.name, one.when) for one in page.ownerships] == [("Olga Owner", "since 1 Jan 2024")]
    assert [one.name for one in page.team] == ["Mo Member"]


def test_a_cluster_of_one_leads_to_its_product(cast, signed_in):
    answer = signed_in(cast.employee).get(url(cast.payroll), {"at": "2025-q2"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/products/{cast.payslips.slug}/?at=2025-q2"


def test_load_and_packets_are_for_those_who_may_see_them(cast, signed_in):
    seen = {}
    for role in ("employee", "member", "owner", "leader", "facilitator", "admin"):
        page = signed_in(getattr(cast, role)).get(url(cast.rostering)).context["page"]
        seen[role] = (page.load is not None, page.sees_packets)
    assert seen == {
        "employee": (False, False),
        "member": (False, True),
        "owner": (True, True),
        "leader": (True, True),
        "facilitator": (True, True),
        "admin": (True, True),
    }


def test_links_to_forms_are_there_for_those_who_may_and_lead_somewhere(cast, signed_in):
    labels = {}
    for role in ("employee", "member", "owner", "leader"):
        client = signed_in(getattr(cast, role))
        actions = client.get(url(cast.rostering)).context["page"].actions
        labels[role] = [action.label for action in actions]
        assert {client.get(action.url).status_code for action in actions} <= {200}
    assert labels == {
        "employee": [],
        "member": [],
        "owner": ["Team", "New objective", "Deputies"],
        "leader": ["Deputies", "Edit", "Propose an owner"],
    }


def test_history_of_ownership_is_as_of_the_moment(cast, signed_in):
    own(make_person("Nora New"), cast.rostering, datetime.date(2025, 7, 1))
    client = signed_in(cast.employee)
    now = client.get(url(cast.rostering)).context["page"]
    assert [one.name for one in now.ownerships] == ["Nora New", "Olga Owner"]
    then = client.get(url(cast.rostering), {"at": "2025-q2"}).context["page"]
    assert [(one.name, one.when) for one in then.ownerships] == [("Olga Owner", "since 1 Jan 2024")]
    assert then.actions == []


def test_unknown_and_unborn_clusters_are_not_there(cast, signed_in, client):
    assert client.get(url(cast.rostering)).status_code == 302
    member = signed_in(cast.member)
    assert member.get("/clusters/none-such/").status_code == 404
    assert member.get(url(cast.rostering), {"at": "2020-q1"}).status_code == 404


def test_statements_do_not_grow_with_products(cast, signed_in):
    client = signed_in(cast.leader)
    counts = []
    for _ in range(2):
        for _ in range(8):
            make_product("", cast.rostering)
        client.get(url(cast.rostering))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(cast.rostering))
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
