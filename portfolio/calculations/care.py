"""The five steps of bringing a cluster into care, each done when the data says so (DOMAIN 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.calculations.sets import check_set
from metrics.values import Dimension, MetricPolicy
from portfolio.kernel.words import Word, counted, joined


class CareStep(Word):
    """The five steps, in their order."""

    OWNER = "owner", "Name an owner"
    USERS = "users", "Document users and key use cases"
    BACKLOG = "backlog", "Start a backlog"
    METRICS = "metrics", "Choose 3 to 5 metrics"
    REVIEW = "review", "Schedule the quarterly review"


@dataclass(frozen=True)
class ProductCare:
    """A living product: kinds of users with a key use case, and what its metrics speak for."""

    slug: str
    name: str
    use_cases: int = 0
    dimensions: tuple[Dimension, ...] = ()


@dataclass(frozen=True)
class CareFacts:
    """A cluster as of a day. `asked` has not answered yet; `agreed` takes over on `agreed_on`.

    `meeting_on` is the day of the earliest review meeting that is planned or under way, `held_on`
    that of the last one that was held.
    """

    slug: str
    products: tuple[ProductCare, ...]
    owner: str = ""
    asked: str = ""
    agreed: str = ""
    agreed_on: date | None = None
    items: int = 0
    meeting_on: date | None = None
    held_on: date | None = None


@dataclass(frozen=True)
class StepState:
    """Whether a step is done, in how many words, and the products (slugs) it is still open for."""

    step: CareStep
    is_done: bool
    note: str
    open_for: tuple[str, ...] = ()


def care_steps(facts: CareFacts, policy: MetricPolicy) -> tuple[StepState, ...]:
    """All five, in their order. A cluster without a living product has none: nothing to care for.

    Owner: somebody is accountable, or accepted to be from a day to come; being asked is not enough.
    Users: every living product names a kind of user with its key use case. Backlog: one open item.
    Metrics: every living product's set passes `check_set`. Review: one is planned or was held.
    """
    if not facts.products:
        return ()
    return (_owner(facts), _users(facts), _backlog(facts), _metrics(facts, policy), _review(facts))


def first_open(states: Sequence[StepState], after: CareStep | None = None) -> CareStep | None:
    """The first step that is not done; the first one behind `after` where there is any."""
    waiting = [state.step for state in states if not state.is_done]
    order = list(CareStep)
    later = [step for step in waiting if after and order.index(step) > order.index(after)]
    return next(iter([*later, *waiting]), None)


def progress_words(states: Sequence[StepState]) -> str:
    """`2 of 5 steps done`."""
    return f"{sum(state.is_done for state in states)} of {len(states)} steps done"


def _owner(facts: CareFacts) -> StepState:
    if facts.owner:
        return StepState(CareStep.OWNER, True, facts.owner)
    if facts.agreed and facts.agreed_on:
        return StepState(CareStep.OWNER, True, f"{facts.agreed}, from {_day(facts.agreed_on)}")
    note = f"{facts.asked} was asked, no answer yet" if facts.asked else "nobody answers for it"
    return StepState(CareStep.OWNER, False, note)


def _users(facts: CareFacts) -> StepState:
    lacking = [product for product in facts.products if not product.use_cases]
    cases = sum(product.use_cases for product in facts.products)
    note = counted(cases, "use case") if cases else "no use case yet"
    return _of_products(CareStep.USERS, facts, lacking, note)


def _backlog(facts: CareFacts) -> StepState:
    note = counted(facts.items, "open item") if facts.items else "nothing is waiting yet"
    return StepState(CareStep.BACKLOG, facts.items > 0, note)


def _metrics(facts: CareFacts, policy: MetricPolicy) -> StepState:
    lacking = [one for one in facts.products if check_set(one.dimensions, policy)]
    count = sum(len(product.dimensions) for product in facts.products)
    note = counted(count, "metric") if count else "no metric yet"
    return _of_products(CareStep.METRICS, facts, lacking, note)


def _review(facts: CareFacts) -> StepState:
    if facts.meeting_on:
        return StepState(CareStep.REVIEW, True, f"on {_day(facts.meeting_on)}")
    if facts.held_on:
        return StepState(CareStep.REVIEW, True, f"held on {_day(facts.held_on)}")
    return StepState(CareStep.REVIEW, False, "no date yet")


def _of_products(
    step: CareStep, facts: CareFacts, lacking: Sequence[ProductCare], note: str
) -> StepState:
    """Done when no product lacks it; which ones do is said where there are several."""
    if lacking and len(facts.products) > 1:
        note = f"{note}; open for {joined([product.name for product in lacking])}"
    return StepState(step, not lacking, note, tuple(product.slug for product in lacking))


def _day(value: date) -> str:
    return f"{value:%-d %b %Y}"
