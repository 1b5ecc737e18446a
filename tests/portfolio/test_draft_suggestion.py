"""Moves suggested for a draft: asked for, worked out, taken in, refused; by the worker, too."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolio.actions.draft_moves import give_cluster
from portfolio.actions.draft_solving import ATTEMPTS, work_out
from portfolio.actions.draft_suggestions import ask_for_suggestion
from portfolio.actions.draft_terms import lock_thing
from portfolio.actions.drafts import create_draft
from portfolio.models import Draft, DraftMove, DraftSuggestion
from products.models import Cluster
from tests.builders import make_person, make_product, own, set_stage, sign_in
from tests.harness.jobs import Worker

LONG_AGO = date(2024, 1, 1)


def test_no_page_loads_the_solver() -> None:
    code = (
        "import django, sys; django.setup(); import portfolio.urls; print('ortools' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]


class Portfolio:
    """Olga owns two products in growth, Gus one that is stable; Lea leads."""

    def __init__(self) -> None:
        self.lea = make_person("Lea Leader", is_leadership=True)
        self.olga, self.gus = make_person("Olga"), make_person("Gus")
        self.clusters: dict[str, Cluster] = {}
        for name, stage, owner in (
            ("Tides", "growth", self.olga),
            ("Winds", "growth", self.olga),
            ("Sands", "maturity", self.gus),
        ):
            product = make_product(name)
            set_stage(product, stage, LONG_AGO)
            own(owner, product)
            self.clusters[name] = product.cluster
        self.draft = create_draft(self.lea, name="Relief", is_shared=True)

    def url(self) -> str:
        return reverse("portfolio:draft-suggestion", args=[self.draft.pk])

    def answered(self, **limits: object) -> DraftSuggestion:
        row = work_out(ask_for_suggestion(self.lea, self.draft, limits).pk)
        assert row is not None
        return row


@pytest.fixture
def portfolio(db: None) -> Portfolio:
    return Portfolio()


def drafted(draft: Draft) -> list[tuple[str, str]]:
    rows = DraftMove.objects.standing().filter(draft=draft).order_by("pk")
    return [(row.cluster.name, row.person.name) for row in rows if row.cluster and row.person]


def test_it_is_worked_out_by_the_worker_and_taken_into_the_draft(
    client, celery_worker: Worker, transactional_db: None
) -> None:
    portfolio = Portfolio()
    visitor = sign_in(client, portfolio.lea)
    answer = visitor.post(portfolio.url(), {"receivers": "owners", "may_split": "on"})
    assert (answer.status_code, answer.url) == (302, portfolio.url())
    celery_worker.wait_until(lambda: DraftSuggestion.objects.filter(state="done").exists())
    text = visitor.get(portfolio.url()).content.decode()
    assert "1 move brings everybody within the ceiling. Fewer would not do;" in text
    assert "Winds from Olga to Gus" in text or "Tides from Olga to Gus" in text
    row = DraftSuggestion.objects.get()
    assert (row.answer["is_fewest"], row.answer["baseline"], row.attempts) == (True, 1, 1)
    work_out(row.pk)  # the message delivered twice
    assert DraftSuggestion.objects.get().attempts == 1
    taken = visitor.post(f"{portfolio.url()}{row.pk}/adoption/", {"moves": ["0"]})
    assert taken.status_code == 302
    assert [person for _, person in drafted(portfolio.draft)] == ["Gus"]
    again = visitor.post(f"{portfolio.url()}{row.pk}/adoption/", {"moves": ["0"]})
    assert again.status_code == 422
    assert len(drafted(portfolio.draft)) == 1


def test_it_begins_from_the_draft_and_keeps_to_its_locks(portfolio: Portfolio) -> None:
    lock_thing(portfolio.lea, portfolio.draft, portfolio.clusters["Winds"], "Olga built it.")
    moves = portfolio.answered().answer["moves"]
    assert [move["cluster"] for move in moves] == [portfolio.clusters["Tides"].pk]
    give_cluster(portfolio.lea, portfolio.draft, portfolio.clusters["Tides"], portfolio.gus)
    assert portfolio.answered().answer["moves"] == []


def test_what_stands_in_the_way_is_said_with_its_numbers(client, portfolio: Portfolio) -> None:
    growth = make_product("Dunes")
    set_stage(growth, "growth", LONG_AGO)
    own(portfolio.gus, growth)
    portfolio.answered()
    text = sign_in(client, portfolio.lea).get(portfolio.url()).content.decode()
    assert "There is no way" in text
    assert "3 active products, and those who may carry them have 2 places." in text
    assert DraftMove.objects.count() == 0


def test_a_move_drafted_elsewhere_meanwhile_is_a_conflict_and_nothing_is_taken(
    client, portfolio: Portfolio
) -> None:
    row = portfolio.answered()
    cluster = Cluster.objects.get(pk=row.answer["moves"][0]["cluster"])
    give_cluster(portfolio.lea, portfolio.draft, cluster, portfolio.lea)
    url = f"{portfolio.url()}{row.pk}/adoption/"
    answer = sign_in(client, portfolio.lea).post(url, {"moves": ["0"]})
    assert answer.status_code == 409
    assert drafted(portfolio.draft) == [(cluster.name, "Lea Leader")]
    assert DraftSuggestion.objects.get().adopted_at is None


@pytest.mark.parametrize("given", [{}, {"receivers": "gods"}, {"receivers": "owners", "most": "0"}])
def test_nonsense_is_refused(client, portfolio: Portfolio, given: dict[str, str]) -> None:
    assert sign_in(client, portfolio.lea).post(portfolio.url(), given).status_code == 422
    assert DraftSuggestion.objects.count() == 0


@pytest.mark.parametrize("moves", [[], ["7"], ["x"]])
def test_only_moves_of_the_suggestion_are_taken(client, portfolio: Portfolio, moves) -> None:
    url = f"{portfolio.url()}{portfolio.answered().pk}/adoption/"
    assert sign_in(client, portfolio.lea).post(url, {"moves": moves}).status_code == 422
    assert DraftMove.objects.count() == 0


def test_asked_again_while_waiting_it_is_the_same_one(portfolio: Portfolio) -> None:
    first = ask_for_suggestion(portfolio.lea, portfolio.draft, {})
    assert ask_for_suggestion(portfolio.lea, portfolio.draft, {"most": 1}) == first
    assert DraftSuggestion.objects.get().limits == {}


def test_one_that_ends_its_workers_fails_in_the_end(client, portfolio: Portfolio) -> None:
    row = ask_for_suggestion(portfolio.lea, portfolio.draft, {})
    DraftSuggestion.objects.update(attempts=ATTEMPTS)
    assert work_out(row.pk).state == "failed"
    text = sign_in(client, portfolio.lea).get(portfolio.url()).content.decode()
    assert "It could not be worked out in three attempts" in text


def test_a_closed_draft_asks_for_nothing(client, portfolio: Portfolio) -> None:
    Draft.objects.update(state="discarded", closed_at=timezone.now())
    answer = sign_in(client, portfolio.lea).post(portfolio.url(), {"receivers": "owners"})
    assert answer.status_code == 422
    assert DraftSuggestion.objects.count() == 0
