"""The design table's pages: read, moved on without scripts and with, refused, out of reach."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portfolio.actions.draft_moves import give_cluster
from portfolio.actions.draft_terms import lock_thing
from portfolio.actions.drafts import create_draft
from portfolio.models import Draft, DraftComment, DraftLock, DraftMove, DraftRationale
from products.models import Handover, Ownership, Placement
from tests.builders import make_person, sign_in

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def visitor(client, cast):
    return sign_in(client, cast.leader)


@pytest.fixture
def draft(cast) -> Draft:
    return create_draft(cast.leader, name="Relief for Olga", is_shared=True)


def at(name: str, draft: Draft, *more: int) -> str:
    return reverse(name, args=[draft.pk, *more])


def try_move(visitor, draft, **values):
    return visitor.post(at("portfolio:draft-move", draft), values)


def test_a_draft_begins_and_is_listed_beside_today(visitor):
    answer = visitor.post(reverse("portfolio:draft-create"), {"name": "Relief", "note": "Why."})
    draft = Draft.objects.get()
    assert (answer.status_code, answer.url) == (302, at("portfolio:draft-detail", draft))
    text = visitor.get(reverse("portfolio:draft-list")).content.decode()
    assert "Relief" in text
    assert "private" in text
    assert visitor.post(reverse("portfolio:draft-create"), {"name": ""}).status_code == 422


def test_the_board_shows_whom_a_move_concerns(visitor, cast, draft):
    assert (
        "Nobody is beyond the ceiling"
        not in visitor.get(at("portfolio:draft-detail", draft)).content.decode()
    )
    give_cluster(cast.leader, draft, cast.payroll, cast.owner)
    text = visitor.get(at("portfolio:draft-detail", draft)).content.decode()
    for words in ("Olga Owner", "Otto Other", "Payslips", "Payslips from Otto Other to Olga Owner"):
        assert words in text


def test_a_product_moves_by_form_and_by_fragment(visitor, cast, draft):
    answer = try_move(
        visitor, draft, thing="product:payslips", to="cluster:rostering", seen="payslips"
    )
    assert (answer.status_code, answer.url) == (302, at("portfolio:draft-detail", draft))
    answer = visitor.post(
        at("portfolio:draft-move", draft),
        {
            "thing": "cluster:rostering",
            "to": "person:otto-other",
            "seen": "olga-owner",
            "q": "Olga",
        },
        headers=FRAGMENT,
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith('<div id="design">')
    assert "Rostering from Olga Owner to Otto Other" in text
    assert 'value="Olga"' in text
    assert Placement.objects.filter(product=cast.payslips).get().cluster == cast.payroll


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"thing": "product:crew-planner", "to": "person:olga-owner"}, 422, "goes to a cluster"),
        ({"thing": "cluster:rostering", "to": "cluster:payslips"}, 422, "goes to a person"),
        ({"thing": "product:nothing", "to": "cluster:rostering"}, 404, "no such product"),
        ({"thing": "cluster:+99", "to": "person:"}, 404, "no such cluster"),
        ({"thing": "cluster:rostering", "to": "person:nobody"}, 404, "no such person"),
        ({"thing": "cluster:rostering", "to": "there"}, 422, "Choose a place"),
        ({"thing": "product:payslips", "to": "new:olga-owner"}, 422, "stands alone already"),
        ({"thing": "cluster:rostering", "to": "person:", "seen": "otto-other"}, 409, "meanwhile"),
    ],
)
def test_a_move_that_cannot_be_tried_is_told_on_the_board(visitor, draft, values, status, words):
    answer = try_move(visitor, draft, **values)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert DraftMove.objects.count() == 0


def test_places_are_offered_with_what_they_do_to_loads(visitor, draft):
    text = visitor.get(
        at("portfolio:draft-move", draft), {"thing": "cluster:payslips"}
    ).content.decode()
    assert "Olga Owner" in text
    assert 'value="person:olga-owner"' in text
    text = visitor.get(
        at("portfolio:draft-move", draft), {"thing": "product:shift-swaps", "q": "pay"}
    ).content.decode()
    assert 'value="cluster:payslips"' in text
    assert (
        visitor.get(at("portfolio:draft-move", draft), {"thing": "cluster:none"}).status_code == 404
    )


def test_split_off_give_and_step_back(visitor, cast, draft):
    try_move(
        visitor, draft, thing="product:shift-swaps", to="new:", name="Swaps", person="otto-other"
    )
    text = visitor.get(at("portfolio:draft-detail", draft)).content.decode()
    assert "Shift swaps from Rostering to Swaps, new, Otto Other accountable" in text
    visitor.post(at("portfolio:draft-step-back", draft))
    assert DraftMove.objects.count() == 0
    try_move(visitor, draft, thing="cluster:rostering", to="person:")
    visitor.post(at("portfolio:draft-move-removal", draft, DraftMove.objects.get().pk))
    assert DraftMove.objects.count() == 0


def test_locks_comments_and_reasons(visitor, cast, draft):
    visitor.post(
        at("portfolio:draft-lock", draft),
        {"thing": "cluster:rostering", "reason": "Olga knows it."},
    )
    assert "Olga knows it." in visitor.get(at("portfolio:draft-detail", draft)).content.decode()
    assert try_move(visitor, draft, thing="cluster:rostering", to="person:").status_code == 422
    visitor.post(at("portfolio:draft-lock-removal", draft, DraftLock.objects.get().pk))
    assert not DraftLock.objects.exists()
    assert (
        visitor.post(at("portfolio:draft-lock", draft), {"thing": "cluster:rostering"}).status_code
        == 422
    )
    assert (
        visitor.post(at("portfolio:draft-comment", draft), {"text": "Ask Olga."}).status_code == 302
    )
    assert visitor.post(at("portfolio:draft-comment", draft), {"text": " "}).status_code == 422
    assert DraftComment.objects.get().text == "Ask Olga."
    said = {"cluster": "payslips", "kinds": ["users"], "sentence": "Same people."}
    assert visitor.post(at("portfolio:draft-rationale", draft), said).status_code == 302
    assert (
        visitor.post(at("portfolio:draft-rationale", draft), said | {"kinds": []}).status_code
        == 422
    )
    assert DraftRationale.objects.get().kinds == ["users"]


def test_applied_from_the_page_and_then_read_only(visitor, cast, draft):
    give_cluster(cast.leader, draft, cast.payroll, cast.owner)
    draft.refresh_from_db()
    text = visitor.get(at("portfolio:draft-application", draft)).content.decode()
    assert "Payslips from Otto Other to Olga Owner" in text
    values = {"moves": [DraftMove.objects.get().pk], "version": draft.version}
    assert (
        visitor.post(at("portfolio:draft-application", draft), {**values, "version": 0}).status_code
        == 409
    )
    assert (
        visitor.post(
            at("portfolio:draft-application", draft), {"version": draft.version}
        ).status_code
        == 422
    )
    assert visitor.post(at("portfolio:draft-application", draft), values).status_code == 302
    asked = Handover.objects.get()
    assert (asked.cluster, asked.taker) == (cast.payroll, cast.owner)
    assert Ownership.objects.open().get(cluster=cast.payroll).person == cast.stranger_owner
    text = visitor.get(at("portfolio:draft-detail", draft)).content.decode()
    assert "Olga Owner is asked to take it over." in text
    assert "data-design" not in text
    assert try_move(visitor, draft, thing="cluster:rostering", to="person:").status_code == 422


def test_reworded_and_put_away(visitor, draft):
    values = {"name": "Other", "note": "", "version": 1}
    assert visitor.post(at("portfolio:draft-edit", draft), values).status_code == 302
    assert (
        visitor.post(at("portfolio:draft-edit", draft), values | {"name": "Older"}).status_code
        == 409
    )
    assert visitor.get(at("portfolio:draft-edit", draft)).status_code == 200
    visitor.post(at("portfolio:draft-dismissal", draft))
    draft.refresh_from_db()
    assert (draft.name, draft.state) == ("Other", "discarded")


def test_a_private_draft_is_its_authors(client, cast, draft):
    private = create_draft(cast.leader, name="Mine")
    other = sign_in(client, make_person("Second leader", is_leadership=True))
    assert other.get(at("portfolio:draft-detail", private)).status_code == 404
    assert other.get(at("portfolio:draft-detail", draft)).status_code == 200
    assert "Mine" not in other.get(reverse("portfolio:draft-list")).content.decode()


def test_drafts_are_compared(visitor, cast, draft):
    second = create_draft(cast.leader, name="Second")
    give_cluster(cast.leader, draft, cast.payroll, cast.owner)
    url = reverse("portfolio:draft-comparison")
    text = visitor.get(url, {"draft": [draft.pk, second.pk]}).content.decode()
    assert "Olga Owner" in text
    assert "Second" in text


def test_statements_stay_the_same(visitor, cast, draft, django_assert_max_num_queries):
    for number in range(4):
        lock_thing(cast.leader, draft, cast.planner, f"Reason {number}")
        give_cluster(cast.leader, draft, cast.payroll, [cast.owner, cast.employee][number % 2])
        create_draft(cast.leader, name=f"Draft {number}")
    with django_assert_max_num_queries(33):
        visitor.get(at("portfolio:draft-detail", draft))
    with django_assert_max_num_queries(33):
        visitor.get(reverse("portfolio:draft-list"))


def test_what_is_past_is_only_read(visitor, draft):
    answer = visitor.post(
        at("portfolio:draft-move", draft) + "?at=2026-q2", {"thing": "x", "to": "person:"}
    )
    assert answer.status_code == 409
    assert visitor.get(at("portfolio:draft-detail", draft), {"at": "2026-q2"}).status_code == 200
    assert (
        lock_url(draft)
        not in visitor.get(at("portfolio:draft-detail", draft), {"at": "2026-q2"}).content.decode()
    )


def lock_url(draft: Draft) -> str:
    return at("portfolio:draft-lock", draft)
