"""Health and value of a cluster in its headline: mark, change, eight quarters, passport."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from metrics.queries.cards import read_policy
from portfolio.kernel.charts import spark
from portfolio.kernel.marks import delta_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import score_url
from portfolio.queries.marks import health_mark
from portfolio.queries.product_head import NO_CHART, ScoreFact
from portfolio.queries.score_facts import members_score
from portfolio.queries.standing import standing
from portfolio.queries.trends import QuarterFigures, quarter_figures
from portfolio.values import Band, PortfolioPolicy, ScoreKind
from products.models import PolicyVersion

MEMBER_FIELDS = ("cluster_id", "product__slug", "product__daily_users", "stage", "health")


def cluster_scores(
    cluster_id: int,
    slug: str,
    products: Sequence[Mapping[str, Any]],
    moment: Moment,
    version: PolicyVersion,
) -> tuple[ScoreFact, ScoreFact]:
    """Health and value over the products of the moment; the passport is fetched when opened."""
    figures = quarter_figures(moment, version.thresholds, [cluster_id])
    health, value = (
        _fact(kind, score_url("cluster", kind, moment)(slug), products, figures, version)
        for kind in ScoreKind
    )
    return health, value


def scores_of_clusters(
    cluster_ids: Collection[int], moment: Moment, version: PolicyVersion
) -> dict[int, Decimal | None]:
    """The health of each of these clusters, as its page shows it; one statement for all."""
    policy, members = read_policy(version), defaultdict(list)
    rows = standing(moment).filter(cluster_id__in=cluster_ids).order_by("pk")
    for row in rows.values(*MEMBER_FIELDS):
        members[row["cluster_id"]].append(row)
    return {
        key: members_score(found, ScoreKind.HEALTH, policy).value for key, found in members.items()
    }


def _fact(
    kind: ScoreKind,
    url: str,
    products: Sequence[Mapping[str, Any]],
    figures: Mapping[Quarter, QuarterFigures],
    version: PolicyVersion,
) -> ScoreFact:
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    score = members_score(products, kind, read_policy(version)).value
    series = [getattr(one, f"mean_{kind.value}") for one in figures.values()]
    words = Band.NO_DATA.label if score is None else shown(score, 0)
    change = delta_mark(score, series[-2], places=0)
    if kind is ScoreKind.VALUE:
        return ScoreFact(Passport(words, url=url), NO_CHART, change)
    chart = spark(series, status=policy.band(score).value, width=72, height=22)
    return ScoreFact(
        Passport(words, url=url, mark=health_mark(score, policy)), NO_CHART, change, chart
    )
