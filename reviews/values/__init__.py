"""What the calculations of the reviews room take and give."""

from reviews.values.activity import (
    ChangeFact,
    Demand,
    Override,
    ProductActivity,
    ProductFacts,
    Reason,
)
from reviews.values.load import (
    DatedLevel,
    HandOver,
    Holding,
    Load,
    LoadChange,
    LoadLevel,
    LoadRule,
    OwnedPeriod,
)
from reviews.values.policy import LoadPolicy

__all__ = [
    "ChangeFact",
    "DatedLevel",
    "Demand",
    "HandOver",
    "Holding",
    "Load",
    "LoadChange",
    "LoadLevel",
    "LoadPolicy",
    "LoadRule",
    "Override",
    "OwnedPeriod",
    "ProductActivity",
    "ProductFacts",
    "Reason",
]
