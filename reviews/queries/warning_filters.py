"""Which warnings of a list are meant, and the filters there are with the number each leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.http import urlencode

from portfolio.kernel.errors import Refused
from portfolio.kernel.moments import Moment
from reviews.models import PortfolioWarning, WarningEvent
from reviews.models.warning import Severity
from reviews.queries.owner_list import Choice
from reviews.rules.registry import TITLES
from reviews.values.warnings import WarningState

ANY = "all"
STATES = (WarningState.OPEN, WarningState.ACKNOWLEDGED, WarningState.SNOOZED)


@dataclass(frozen=True)
class Seen:
    """A warning as it stands: its newest event, and the names it can be found by."""

    row: PortfolioWarning
    state: WarningState
    newest: WarningEvent | None
    names: str


@dataclass(frozen=True)
class WarningFilter:
    """What was asked for; empty: any. `q` is looked for in the names of subject and owner."""

    rule: str = ""
    severity: str = ""
    state: str = WarningState.OPEN.value
    q: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> WarningFilter:
        """Out of an address. Raises `Refused` for a rule, severity or state there is not."""
        asked = cls(
            given.get("rule", ""),
            given.get("severity", ""),
            given.get("state", "") or WarningState.OPEN.value,
            given.get("q", "").strip()[:100],
        )
        is_known = (
            asked.rule in ("", *TITLES)
            and asked.severity in ("", *Severity.values)
            and asked.state in (ANY, *(state.value for state in STATES))
        )
        if not is_known:
            raise Refused("There is no such filter.", code="filter_unknown")
        return asked

    def takes(self, one: Seen) -> bool:
        """Whether the warning is meant."""
        return (
            self.rule in ("", one.row.rule)
            and self.severity in ("", one.row.severity)
            and self.state in (ANY, one.state.value)
            and self.q.casefold() in one.names
        )

    def url(self, moment: Moment) -> str:
        """The address of the list with this filter."""
        query = {name: value for name, value in vars(self).items() if value}
        if self.state == WarningState.OPEN.value:
            del query["state"]
        if moment.is_past:
            query["at"] = moment.quarter.slug
        return f"?{urlencode(query)}"


@dataclass(frozen=True)
class Choices:
    """Filters as links."""

    states: list[Choice]
    rules: list[Choice]


def choices_of(found: Sequence[Seen], wanted: WarningFilter, moment: Moment) -> Choices:
    """Every state, and the rules that speak; each with the number of warnings it leads to."""

    def choice(label: str, asked: WarningFilter) -> Choice:
        count = sum(asked.takes(one) for one in found)
        return Choice(label, count, asked.url(moment), asked == wanted)

    states = [choice(state.label, replace(wanted, state=state.value)) for state in STATES]
    rules = [choice(title, replace(wanted, rule=key)) for key, title in TITLES.items()]
    return Choices(
        [*states, choice("All", replace(wanted, state=ANY))],
        [choice("All rules", replace(wanted, rule="")), *(r for r in rules if r.count)],
    )
