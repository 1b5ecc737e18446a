"""The five steps of care as a table: what makes each done, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.values import Dimension, MetricPolicy
from portfolio.calculations.care import (
    CareFacts,
    CareStep,
    ProductCare,
    care_steps,
    first_open,
    progress_words,
)

EVERY = tuple(Dimension)
BARE = ProductCare("fax", "Fax")
CARED = ProductCare("fax", "Fax", use_cases=1, dimensions=EVERY)
ORPHAN = CareFacts("fax", (BARE,))
WHOLE = CareFacts("fax", (CARED,), owner="Ann", items=1, meeting_on=date(2027, 1, 11))
TWO = (CARED, ProductCare("relay", "Relay", 1, EVERY[:2]))


@pytest.mark.parametrize(
    ("facts", "step", "is_done", "note"),
    [
        (ORPHAN, "owner", False, "nobody answers for it"),
        (replace(ORPHAN, asked="Ann"), "owner", False, "Ann was asked, no answer yet"),
        (replace(ORPHAN, agreed="Ann", agreed_on=date(2026, 12, 1)), "owner", True,
         "Ann, from 1 Dec 2026"),
        (replace(ORPHAN, owner="Ann", asked="Bo"), "owner", True, "Ann"),
        (ORPHAN, "users", False, "no use case yet"),
        (WHOLE, "users", True, "1 use case"),
        (replace(WHOLE, products=(CARED, BARE)), "users", False, "1 use case; open for Fax"),
        (ORPHAN, "backlog", False, "nothing is waiting yet"),
        (replace(ORPHAN, items=1), "backlog", True, "1 open item"),
        (ORPHAN, "metrics", False, "no metric yet"),
        (replace(WHOLE, products=(replace(CARED, dimensions=EVERY[:2]),)), "metrics", False,
         "2 metrics"),
        (replace(WHOLE, products=(replace(CARED, dimensions=(EVERY[0],) * 3),)), "metrics", False,
         "3 metrics"),
        (WHOLE, "metrics", True, "3 metrics"),
        (replace(WHOLE, products=(replace(CARED, dimensions=(*EVERY, *EVERY[:2])),)), "metrics",
         True, "5 metrics"),
        (replace(WHOLE, products=(replace(CARED, dimensions=(*EVERY, *EVERY)),)), "metrics", False,
         "6 metrics"),
        (replace(WHOLE, products=TWO), "metrics", False, "5 metrics; open for Relay"),
        (ORPHAN, "review", False, "no date yet"),
        (WHOLE, "review", True, "on 11 Jan 2027"),
        (replace(ORPHAN, held_on=date(2026, 10, 8)), "review", True, "held on 8 Oct 2026"),
    ],
)  # fmt: skip
def test_a_step_is_done_when_the_data_says_so(facts, step, is_done, note) -> None:
    found = {state.step.value: state for state in care_steps(facts, MetricPolicy())}[step]
    assert (found.is_done, found.note) == (is_done, note)


def test_the_policy_says_how_many_metrics() -> None:
    strict = MetricPolicy(fewest=4)
    assert not care_steps(WHOLE, strict)[3].is_done


def test_where_to_go_on() -> None:
    states = care_steps(replace(ORPHAN, asked="Ann", items=2), MetricPolicy())
    assert progress_words(states) == "1 of 5 steps done"
    assert first_open(states) is CareStep.OWNER
    assert first_open(states, CareStep.OWNER) is CareStep.USERS
    assert first_open(states, CareStep.USERS) is CareStep.METRICS
    assert first_open(states, CareStep.REVIEW) is CareStep.OWNER
    assert first_open(care_steps(WHOLE, MetricPolicy())) is None
    assert care_steps(replace(WHOLE, products=()), MetricPolicy()) == ()


def test_only_products_that_lack_something_are_open() -> None:
    states = care_steps(replace(WHOLE, products=TWO), MetricPolicy())
    assert [state.open_for for state in states] == [(), (), (), ("relay",), ()]
