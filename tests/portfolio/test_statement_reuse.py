"""A statement kept for a moment answers for each product what a fresh one would."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.queries import today
from portfolio.kernel.moments import Moment, moment_for
from portfolio.queries.product_row import _row, product_row
from portfolio.queries.reuse import first_of
from products.values import Stage
from tests.builders import set_stage
from tests.harness.people import Cast


def moments() -> list[Moment]:
    now = today()
    return [moment_for(None, now), moment_for("2025 Q1", now), moment_for("2024 Q2", now)]


def test_every_product_at_every_moment_is_told_as_by_a_fresh_statement(cast: Cast) -> None:
    set_stage(cast.planner, Stage.GROWTH, date(2025, 2, 1))
    for moment in moments():
        for product in (cast.planner, cast.swaps, cast.payslips):
            fresh = _row(product.slug, moment).first()
            assert fresh is not None
            assert fresh["product__name"] == product.name
            for _ in range(2):
                assert first_of(_row, product.slug, moment) == fresh


def test_a_change_shows_in_the_next_answer(cast: Cast) -> None:
    moment = moment_for(None, today())
    before = product_row(cast.planner.slug, moment)["stage"]
    set_stage(cast.planner, Stage.GROWTH, today() - timedelta(days=1))
    assert (before, product_row(cast.planner.slug, moment)["stage"]) == ("introduction", "growth")


@pytest.mark.parametrize("slug", ["nothing", "", "%s", "a'b"])
def test_a_slug_there_is_none_of_finds_nothing(cast: Cast, slug: str) -> None:
    assert first_of(_row, slug, moment_for(None, today())) is None
