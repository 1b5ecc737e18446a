"""What an import hands from cleaned files to the rooms, and what they hand back: a plan."""

from portfolio.kernel.importing.comparing import created, difference, in_words, plan_keyed
from portfolio.kernel.importing.plans import (
    Action,
    Change,
    Insert,
    Missing,
    Operation,
    Plan,
    Ref,
    Refusal,
    Row,
    Update,
)
from portfolio.kernel.importing.world import Unknown, World

__all__ = [
    "Action",
    "Change",
    "Insert",
    "Missing",
    "Operation",
    "Plan",
    "Ref",
    "Refusal",
    "Row",
    "Unknown",
    "Update",
    "World",
    "created",
    "difference",
    "in_words",
    "plan_keyed",
]
