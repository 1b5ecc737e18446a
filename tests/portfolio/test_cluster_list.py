"""The clusters list and its filters."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import make_cluster, make_person, make_product, own, set_stage

URL = "/clusters/"


def names(answer):
    return [row.name for row in answer.context["page"].rows]


def test_clusters_with_living_products_by_name(cast, signed_in):
    make_cluster("Empty")
    gone = make_product("Gone")
    set_stage(gone, "retired", datetime.date(2025, 1, 1))
    answer = signed_in(cast.employee).get(URL)
    assert names(answer) == ["Payslips", "Rostering"]
    rows = answer.context["page"].rows
    assert [(row.products, row.note) for row in rows] == [(1, "stands alone"), (2, "")]
    assert "Olga Owner" in rows[1].owner


def test_filters(cast, signed_in):
    make_product("Lost")
    client = signed_in(cast.member)
    assert names(client.get(URL, {"owner": "none"})) == ["Lost"]
    assert names(client.get(URL, {"owner": cast.owner.slug})) == ["Rostering"]
    assert names(client.get(URL, {"q": "who works"})) == ["Rostering"]
    assert names(client.get(URL, {"mine": "1"})) == ["Rostering"]
    assert names(client.get(URL, {"packet": "missing"})) == ["Rostering"]
    assert names(signed_in(cast.employee).get(URL, {"packet": "missing"})) == []
    assert len(names(signed_in(cast.leader).get(URL, {"packet": "missing"}))) == 3
    assert names(client.get(URL, {"packet": "built"})) == []


def test_employees_are_not_told_about_packets(cast, signed_in):
    assert [row.packet for row in signed_in(cast.employee).get(URL).context["page"].rows] == [
        "",
        "",
    ]
    assert [row.packet for row in signed_in(cast.member).get(URL).context["page"].rows] == [
        "",
        "Not built",
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [({"packet": "lost"}, 404), ({"mine": "2"}, 404), ({"after": "~"}, 404), ({"at": "x"}, 422)],
)
def test_nonsense_is_refused(cast, signed_in, query, status):
    assert signed_in(cast.employee).get(URL, query).status_code == status


def test_a_stranger_signs_in_and_a_fragment_is_the_list(cast, signed_in, client):
    assert client.get(URL).status_code == 302
    text = signed_in(cast.employee).get(URL, HTTP_HX_REQUEST="true").content.decode()
    assert text.lstrip().startswith('<div id="list">')


def test_pages_hold_every_cluster_once(cast, signed_in):
    for number in range(120):
        make_product(f"Product {number:03d}")
    with connection.cursor() as cursor:
        # Earlier tests leave statistics of empty tables, with which joins go row by row; an
        # import does the same as this (`portfolio/imports/execution.py`).
        cursor.execute("ANALYZE")
    client, seen, url = signed_in(cast.leader), [], URL
    counts = set()
    while url:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).context["page"]
        counts.add(len(queries))
        seen += [row.name for row in page.rows]
        url = page.later and URL + page.later
    assert len(seen) == len(set(seen)) == 122
    assert seen == sorted(seen, key=str.lower)
    assert max(counts) <= 10, counts


def test_the_past_has_the_owner_of_then(cast, signed_in):
    own(make_person("Nora New"), cast.rostering, datetime.date(2025, 7, 1))
    client = signed_in(cast.employee)
    assert "Nora New" in client.get(URL).context["page"].rows[1].owner
    past = client.get(URL, {"at": "2025-q2"})
    assert "Olga Owner" in past.context["page"].rows[1].owner
    assert "Nothing here can be edited" in past.content.decode()
