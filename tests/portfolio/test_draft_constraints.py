"""One forbidden row for each rule the database keeps about drafts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone

from people.models import Person
from portfolio.models import (
    Draft,
    DraftCluster,
    DraftComment,
    DraftLock,
    DraftMove,
    DraftRationale,
    DraftSuggestion,
    MoveKind,
)
from products.models import Cluster, Product
from tests.builders import make_person, make_product
from tests.constraints import named, refused_by

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Setting:
    """What a forbidden row needs around it."""

    by: Person
    product: Product
    draft: Draft

    @property
    def cluster(self) -> Cluster:
        return self.product.cluster


def draft(by: Person, **fields: object) -> Draft:
    row = {"name": "Relief", "made_by": by, "base_taken_at": timezone.now()}
    return Draft.objects.create(**{**row, **fields})


def move(s: Setting, **fields: object) -> DraftMove:
    row = {"draft": s.draft, "by": s.by, "at": timezone.now()}
    return DraftMove.objects.create(**{**row, **fields})


def product_move(s: Setting) -> DraftMove:
    return move(s, kind=MoveKind.PRODUCT, product=s.product, cluster=s.cluster)


def owner_move(s: Setting) -> DraftMove:
    return move(s, kind=MoveKind.OWNER, cluster=s.cluster)


def new_cluster(s: Setting, name: str = "Its own") -> DraftCluster:
    return DraftCluster.objects.create(draft=s.draft, name=name)


def new_owner_moves(s: Setting) -> None:
    fresh = new_cluster(s)
    for _ in range(2):
        move(s, kind=MoveKind.OWNER, new_cluster=fresh)


def lock(s: Setting, **fields: object) -> DraftLock:
    return DraftLock.objects.create(**{"draft": s.draft, "by": s.by, "reason": "Dana.", **fields})


def rationale(s: Setting, **fields: object) -> DraftRationale:
    row = {"draft": s.draft, "cluster": s.cluster, "kinds": ["users"], "sentence": "Same people."}
    return DraftRationale.objects.create(**{**row, "by": s.by, **fields})


def suggestion(s: Setting, **fields: object) -> DraftSuggestion:
    row = {"draft": s.draft, "by": s.by, "asked_at": timezone.now(), **fields}
    return DraftSuggestion.objects.create(**row)


CASES = {
    "draft_suggestion_one_waiting": lambda s: [suggestion(s), suggestion(s)],
    "draft_suggestion_state_known": lambda s: suggestion(
        s, state="lost", answered_at=timezone.now()
    ),
    "draft_suggestion_answered_has_time": lambda s: suggestion(s, state="done"),
    "draft_has_name": lambda s: draft(s.by, name=""),
    "draft_state_known": lambda s: draft(s.by, state="lost", closed_at=timezone.now()),
    "draft_closed_has_time": lambda s: draft(s.by, state="applied"),
    "draft_cluster_has_name": lambda s: new_cluster(s, ""),
    "draft_comment_says_something": lambda s: DraftComment.objects.create(
        draft=s.draft, by=s.by, at=timezone.now(), text=""
    ),
    "draft_lock_cluster_once": lambda s: [lock(s, cluster=s.cluster), lock(s, cluster=s.cluster)],
    "draft_lock_product_once": lambda s: [lock(s, product=s.product), lock(s, product=s.product)],
    "draft_lock_of_one_with_reason": lambda s: lock(s, cluster=s.cluster, reason=""),
    "draft_move_shape": lambda s: move(s, kind=MoveKind.PRODUCT, product=s.product),
    "draft_move_product_once": lambda s: [product_move(s), product_move(s)],
    "draft_move_cluster_once": lambda s: [owner_move(s), owner_move(s)],
    "draft_move_new_cluster_once": new_owner_moves,
    "draft_rationale_unique": lambda s: [rationale(s), rationale(s)],
    "draft_rationale_of_one_cluster": lambda s: rationale(s, cluster=None),
    "draft_rationale_says_why": lambda s: rationale(s, kinds=[]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    by = make_person()
    setting = Setting(by, make_product(), draft(by))
    assert refused_by(lambda: CASES[name](setting)) == name


def test_every_constraint_is_tried() -> None:
    assert {name for name in named("portfolio") if name.startswith("draft_")} == set(CASES)
