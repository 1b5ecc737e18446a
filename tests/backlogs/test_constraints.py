"""One forbidden row for each rule the database keeps about backlogs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from backlogs.actions import add_item
from backlogs.models import DefaultView, Item, Outcome, SavedView, Score, StateEvent
from tests.backlogs.act_rows import ACT_ROWS
from tests.backlogs.outcome_review_rows import OUTCOME_REVIEW_ROWS
from tests.backlogs.roadmap_rows import ROADMAP_ROWS
from tests.backlogs.talk import FORBIDDEN
from tests.builders import make_metric, make_person, make_product
from tests.constraints import missing, refused_by

pytestmark = pytest.mark.django_db


def like(item: Item, **fields: object) -> Item:
    now = timezone.now()
    row = {
        "product": item.product, "cluster": item.cluster, "number": 99, "title": "x",
        "rank": item.rank + 7, "created_at": now, "touched_at": now,
    }  # fmt: skip
    return Item.objects.create(**{**row, **fields})


def event(item: Item, **fields: object) -> StateEvent:
    row = {"item": item, "product": item.product, "at": timezone.now(), "to_state": "ready"}
    return StateEvent.objects.create(**{**row, **fields})


def view(item: Item, **fields: object) -> SavedView:
    row = {"cluster": item.cluster, "name": "Stale fixes"}
    return SavedView.objects.create(**{**row, **fields})


def two_defaults(item: Item) -> None:
    person, mine = make_person("Pia"), view(item)
    for _ in range(2):
        DefaultView.objects.create(person=person, cluster=item.cluster, view=mine)


def outcome(item: Item, **fields: object) -> Outcome:
    row = {
        "item": item, "statement": "Less waiting", "metric": make_metric(item.product),
        "value_from": 60, "value_to": 80, "due_on": "2027-06-30",
    }  # fmt: skip
    return Outcome.objects.create(**{**row, **fields})


def rice(item: Item, **fields: object) -> Score:
    row = {"item": item, "scheme": "rice", "reach": 800, "impact": 2, "confidence": 80}
    return Score.objects.create(**{**row, **fields})


def wsjf(item: Item, **fields: object) -> Score:
    row = {"scheme": "wsjf", "business_value": 8, "time_criticality": 5, "risk_reduction": 3}
    return Score.objects.create(**{"item": item, **row, **fields})


CASES = {
    "item_rank_unique": lambda item: like(item, rank=item.rank),
    "item_number_unique": lambda item: like(item, number=item.number),
    "item_has_title": lambda item: like(item, title=""),
    "item_type_known": lambda item: like(item, type="wish"),
    "item_dimension_known": lambda item: like(item, dimension="glory"),
    "item_state_known": lambda item: like(item, state="asleep"),
    "state_event_states_known": lambda item: event(item, to_state="asleep"),
    "state_event_is_a_change": lambda item: event(item, from_state="ready"),
    "saved_view_name_unique": lambda item: [view(item), view(item, name="STALE FIXES")],
    "saved_view_has_name": lambda item: view(item, name=""),
    "saved_view_is_somebodys": lambda item: view(item, cluster=None),
    "default_view_unique": two_defaults,
    "state_event_drop_has_reason": lambda item: event(item, to_state="dropped"),
    **FORBIDDEN,
    **ACT_ROWS,
    "outcome_changes_something": lambda item: outcome(item, value_to=60),
    "outcome_one_target": lambda item: outcome(item, key_result_id=1),
    "outcome_target_complete": lambda item: outcome(item, due_on=None),
    "outcome_says_something": lambda item: Outcome.objects.create(item=item, statement=""),
    "score_one_per_scheme": lambda item: (rice(item), rice(item)),
    "score_complete": lambda item: rice(item, business_value=8),
    "score_rice_in_range": lambda item: rice(item, confidence=101),
    "score_wsjf_in_range": lambda item: wsjf(item, risk_reduction=21),
    **ROADMAP_ROWS,
    **OUTCOME_REVIEW_ROWS,
}


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    item = add_item(None, make_product(), title="Rest rule")
    assert refused_by(lambda: CASES[name](item)) == name


def test_every_constraint_is_tried() -> None:
    assert missing("backlogs", CASES) == set()
