"""The words of strategic goals and objectives, and what their calculations take and give."""

from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.words import Word

FEWEST_KEY_RESULTS = 2
MOST_KEY_RESULTS = 5
ANSWERS = ("why", "contribution", "choice")
"""The three first-principle questions a product answers, by the names of their answers."""


class ObjectiveLevel(Word):
    """Whose objective it is."""

    PORTFOLIO = "portfolio", "Whole portfolio"
    CLUSTER = "cluster", "Cluster"
    PRODUCT = "product", "Product"


@dataclass(frozen=True)
class Aim:
    """What a key result sets out from and is to reach; which way is better follows from the two.

    Raises `ValueError` when they are the same: there would be no way to go.
    """

    start: Decimal
    target: Decimal

    def __post_init__(self) -> None:
        if self.start == self.target:
            raise ValueError("start and target are the same")


@dataclass(frozen=True)
class Part:
    """One of the things a roll-up is the mean of; `progress` is None while it is not scored."""

    name: str
    progress: Decimal | None


@dataclass(frozen=True)
class RollUp:
    """The mean progress of the scored parts, 0 to 1, and the names of the others.

    `progress` is None where no part is scored: that is no number, and not nought.
    """

    progress: Decimal | None
    scored: tuple[Part, ...]
    unscored: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.scored) + len(self.unscored)
