"""The words and thresholds of judging candidates (DOMAIN 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word


class Judgement(Word):
    """What a candidate turned out to be."""

    PRODUCT = "product", "Product"
    PART = "part", "Part of a product"
    INFRASTRUCTURE = "infrastructure", "Infrastructure component"
    PROJECT = "project", "Project"
    RETIRE = "retire", "To retire"


class Question(Word):
    """What to ask before calling something a product."""

    USERS = "users", "Does it have users who depend on it?"
    IMPROVEMENT = "improvement", "Does it need continued improvement?"
    ACCOUNTABLE = "accountable", "Would someone be accountable for its outcome for years?"
    ALONE = "alone", "Does it deliver a capability on its own?"


class Answer(Word):
    """A short answer to one of the questions."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNSURE = "unsure", "Unsure"


@dataclass(frozen=True)
class TriagePolicy:
    """Thresholds of the inventory; keys in a policy version are `triage.<field>`.

    `likeness` is the share of three-letter groups two names must have in common to be suggested as
    the same thing.
    """

    likeness: Decimal = Decimal("0.5")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "TriagePolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        policy = read_thresholds(cls, "triage", thresholds)
        # Below 0.3 the database's index does not look, so a lower number would change nothing.
        if not Decimal("0.3") <= policy.likeness <= 1:
            raise ValueError("triage.likeness must lie between 0.3 and 1")
        return policy
