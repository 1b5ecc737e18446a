"""What a metric is held against."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.values.words import Direction
from portfolio.kernel.numbers import ONE


class LinesOutOfOrder(ValueError):
    """Target, warning line and floor contradict each other; `field` names the one to look at."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Target:
    """What a metric is held against while this target is in force.

    `target` is as good as it needs to be, `floor` is where attainment reaches 0, `warning` lies
    between them; any of the three may coincide. A range has these lines twice: the plain ones below
    and the `_upper` ones above. Raises `LinesOutOfOrder`, a `ValueError`, when they contradict.
    """

    direction: Direction
    target: Decimal
    warning: Decimal
    floor: Decimal
    target_upper: Decimal | None = None
    warning_upper: Decimal | None = None
    floor_upper: Decimal | None = None
    weight: Decimal = ONE

    def __post_init__(self) -> None:
        if not self.weight.is_finite() or self.weight <= 0:
            raise LinesOutOfOrder(f"the weight must be above 0, not {self.weight}", "weight")
        if self.direction is Direction.RANGE:
            self._check_range()
            return
        for name in ("target_upper", "warning_upper", "floor_upper"):
            if getattr(self, name) is not None:
                raise LinesOutOfOrder("only a range has upper lines", name)
        if self.direction is Direction.HIGHER:
            _check_rising(self.floor, self.warning, self.target)
        else:
            _check_falling(self.floor, self.warning, self.target)

    def _check_range(self) -> None:
        _check_rising(self.floor, self.warning, self.target)
        target, warning, floor = self.upper
        if target < self.target:
            raise LinesOutOfOrder(
                f"the range is empty: it ends at {target} and begins at {self.target}",
                "target_upper",
            )
        _check_falling(floor, warning, target, "_upper")

    @property
    def upper(self) -> tuple[Decimal, Decimal, Decimal]:
        """Target, warning line and floor above a range."""
        if self.target_upper is None:
            raise LinesOutOfOrder("a range needs the end of its target", "target_upper")
        if self.warning_upper is None:
            raise LinesOutOfOrder("a range needs an upper warning line", "warning_upper")
        if self.floor_upper is None:
            raise LinesOutOfOrder("a range needs an upper floor", "floor_upper")
        return self.target_upper, self.warning_upper, self.floor_upper


def _check_rising(floor: Decimal, warning: Decimal, target: Decimal) -> None:
    if floor > target:
        raise LinesOutOfOrder(f"the floor {floor} is better than the target {target}", "floor")
    if warning > target:
        raise LinesOutOfOrder(
            f"the warning line {warning} is better than the target {target}", "warning"
        )
    if warning < floor:
        raise LinesOutOfOrder(
            f"the warning line {warning} is worse than the floor {floor}", "warning"
        )


def _check_falling(floor: Decimal, warning: Decimal, target: Decimal, end: str = "") -> None:
    if floor < target:
        raise LinesOutOfOrder(
            f"the floor {floor} is better than the target {target}", f"floor{end}"
        )
    if warning < target:
        raise LinesOutOfOrder(
            f"the warning line {warning} is better than the target {target}", f"warning{end}"
        )
    if warning > floor:
        raise LinesOutOfOrder(
            f"the warning line {warning} is worse than the floor {floor}", f"warning{end}"
        )
