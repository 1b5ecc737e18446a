"""What a row of a list says beside its title: outcome, score, waits, and what it does not ask."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from backlogs.actions import add_scores
from backlogs.calculations.scoring import Rice
from backlogs.models import Outcome
from people.queries import today
from products.models import StagePeriod
from products.values import Stage
from tests.backlogs.builders import make_items
from tests.builders import make_metric

HOME = "/clusters/rostering/backlog/"


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "abc", effort=4) | make_items(cast.planner, "f", type="fix")


def rows(response):
    return {row.title: row for row in response.context["page"].rows}


def test_the_outcome_is_its_figure_or_else_its_words(cast, signed_in, items):
    metric = make_metric(cast.planner, "Notice given")
    Outcome.objects.create(
        item=items["a"], statement="Said too", metric=metric, value_from=1, value_to=9,
        due_on=today(),
    )  # fmt: skip
    Outcome.objects.create(item=items["b"], statement="Planners no longer " + "x" * 80)
    found = rows(signed_in(cast.owner).get(HOME))
    assert found["a"].outcome == "Notice given"
    assert found["b"].outcome == "Planners no longer " + "x" * 40 + "…"
    assert [title for title, row in found.items() if row.lacks_outcome] == ["c"]


def test_who_may_write_is_asked_for_a_missing_outcome(cast, signed_in, items):
    asked = reverse("backlogs:item-outcome", args=["CP-3"]).encode()
    assert asked in signed_in(cast.owner).get(HOME).content
    assert asked not in signed_in(cast.employee).get(HOME).content
    fix = reverse("backlogs:item-outcome", args=["CP-4"]).encode()
    assert fix not in signed_in(cast.owner).get(HOME).content


@pytest.mark.parametrize("query", ["", "?sort=score", "?sort=age"])
def test_the_score_stands_beside_every_order(cast, signed_in, items, query):
    add_scores([(items["a"], Rice(100, Decimal(2), 80)), (items["f"], Rice(100, Decimal(1), 50))])
    found = rows(signed_in(cast.owner).get(HOME + query))
    assert {title: row.score for title, row in found.items()} == {
        "a": "40", "b": "", "c": "", "f": "",
    }  # fmt: skip
    mine = signed_in(cast.owner).get("/my-work/").context["page"].groups[0].rows
    assert [row.score for row in mine] == ["40", "", "", ""]


def test_rows_of_a_retired_product_are_only_read(cast, signed_in, items):
    make_items(cast.swaps, "z")
    period = StagePeriod.objects.open().get(product=cast.planner)
    StagePeriod.objects.filter(pk=period.pk).update(stage=Stage.RETIRED)
    page = signed_in(cast.owner).get(HOME)
    text = page.content.decode()
    assert "Move SS-1" in text
    assert "Move CP-1" not in text
    assert 'aria-label="CP-1"' not in text
    assert "aria-label=CP-1" not in text
    assert '<option value="crew-planner">Crew planner' not in text.split('id="qa-product"')[1]
    own = signed_in(cast.owner).get("/products/crew-planner/backlog/")
    assert not own.context["page"].can_edit
    assert rows(own)["a"].is_kept
