"""What a product must show in its stage, as far as the data can say (DOMAIN 2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.values import MetricPolicy
from portfolio.kernel.words import counted
from products.values import Dimension, Stage


@dataclass(frozen=True)
class ChecklistFacts:
    """What the checks look at, all at the end of one day.

    `baselines` counts the metrics with a measurement, `unhealthy` names the operational metrics not
    on target; `way_out` is the title of a migration or decommissioning, finished or not.
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
    way_out: str = ""
    way_out_planned: date | None = None
    way_out_ended: date | None = None


@dataclass(frozen=True)
class Check:
    """One line of the checklist; `note` says what is there or missing, `code` what to do."""

    code: str
    words: str
    is_done: bool
    note: str = ""


def checklist(facts: ChecklistFacts, policy: MetricPolicy) -> Sequence[Check]:
    """The checks of the stage that can be computed; those the data knows nothing of are left out.

    A retired product has none: it is memory.
    """
    owner = Check("owner", "One accountable owner", facts.has_owner)
    metrics = _metrics(facts, policy)
    by_stage: dict[Stage, Sequence[Check]] = {
        Stage.INTRODUCTION: (owner, _users(facts), _backlog(facts), metrics, _baselines(facts)),
        Stage.GROWTH: (owner, _users(facts), metrics, _adoption(facts)),
        Stage.MATURITY: (owner, metrics, _healthy(facts), _cost(facts)),
        Stage.RETIREMENT: (owner, _way_out(facts), _way_out_dated(facts), _users_moved(facts)),
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


def _way_out(facts: ChecklistFacts) -> Check:
    words = "Migration or decommissioning under way"
    return Check("way-out", words, bool(facts.way_out), facts.way_out)


def _way_out_dated(facts: ChecklistFacts) -> Check:
    planned = facts.way_out_planned
    note = f"planned for {planned.day} {planned:%b %Y}" if planned else ""
    done = planned is not None or facts.way_out_ended is not None
    return Check("way-out-dated", "The way out has a date", done, note)


def _users_moved(facts: ChecklistFacts) -> Check:
    ended = facts.way_out_ended
    note = f"finished on {ended.day} {ended:%b %Y}" if ended else ""
    return Check("way-out-done", "Users have been moved", ended is not None, note)
