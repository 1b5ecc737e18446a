"""The yearly question: answered, corrected, kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from people.queries import today
from products.models import InvestmentAnswer
from tests.builders import set_stage, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
PAGE = "/products/crew-planner/investment/"
THERE = "/products/crew-planner/?tab=lifecycle"


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    set_stage(cast.planner, "maturity", date(2024, 6, 1))
    return sign_in(client, cast.owner)


def test_an_answer_counts_for_a_year_and_is_kept(cast: Cast, owner: Client) -> None:
    page = owner.get(THERE).context["page"]
    assert page.question_words == "Due since 1 June 2024"
    assert {check.words: check.is_done for check in page.checks}[
        "The yearly question answered"
    ] is False
    data = {"answer": "reduce", "on": "2025-03-01", "reason": "Fewer crews."}
    assert owner.post(PAGE, data)["Location"] == THERE
    owner.post(PAGE, {**data, "on": today(), "answer": "retire"})
    owner.post(PAGE, {**data, "on": today(), "answer": "continue", "reason": "More crews."})
    rows = InvestmentAnswer.objects.values_list("answer", "answered_on", "answered_by__name")
    assert list(rows) == [
        ("continue", today(), cast.owner.name),
        ("reduce", date(2025, 3, 1), cast.owner.name),
    ]
    page = owner.get(THERE).context["page"]
    assert page.question_words.startswith("Asked again on")
    assert [line.answer for line in page.answers] == ["Continue", "Reduce"]
    past = owner.get("/products/crew-planner/", {
        "tab": "lifecycle", "at": "2025-q1",
    }).context["page"]  # fmt: skip
    assert [line.answer for line in past.answers] == ["Reduce"]
    assert past.question_url == ""


@pytest.mark.parametrize(
    "change", [{"answer": ""}, {"answer": "perhaps"}, {"reason": " "}, {"on": "2999-01-01"}]
)
def test_a_wrong_answer_is_refused(owner: Client, change: dict[str, str]) -> None:
    data = {"answer": "continue", "on": "2026-03-01", "reason": "x", **change}
    assert owner.post(PAGE, data).status_code == 422
    assert not InvestmentAnswer.objects.exists()
