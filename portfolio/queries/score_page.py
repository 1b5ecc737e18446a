"""The page of a score, of whatever: its parts, what moved it, its eight quarters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from metrics.values import Contribution
from portfolio.kernel.charts import trend
from portfolio.kernel.numbers import HUNDRED, shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.queries.marks import health_mark
from portfolio.queries.passports import attained, change_words, part_words, score_passport
from portfolio.queries.score_facts import ScoreFacts
from portfolio.values import PortfolioPolicy, ScoreKind

MOST = 50
"""Parts spelled out on the page; the others are summed up."""
Series = Mapping[Quarter, Decimal | None]
Address = Callable[[str], str]


@dataclass(frozen=True)
class PartRow:
    """One part of the score; without points it does not count."""

    name: str
    url: str
    weight: str
    attained: str
    points: str
    lost: str


@dataclass(frozen=True)
class MovedRow:
    """What one part did to the score since the quarter before."""

    name: str
    url: str
    points: str


@dataclass(frozen=True)
class ScoreTab:
    """Health or value of the same thing."""

    label: str
    url: str
    is_current: bool
    count: str = ""
    keys: str = ""


@dataclass(frozen=True)
class ScorePage:
    """Ready values for `portfolio/_score.html`."""

    title: str
    back: str
    back_url: str
    part: str
    passport: Passport
    mark: SafeString
    trend: SafeString
    rows: Sequence[PartRow]
    rows_left: str
    moved: Sequence[MovedRow]
    moved_left: str
    change: str
    before: str
    tabs: Sequence[ScoreTab]


def score_page(
    facts: ScoreFacts, of: tuple[str, str], series: Series, tabs: Mapping[ScoreKind, str],
    address: Address,
) -> ScorePage:  # fmt: skip
    """The page of the score of `of` (name and address); `address` gives that of a part's key."""
    policy = PortfolioPolicy.from_thresholds(facts.policy.thresholds)
    parts = sorted(facts.score.contributions, key=lambda one: -(one.lost or Decimal(-1)))
    moved = [one for one in facts.change.parts if one.points] if facts.change else []
    name = facts.names
    return ScorePage(
        title=f"{facts.kind.label} of {of[0]}",
        back=of[0],
        back_url=of[1],
        part="Product" if facts.is_of_products else "Metric",
        passport=score_passport(facts, tabs[facts.kind]),
        mark=health_mark(facts.score.value, policy),
        trend=_trend(facts, series, policy),
        rows=[_part(one, name.get(one.key, one.key), address) for one in parts[:MOST]],
        rows_left=_left(len(parts)),
        moved=[
            MovedRow(name.get(one.key, one.key), address(one.key), part_words(one))
            for one in moved[:MOST]
        ],
        moved_left=_left(len(moved)),
        change=change_words(facts),
        before=facts.moment.quarter.previous().label,
        tabs=[ScoreTab(kind.label, url, kind is facts.kind) for kind, url in tabs.items()],
    )


def _part(one: Contribution, name: str, address: Address) -> PartRow:
    counts = one.points is not None and one.possible is not None
    return PartRow(
        name=name,
        url=address(one.key),
        weight=shown(one.weight),
        attained=f"{shown(attained(one) * HUNDRED, 1)}" if counts and one.possible else "",
        points=f"{shown(one.points, 1)} of {shown(one.possible, 1)}" if counts else "",  # type: ignore[arg-type]
        lost=shown(one.lost, 1) if one.lost is not None else "",
    )


def _left(count: int) -> str:
    return f"{count - MOST} more, each with less." if count > MOST else ""


def _trend(facts: ScoreFacts, series: Series, policy: PortfolioPolicy) -> SafeString:
    return trend(
        list(series.values()),
        [quarter.label for quarter in series],
        target=policy.health_good if facts.kind is ScoreKind.HEALTH else None,
        status=policy.band(facts.score.value).value,
        width=360,
        height=140,
        label=f"{facts.kind.label} over {len(series)} quarters",
    )
