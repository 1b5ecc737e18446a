"""The words of the products room and the order of the lifecycle (DOMAIN 1 and 2)."""

from dataclasses import dataclass

from portfolio.kernel.words import Word


class Stage(Word):
    """Lifecycle stages, in their order."""

    INTRODUCTION = "introduction", "Introduction"
    GROWTH = "growth", "Growth"
    MATURITY = "maturity", "Maturity"
    RETIREMENT = "retirement", "Retirement"
    RETIRED = "retired", "Retired"

    @property
    def position(self) -> int:
        """Its place in the order, counted from 0."""
        return list(Stage).index(self)


class Kind(Word):
    """What a product is."""

    SYSTEM = "system", "System"
    PLATFORM = "platform", "Platform"
    SERVICE = "service", "Service"


class Dimension(Word):
    """The three things an owner is accountable for."""

    IMPROVEMENT = "improvement", "Improvement"
    OPERATIONS = "operations", "Operations"
    SUPPORT = "support", "Support"


class ChangeKind(Word):
    """Kinds of dated change that make a product active while they are under way (DOMAIN 3)."""

    MIGRATION = "migration", "Migration"
    REPLATFORMING = "replatforming", "Replatforming"
    MAJOR_UPGRADE = "major_upgrade", "Major upgrade"
    DECOMMISSIONING = "decommissioning", "Decommissioning"


class ActiveReason(Word):
    """Why a product counts as active (DOMAIN 3)."""

    DEVELOPMENT = "development", "Active development"
    OPERATIONAL_CHANGE = "operational_change", "Operational change"
    SUPPORT_DEMAND = "support_demand", "High support demand"


class TreatAs(Word):
    """What an override says a product is."""

    ACTIVE = "active", "Active"
    STABLE = "stable", "Stable"


class Rationale(Word):
    """Why products share a cluster; being small is not among them."""

    USERS = "users", "serve the same users"
    DOMAIN = "domain", "sit in the same business domain"
    TECHNICAL = "technical", "depend on each other technically"


class Step(Word):
    """How a change of stage moves along the lifecycle."""

    START = "start", "first stage"
    FORWARD = "forward", "one step on"
    BACK = "back", "one step back"
    JUMP = "jump", "a jump"


@dataclass(frozen=True)
class StageChange:
    """A change of stage somebody wants to make, and what it asks of them.

    `before` is None for a product without a stage yet. Staying put is not a change and raises
    `ValueError`.
    """

    before: Stage | None
    after: Stage

    def __post_init__(self) -> None:
        if self.before is self.after:
            raise ValueError(f"the product is in {self.after.label.lower()} already")

    @property
    def step(self) -> Step:
        """Whether it goes one step on, one step back, or jumps."""
        if self.before is None:
            return Step.START if self.after is Stage.INTRODUCTION else Step.JUMP
        distance = self.after.position - self.before.position
        return {1: Step.FORWARD, -1: Step.BACK}.get(distance, Step.JUMP)

    @property
    def needs_reason(self) -> bool:
        """Every change does, but for the first stage of a new product: never silently."""
        return self.step is not Step.START

    @property
    def is_unusual(self) -> bool:
        """Whether the form should ask twice: the step is not the next one in the order."""
        return self.step in (Step.BACK, Step.JUMP)
