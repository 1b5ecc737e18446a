"""What a product says it is for, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.models import GoalContribution, ProductPurpose, StrategicGoal
from metrics.values.objectives import ANSWERS
from products.models import Product


@dataclass(frozen=True)
class PurposePage:
    """The answers by their names, empty where nothing was said, and the goals served."""

    answers: dict[str, str]
    goals: list[StrategicGoal]
    since: date | None
    said_by: str

    @property
    def is_answered(self) -> bool:
        """Whether any of the three has an answer."""
        return any(self.answers.values())


def purpose_page(product: Product, on: date) -> PurposePage:
    """The three answers and the goals served at the end of `on`, in two statements."""
    rows = ProductPurpose.objects.filter(product=product).on(on)  # type: ignore[attr-defined]
    row = rows.select_related("said_by").first()
    served = GoalContribution.objects.filter(product=product).on(on)  # type: ignore[attr-defined]
    goals = [one.goal for one in served.select_related("goal").order_by("goal__position", "goal")]
    return PurposePage(
        answers={name: getattr(row, name, "") for name in ANSWERS},
        goals=[goal for goal in goals if goal.closed_on is None or goal.closed_on > on],
        since=row.since if row else None,
        said_by=row.said_by.name if row and row.said_by else "",
    )
