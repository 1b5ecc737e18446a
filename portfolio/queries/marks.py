"""How scores and stages look on the portfolio's pages."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from portfolio.kernel.charts import pips
from portfolio.kernel.marks import STAGES, status_mark
from portfolio.kernel.numbers import shown
from portfolio.values import PortfolioPolicy


def health_mark(health: Decimal | None, policy: PortfolioPolicy) -> SafeString:
    """A health score with the shape of its band; the word where there is no number."""
    band = policy.band(health)
    return status_mark(band.value, band.label if health is None else shown(health, 0))


def score_text(score: Decimal | None) -> str:
    """A score in whole points; nothing where there is none."""
    return "" if score is None else shown(score, 0)


@lru_cache(maxsize=1)
def stage_symbols() -> SafeString:
    """The drawing of each stage, once per list, so that a row only refers to it (16 KB a page)."""
    symbols = "".join(f'<g id="pp-{stage}">{_inside(pips(stage))}</g>' for stage in STAGES)
    return mark_safe(f'<svg class="vh" aria-hidden="true"><defs>{symbols}</defs></svg>')


@lru_cache(maxsize=8)
def stage_in_row(stage: str) -> SafeString:
    """The stage in a list that begins with `stage_symbols`."""
    if stage not in STAGES:
        return mark_safe('<span class="stage">No stage</span>')
    drawing = (
        f'<svg class="ch pips" width="33" height="14" aria-hidden="true"><use href="#pp-{stage}"/>'
    )
    return mark_safe(f'<span class="stage">{drawing}</svg>{STAGES[stage]}</span>')


def _inside(svg: str) -> str:
    return svg[svg.index(">") + 1 : svg.rindex("<")]
