"""What was shipped without saying what it should change, to be told when it happens."""

from __future__ import annotations

from dataclasses import dataclass

from backlogs.models import Act, Item
from backlogs.queries.addresses import home_path, list_url
from backlogs.queries.outcomes import LACKS_OUTCOME
from backlogs.values import Filters, OutcomeFilter
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted


@dataclass(frozen=True)
class Unsaid:
    """How many of the items just shipped say no outcome, and the list that shows such items."""

    count: int
    url: str

    @property
    def words(self) -> str:
        """A sentence for the answer."""
        verb = "says" if self.count == 1 else "say"
        return f"{counted(self.count, 'shipped item')} {verb} no outcome."


def shipped_without(act_id: int | None, slug: str, moment: Moment) -> Unsaid | None:
    """Those of an act in the list of the cluster at `slug`; None where there are none."""
    acts = Act.objects.filter(pk=act_id or 0).values_list("steps", flat=True)
    keys = [step["item"] for steps in acts for step in steps]
    count = Item.objects.filter(LACKS_OUTCOME, pk__in=keys, state="shipped").count()
    filters = Filters(state="all", shipped=moment.quarter, outcome=OutcomeFilter.NONE)
    return Unsaid(count, list_url(home_path(slug), moment, filters)) if count else None
