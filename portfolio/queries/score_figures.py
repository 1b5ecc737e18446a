"""Scores in a row of a list: the figure, and where to fetch its passport from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.queries.addresses import score_url
from portfolio.queries.marks import health_mark, score_text
from portfolio.values import Band, PortfolioPolicy, ScoreKind

Figures = Callable[[ScoreKind, Mapping[str, Any]], Passport]


def score_figures(moment: Moment, policy: PortfolioPolicy) -> Figures:
    """The score of a kind out of a row of products, health with its mark."""
    urls = {kind: score_url("product", kind, moment) for kind in ScoreKind}

    def figure(kind: ScoreKind, row: Mapping[str, Any]) -> Passport:
        score = row[kind.value]
        words = f"{kind.label} {score_text(score) or Band.NO_DATA.label.lower()}"
        is_health = kind is ScoreKind.HEALTH
        mark = health_mark(score, policy) if is_health else score_text(score) or "–"
        return Passport(words, url=urls[kind](row["product__slug"]), mark=mark)

    return figure
