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
    LoadCount,
    LoadLevel,
    LoadRule,
    OwnedPeriod,
)
from reviews.values.plan import PlacedPeriod, Plan, Turn
from reviews.values.policy import LoadPolicy
from reviews.values.pulse import DemandSeries, Pulse

__all__ = [
    "ChangeFact",
    "DatedLevel",
    "Demand",
    "DemandSeries",
    "HandOver",
    "Holding",
    "Load",
    "LoadChange",
    "LoadCount",
    "LoadLevel",
    "LoadPolicy",
    "LoadRule",
    "Override",
    "OwnedPeriod",
    "PlacedPeriod",
    "Plan",
    "ProductActivity",
    "ProductFacts",
    "Pulse",
    "Reason",
    "Turn",
]
