"""What a person is going to hold, as far as it is agreed and dated today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portfolio.kernel.periods import Period
from products.values import Stage
from reviews.values.activity import ProductFacts


@dataclass(frozen=True)
class PlacedPeriod:
    """A product in a cluster the person owns, during both."""

    product_id: int
    cluster_id: int
    cluster: str
    period: Period


@dataclass(frozen=True)
class Turn:
    """A day on which something agreed takes effect, and what that is, in a few words."""

    on: date
    cause: str


@dataclass(frozen=True)
class Plan:
    """Dated rows from today on.

    `facts` are today's facts about each product held then: its items and tickets are taken to stay
    as they are, its changes to end on the day planned. `stages` are the stages of each, dated.
    """

    placed: tuple[PlacedPeriod, ...]
    facts: Mapping[int, ProductFacts]
    stages: Mapping[int, tuple[tuple[Period, Stage], ...]]
    turns: tuple[Turn, ...] = field(default=())
