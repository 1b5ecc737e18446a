"""A product's list as a file: its own items, placed as its page places them."""

from __future__ import annotations

import csv
import io

from django.urls import reverse

from tests.backlogs.builders import make_items


def url(slug):
    return reverse("backlogs:product-export", args=[slug])


def test_only_the_products_items_and_its_own_places(cast, signed_in):
    make_items(cast.swaps, "X")
    make_items(cast.planner, "A")
    make_items(cast.swaps, "Y")
    client = signed_in(cast.employee)
    answer = client.get(url("shift-swaps"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Place"], row["Title"]) for row in rows] == [("1", "X"), ("2", "Y")]
    assert {row["Product"] for row in rows} == {"Shift swaps"}
    assert 'filename="backlog-shift-swaps-' in answer["Content-Disposition"]
    page = client.get(reverse("backlogs:product-backlog", args=["shift-swaps"]))
    assert f'href="{url("shift-swaps")}?format=csv"' in page.content.decode()


def test_no_such_product(cast, signed_in):
    assert signed_in(cast.employee).get(url("nothing")).status_code == 404
