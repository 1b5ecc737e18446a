"""Split signals on the design table: what a draft would clear, and what it would bring."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.queries import today
from portfolio.actions.draft_moves import move_product, split_product
from portfolio.actions.drafts import create_draft
from portfolio.models import Draft
from portfolio.queries.draft_signals import signal_lines
from portfolio.queries.drafts import drafted, world_on
from products.actions.weight import mark_strategic
from products.models import Product
from tests.builders import make_product
from tests.harness.people import Cast
from tests.reviews.test_split_signals import crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return create_draft(cast.leader, name="Relief")


def told(draft: Draft) -> list[tuple[str, bool]]:
    found = drafted(Draft.objects.get(pk=draft.pk), world_on(today()))
    return [(line.words, line.is_new) for line in signal_lines(found)]


def test_what_goes_when_the_crowding_product_leaves(cast: Cast, draft: Draft) -> None:
    crowd(cast)
    assert told(draft) == []
    split_product(cast.leader, draft, Product.objects.get(pk=cast.planner.pk), None)
    (line,) = told(draft)
    assert line == (
        "Crew planner would no longer be one to split off from Rostering: crowding out.", False
    )  # fmt: skip


def test_what_comes_is_judged_by_what_was_shipped_elsewhere(cast: Cast, draft: Draft) -> None:
    crowd(cast)
    payslips = Product.objects.get(cluster=cast.payroll)
    swaps = Product.objects.get(pk=cast.swaps.pk)
    # Without the swaps nobody waits beside the planner; payslips ships nothing and waits for
    # nothing either, so its coming brings no crowding. Its mark comes with it.
    mark_strategic(cast.leader, payslips, date(2026, 1, 1), "The board asks.")
    move_product(cast.leader, draft, swaps, cast.payroll)
    assert told(draft) == [
        ("Payslips would be one to split off from Payslips: had they been together, it carries "
         f"strategic weight: {cast.leader.name} marked it strategic: The board asks.", True),
        ("Crew planner would no longer be one to split off from Rostering: crowding out.", False),
    ]  # fmt: skip


def test_work_done_apart_is_put_side_by_side(cast: Cast, draft: Draft) -> None:
    crowd(cast)
    split_product(cast.leader, draft, Product.objects.get(pk=cast.planner.pk), None, "Plans")
    draft.refresh_from_db()
    plans = draft.new_clusters.get()  # type: ignore[attr-defined]
    move_product(cast.leader, draft, Product.objects.get(pk=cast.swaps.pk), plans)
    # Both are in a new cluster now: the same signal of the same product, neither come nor gone.
    assert told(draft) == []


def test_statements_do_not_grow_with_the_moves(cast: Cast, draft: Draft) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            told(draft)
        return len(seen)

    crowd(cast)
    move_product(cast.leader, draft, Product.objects.get(pk=cast.planner.pk), cast.payroll)
    few = statements()
    for number in range(4):
        fresh = make_product(f"Fresh {number}")
        move_product(cast.leader, draft, fresh, cast.payroll)
    assert statements() == few
