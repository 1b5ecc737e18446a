"""What a product must show in its stage, as far as the data can say (DOMAIN 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.values import MetricPolicy
from portfolio.kernel.words import counted, spoken
from products.calculations.way_out import points
from products.values import Dimension, Stage
from products.values.lifecycle import NO_PLAN, Check, WayOut


@dataclass(frozen=True)
class ChecklistFacts:
    """What the checks look at, all at the end of one day.

    `baselines` counts the metrics with a measurement, `unhealthy` names the operational metrics not
    on target; `answered_on` is the newest answer to the yearly question and `question_due` when the
    next one is. `roadmap` counts what stands on the roadmap, `objectives` those of the day's
    quarter with key results.
    """

    stage: Stage
    has_owner: bool
    users: int = 0
    use_cases: int = 0
    items: int = 0
    dimensions: tuple[Dimension, ...] = ()
    baselines: int = 0
    adoption_tracked: bool = False
    adoption_target: bool = False
    operational: int = 0
    unhealthy: tuple[str, ...] = field(default=())
    cost_tracked: bool = False
    roadmap: int = 0
    objectives: int = 0
    answered_on: date | None = None
    question_due: date | None = None
    is_question_due: bool = False
    way: WayOut = NO_PLAN


def checklist(facts: ChecklistFacts, policy: MetricPolicy) -> Sequence[Check]:
    """The checks of the stage that can be computed; those the data knows nothing of are left out.

    A retired product has none: it is memory.
    """
    owner = Check("owner", "One accountable owner", facts.has_owner)
    metrics = _metrics(facts, policy)
    by_stage: dict[Stage, Sequence[Check]] = {
        Stage.INTRODUCTION: (owner, _users(facts), _backlog(facts), metrics, _baselines(facts)),
        Stage.GROWTH: (
            owner,
            _users(facts),
            metrics,
            _adoption(facts),
            _roadmap(facts),
            _objective(facts),
        ),
        Stage.MATURITY: (owner, metrics, _healthy(facts), _cost(facts), _question(facts)),
        Stage.RETIREMENT: (owner, *points(facts.way)),
        Stage.RETIRED: (),
    }
    return by_stage[facts.stage]


def _users(facts: ChecklistFacts) -> Check:
    done = facts.users > 0 and facts.use_cases > 0
    note = f"{counted(facts.users, 'group')}, {counted(facts.use_cases, 'use case')}"
    return Check("users", "Users and key use cases documented", done, note if facts.users else "")


def _backlog(facts: ChecklistFacts) -> Check:
    note = counted(facts.items, "item") if facts.items else ""
    return Check("backlog", "First backlog", facts.items > 0, note)


def _metrics(facts: ChecklistFacts, policy: MetricPolicy) -> Check:
    count = len(facts.dimensions)
    missing = [one.label.lower() for one in Dimension if one not in facts.dimensions]
    done = policy.fewest <= count <= policy.most and not missing
    note = str(count) if not missing or not count else f"{count}, none for {', '.join(missing)}"
    words = f"{policy.fewest} to {policy.most} metrics over the three dimensions"
    return Check("metrics", words, done, note)


def _baselines(facts: ChecklistFacts) -> Check:
    count = len(facts.dimensions)
    done = count > 0 and facts.baselines == count
    return Check(
        "baselines",
        "Each metric has a baseline",
        done,
        f"{facts.baselines} of {count}" if count else "",
    )


def _adoption(facts: ChecklistFacts) -> Check:
    note = "tracked, without a target" if facts.adoption_tracked else "not tracked"
    done = facts.adoption_target
    return Check("adoption", "Adoption metric with a target", done, "" if done else note)


def _healthy(facts: ChecklistFacts) -> Check:
    done = facts.operational > 0 and not facts.unhealthy
    note = ", ".join(facts.unhealthy) if facts.operational else "none tracked"
    return Check("healthy", "Health metrics on target", done, note)


def _cost(facts: ChecklistFacts) -> Check:
    return Check("cost", "Cost per user tracked", facts.cost_tracked)


def _roadmap(facts: ChecklistFacts) -> Check:
    note = counted(facts.roadmap, "entry", "entries") if facts.roadmap else ""
    return Check("roadmap", "Roadmap shared", facts.roadmap > 0, note)


def _objective(facts: ChecklistFacts) -> Check:
    note = str(facts.objectives) if facts.objectives else ""
    return Check("objective", "An objective with key results", facts.objectives > 0, note)


def _question(facts: ChecklistFacts) -> Check:
    if facts.answered_on is not None:
        note = f"answered on {spoken(facts.answered_on)}"
    else:
        note = f"due on {spoken(facts.question_due)}" if facts.question_due else ""
    words = "The yearly question answered"
    return Check("question", words, not facts.is_question_due, note)
