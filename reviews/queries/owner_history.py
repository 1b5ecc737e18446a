"""A person's load at each of the last quarters' ends: drawn, and as a table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from portfolio.kernel.charts import trend
from portfolio.kernel.marks import status_mark
from portfolio.kernel.quarters import Quarter
from reviews.values import Load, LoadPolicy


@dataclass(frozen=True)
class HistoryRow:
    """The load at a quarter's end, or now."""

    label: str
    active: int
    stable: int
    level: SafeString


@dataclass(frozen=True)
class LoadHistory:
    """The same numbers twice."""

    active: SafeString
    stable: SafeString
    rows: list[HistoryRow]


def history_of(
    quarters: Sequence[Quarter], past: Sequence[Load], now: Load, policy: LoadPolicy
) -> LoadHistory:
    """The quarters oldest first, and now as the last point."""
    axis = [*(quarter.label for quarter in quarters), "now"]
    loads = [*past, now]
    rows = [
        HistoryRow(label, load.active, load.stable, status_mark(load.level.value))
        for label, load in zip(axis, loads, strict=True)
    ]
    active = trend(
        [load.active for load in loads],
        axis,
        target=policy.active_ceiling,
        word="limit",
        status=now.level.value,
        label=f"Active products by quarter, {now.active} now",
    )
    stable = trend(
        [load.stable for load in loads],
        axis,
        target=policy.stable_ceiling,
        word="limit",
        status=now.level.value,
        label=f"Stable clusters by quarter, {now.stable} now",
    )
    return LoadHistory(active, stable, rows)
