"""What the demo's items were to change, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from backlogs.actions import Hypothesis, add_outcomes, add_scores
from backlogs.calculations.scoring import Rice
from backlogs.models import Item
from metrics.models import Metric
from portfolio.demo.series import Clock
from products.models import Persona, Product

Items = Mapping[tuple[str, str], Item]


def add_expectations(
    content: Mapping[str, Iterable[str]],
    added: Iterable[Item],
    personas: Mapping[str, Persona],
    clock: Clock,
) -> None:
    """The hypotheses and the scores of the items just added."""
    keys = dict(Product.objects.values_list("pk", "key"))
    items = {(keys[item.product_id], item.title): item for item in added}
    add_hypotheses(content["hypotheses"], items, personas, clock)
    add_rice(content["scores"], items)


def add_hypotheses(
    lines: Iterable[str], items: Items, personas: Mapping[str, Persona], clock: Clock
) -> None:
    """`key|title|persona|metric|from|to|days|words`; raises `KeyError` for what is not there."""
    metrics = {
        (row.product_id, name): row
        for row in Metric.objects.select_related("definition")
        for name in (row.name, row.definition.slug if row.definition else row.name)
    }
    rows = []
    for line in lines:
        key, title, persona, metric, start, end, days, words = line.split("|")
        item = items[key, title]
        said = Hypothesis(
            persona=personas[persona],
            statement=words,
            metric=metrics[item.product_id, metric] if metric else None,
            value_from=Decimal(start) if start else None,
            value_to=Decimal(end) if end else None,
            due_on=clock.day(-int(days)),
        )
        rows.append((item, said))
    add_outcomes(rows)


def add_rice(lines: Iterable[str], items: Items) -> None:
    """`key|title|reach|impact|confidence` of open items."""
    rows = []
    for line in lines:
        key, title, reach, impact, confidence = line.split("|")
        rows.append((items[key, title], Rice(int(reach), Decimal(impact), int(confidence))))
    add_scores(rows)
