"""Reading metrics: one function per page or need, everything loaded, for any number of products."""

from metrics.queries.cards import MetricCard, metric_cards, metric_policy_on
from metrics.queries.histories import MetricRow, histories_of

__all__ = ["MetricCard", "MetricRow", "histories_of", "metric_cards", "metric_policy_on"]
