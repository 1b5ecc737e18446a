"""The demo portfolio: coherent, up to date, and with everything in it that a page must show."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from backlogs.models import Item, Outcome
from metrics.models import Measurement, Objective, ProductScore, StrategicGoal
from metrics.queries.progress import readings_of
from people.models import Person
from people.queries import organisation, today
from portfolio.demo.lines import ItemLine, MetricLine
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Ownership, Product, StagePeriod
from reviews.models import Packet, PortfolioWarning, ReviewRun
from reviews.queries.load import loads_on


@pytest.mark.django_db
def test_demo_holds_every_case() -> None:
    call_command("demo", verbosity=0)
    day = today()
    assert (Product.objects.count(), Cluster.objects.count()) == (41, 25)
    assert Ownership.objects.on(day).values("person").distinct().count() == 15
    assert Person.objects.filter(is_active=False).count() == 1
    levels = Counter(load.level.value for load in loads_on(day).values())
    assert set(levels) == {"within", "at_ceiling", "over", "triage"}
    stages = Counter(StagePeriod.objects.on(day).values_list("stage", flat=True))
    assert set(stages) == {"introduction", "growth", "maturity", "retirement", "retired"}
    rules = Counter(PortfolioWarning.objects.open().values_list("rule", flat=True))
    assert (rules["orphan"], rules["product_without_goal"]) == (2, 1)
    assert (rules["lapsed_deviation"], rules["metrics_stale"]) == (1, 1)
    assert max(rules.values()) <= 25 // 3
    crowded = PortfolioWarning.objects.open().get(rule="split", product__name="Berth Booking")
    assert "it shipped" in crowded.sentence
    assert "while Notice Mailer (1 ready item) shipped nothing" in crowded.sentence
    assert not Measurement.objects.filter(measured_on__gt=day).exists()
    assert {"shipped", "dropped", "waiting"} <= set(Item.objects.values_list("state", flat=True))
    current = Quarter.of(day, organisation().first_month)
    scores = ProductScore.objects.filter(quarter_start=current.start)
    assert scores.filter(health__lt=50).exists()
    assert scores.filter(health__isnull=True, stale__gt=0).exists()
    assert set(ReviewRun.objects.values_list("state", flat=True)) == {"done"}
    assert Packet.objects.filter(quarter_start=current.previous().start).count() == 25

    goals = StrategicGoal.objects.on(day)
    readings = readings_of(Objective.objects.order_by("pk"), day)
    assert (goals.count(), len(readings)) == (6, 11)
    assert Objective.objects.exclude(carried_from=None).count() == 1
    assert Outcome.objects.exclude(key_result=None).exists()

    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("demo", verbosity=0)
    assert Product.objects.count() == 41


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        (MetricLine, "availability 99.5/99: 1 2"),
        (MetricLine, "Availability"),
        (ItemLine, "shipped i5 A title"),
        (ItemLine, "shipped 20 x5 A title"),
    ],
)
def test_a_line_in_another_notation_is_named(notation: type, text: str) -> None:
    with pytest.raises(ValueError, match=r"not an? (metric|item) line: "):
        notation.parse(text)
