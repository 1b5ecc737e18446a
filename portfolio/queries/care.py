"""The wizard that brings a cluster into care, at one of its five steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import sees_everything
from people.queries import today
from portfolio.calculations.care import (
    CareFacts,
    CareStep,
    StepState,
    first_open,
    progress_words,
)
from portfolio.care_rights import WHO, may_do
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import status_mark
from portfolio.queries.care_facts import care_of
from portfolio.queries.care_known import Known, known_facts
from portfolio.queries.care_parts import CarePart, care_part
from products.models import Cluster, Product
from products.permissions import owns

TITLES: Final = {
    CareStep.OWNER: "Who will answer for {}?",
    CareStep.USERS: "Who uses {}, and for what?",
    CareStep.BACKLOG: "What should be done for {} first?",
    CareStep.METRICS: "How will everybody see that {} works?",
    CareStep.REVIEW: "When is {} reviewed?",
}
INTROS: Final = {
    CareStep.OWNER: "One person, not a team. Their load is shown so that nobody is handed more "
    "than the rule allows. It holds once they accept; you can go on without waiting.",
    CareStep.USERS: "At least one kind of user with what they cannot do without it. A product "
    "without users is not a product.",
    CareStep.BACKLOG: "One ordered list for the whole cluster begins with what people have asked "
    "for longest. One line is enough to start.",
    CareStep.METRICS: "Three to five figures, at least one each for improvement, operations and "
    "support. The number of today, where it is known, is the baseline.",
    CareStep.REVIEW: "Leadership looks at every cluster in a steady rhythm. With a date, the "
    "packet is put together by itself.",
}


@dataclass(frozen=True)
class CareLine:
    """One of the five in the list of steps."""

    number: int
    label: str
    note: str
    url: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class CarePage:
    """Ready values for `portfolio/care.html`; `step` is None once all five are done."""

    cluster: Cluster
    cluster_url: str
    url: str
    facts: CareFacts
    states: tuple[StepState, ...]
    lines: list[CareLine]
    progress: str
    step: CareStep | None
    state: SafeString | str
    title: str
    intro: str
    number: int
    can_do: bool
    who: str
    product: Product | None
    others: list[tuple[str, str, bool]]
    known: list[Known]
    part: CarePart
    sees_more: bool

    @property
    def has_owner(self) -> bool:
        """Whether somebody is accountable today."""
        return bool(self.facts.owner)


def care_page(
    slug: str, person: Person, step: str = "", product: str = "", q: str = ""
) -> CarePage:
    """The wizard at `step`, or at the first that is open. Raises `NotFound`."""
    day = today()
    cluster = Cluster.objects.on(day).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    care = care_of([cluster.pk], day)[cluster.pk]
    facts, states = care.facts, care.states
    here = CareStep(step) if states and step in CareStep.texts() else first_open(states)
    shown = _shown(cluster, facts, states, here, product)
    can_do = here is not None and may_do(person, here, cluster.pk, bool(facts.owner))
    url = reverse("portfolio:care", args=[slug])
    return CarePage(
        cluster=cluster,
        cluster_url=reverse("portfolio:cluster-detail", args=[slug]),
        url=url,
        facts=facts,
        states=states,
        lines=[_line(number, one, url, here) for number, one in enumerate(states, start=1)],
        progress=progress_words(states),
        step=here,
        state=_state(states, here),
        title=TITLES[here].format(shown.name if _is_of_product(here) else cluster.name)
        if here and shown
        else f"{cluster.name} is in care",
        intro=INTROS[here] if here else "",
        number=list(CareStep).index(here) + 1 if here else 0,
        can_do=can_do,
        who=WHO[here] if here else "",
        product=shown,
        others=_others(facts, here, shown, url),
        known=known_facts(cluster, shown, day) if shown else [],
        part=care_part(here, cluster, shown, person, q, can_do) if shown else CarePart(),
        sees_more=bool(sees_everything(person)) or owns(person, cluster.pk),
    )


def care_url(slug: str, step: CareStep | None = None, product: str = "") -> str:
    """The wizard, at a step and for a product where they are named."""
    query = {name: word for name, word in (("step", step), ("product", product)) if word}
    address = reverse("portfolio:care", args=[slug])
    return f"{address}?{urlencode(query)}" if query else address


def next_url(cluster: Cluster, step: CareStep) -> str:
    """Where to go on after something was done: the same step while it is open for a product."""
    states = care_of([cluster.pk], today())[cluster.pk].states
    still = next((one for one in states if one.step is step and one.open_for), None)
    if still is not None:
        return care_url(cluster.slug, step, still.open_for[0])
    return care_url(cluster.slug, first_open(states, step))


def _is_of_product(step: CareStep | None) -> bool:
    return step in (CareStep.USERS, CareStep.METRICS)


def _shown(
    cluster: Cluster,
    facts: CareFacts,
    states: tuple[StepState, ...],
    step: CareStep | None,
    wanted: str,
) -> Product | None:
    """The product the step is about: the one asked for, the first it is open for, the first."""
    slugs = [product.slug for product in facts.products]
    open_for = next((list(one.open_for) for one in states if one.step is step), [])
    slug = next((one for one in [wanted, *open_for, *slugs] if one in slugs), "")
    return Product.objects.filter(slug=slug, cluster=cluster).first()


def _others(
    facts: CareFacts, step: CareStep | None, shown: Product | None, url: str
) -> list[tuple[str, str, bool]]:
    """The products of the cluster to switch between, where there are several."""
    if step in (None, CareStep.OWNER, CareStep.REVIEW) or len(facts.products) < 2:
        return []
    return [
        (
            one.name,
            care_url(facts.slug, step, one.slug),
            shown is not None and one.slug == shown.slug,
        )
        for one in facts.products
    ]


def _line(number: int, state: StepState, url: str, here: CareStep | None) -> CareLine:
    return CareLine(
        number=number,
        label=state.step.label,
        note=state.note,
        url=f"{url}?step={state.step.value}",
        is_done=state.is_done,
        is_current=state.step is here,
    )


def _state(states: tuple[StepState, ...], here: CareStep | None) -> SafeString | str:
    for state in states:
        if state.step is here:
            word = "Done" if state.is_done else "Open"
            return status_mark("ok" if state.is_done else "none", f"{word}: {state.note}")
    return ""
