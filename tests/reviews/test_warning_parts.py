"""The night looks at the portfolio in parts, and finds what one look at everything finds."""

from __future__ import annotations

from datetime import date

import pytest

from products.queries import policy_on
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning
from reviews.queries.warning_reach import parts
from reviews.rules.finding import Scope
from reviews.rules.registry import find_all
from tests.builders import make_cluster, make_person, make_product, own

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 10)


def told() -> set[tuple[str, int | None, int | None, int | None]]:
    rows = PortfolioWarning.objects.open()
    return set(rows.values_list("rule", "person_id", "cluster_id", "product_id"))


def test_parts_find_what_the_whole_finds() -> None:
    for number in range(3):
        make_product(f"Orphan {number}")
    for _ in range(2):
        owner, cluster = make_person(), make_cluster()
        for place in range(2):
            make_product(f"{owner.name} {place}", cluster)
        own(owner, cluster)
    found = parts(2)
    assert [len(one.cluster_ids) for one in found] == [2, 2, 1]
    assert [len(one.person_ids) for one in found] == [1, 1, 0]
    for part in found:
        evaluate_and_store(DAY, part)
    in_parts = told()
    whole = find_all(Scope(DAY, policy_on(DAY)))
    assert len(in_parts) == len(whole) == PortfolioWarning.objects.count()
    assert {one.rule for one in whole} >= {"orphan", "ownership_load", "stage_outstayed"}
    again = evaluate_and_store(DAY)
    assert (again.opened, again.resolved, told()) == (0, 0, in_parts)


def test_nothing_has_no_parts() -> None:
    assert parts() == []
