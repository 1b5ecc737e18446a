"""What is promised about a cluster's ownership, as the lines under its owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from people.models import Person
from people.permissions import sees_everything
from portfolio.calculations.care import progress_words
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.queries.care_facts import care_of
from products.permissions import owns
from products.queries.promises import Promise, promise_of


@dataclass(frozen=True)
class PromiseLine:
    """One sentence; `url` leads to what it is about, for those who may open it."""

    words: str
    url: str = ""


def promise_lines(
    cluster_id: int, moment: Moment, person: Person, promise: Promise | None = None
) -> list[PromiseLine]:
    """When the owner last confirmed, who stands in, what is asked and what is agreed.

    `promise` is read here unless the page has read it with something else.
    """
    promise = promise or promise_of(cluster_id, moment.on)
    sees = sees_everything(person) or owns(person, cluster_id)
    return [
        *_standing(promise, moment),
        *_changing(promise, moment, sees),
        *_care(cluster_id, moment),
    ]


def _care(cluster_id: int, moment: Moment) -> Iterator[PromiseLine]:
    """How far it is on its way into care, as long as a step is open; of today only."""
    if moment.is_past:
        return
    care = care_of([cluster_id], moment.on)[cluster_id]
    if any(not state.is_done for state in care.states):
        url = reverse("portfolio:care", args=[care.facts.slug])
        yield PromiseLine(f"Bring into care: {progress_words(care.states)}", url)


def _standing(promise: Promise, moment: Moment) -> Iterator[PromiseLine]:
    if promise.confirmed_on:
        yield PromiseLine(f"Confirmed {day(promise.confirmed_on)}")
    if promise.deputy:
        yield PromiseLine(
            f"{promise.deputy} stands in until {day(promise.deputy_until, moment.on)}"
        )


def _changing(promise: Promise, moment: Moment, sees: bool) -> Iterator[PromiseLine]:
    if moment.is_past:
        return
    if promise.asked and promise.asked_on:
        url = reverse("products:confirmation", args=[promise.asked])
        words = f"Asked on {day(promise.asked_on, moment.on)} whether it is still theirs"
        yield PromiseLine(words, url if sees else "")
    if promise.handover:
        url = reverse("reviews:handover-detail", args=[promise.handover])
        words = f"{promise.taker} was asked to take over on {day(promise.effective_on, moment.on)}"
        yield PromiseLine(words, url if sees else "")
    if promise.planned:
        yield PromiseLine(f"{promise.planned} takes over on {day(promise.planned_on, moment.on)}")
