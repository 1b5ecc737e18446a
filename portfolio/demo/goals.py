"""Goals, purposes, objectives, key results and check-ins of the demo portfolio."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from backlogs.models import Item, Outcome
from metrics.actions.goals import add_goal, close_goal, say_purpose
from metrics.models import CheckIn, KeyResult, Metric, Objective, StrategicGoal
from metrics.values.objectives import ANSWERS, ObjectiveLevel
from people.models import Person
from portfolio.demo.series import Clock
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Product

CONTENT = Path(__file__).parent / "content" / "goals.toml"
Entry = dict[str, Any]


@dataclass
class Goals:
    """One build, on top of the products, metrics and items that are there."""

    clock: Clock
    current: Quarter
    people: dict[str, Person]
    clusters: dict[str, Cluster]
    products: dict[str, Product]

    def build(self) -> None:
        """Goals first, then what products say of them, then objectives, oldest first."""
        content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
        leader = next(iter(self.people.values()))
        goals = {entry["name"]: self._add_goal(entry, leader) for entry in content["goal"]}
        purposes = {entry["product"]: entry for entry in content["purpose"]}
        for name, product in self.products.items():
            serves = [goals[e["name"]] for e in content["goal"] if name in e["serves"]]
            if serves or name in purposes:
                self._say(product, serves, purposes.get(name, {}), leader)
        for entry in content["goal"]:
            if "closed" in entry:
                day = self.clock.day(entry["closed"])
                close_goal(leader, goals[entry["name"]], day, entry["note"])
        for entry in sorted(content["objective"], key=lambda one: -one["back"]):
            self._add_objective(entry, goals)

    def _add_goal(self, entry: Entry, leader: Person) -> StrategicGoal:
        return add_goal(
            leader,
            name=entry["name"],
            opened_on=self.clock.day(entry["began"]),
            sentence=entry["sentence"],
            position=StrategicGoal.objects.count(),
        )

    def _say(
        self, product: Product, serves: list[StrategicGoal], entry: Entry, leader: Person
    ) -> None:
        ago = self.clock.day(entry.get("ago", 140))
        began = max([product.introduced_on, ago, *(goal.opened_on for goal in serves)])
        by = self.people[entry["by"]] if entry else leader
        answers = {name: entry[name] for name in ANSWERS if name in entry}
        say_purpose(by, product, began, goals=serves, **answers)

    def _add_objective(self, entry: Entry, goals: dict[str, StrategicGoal]) -> None:
        quarter = self.current.shift(-entry["back"])
        product, cluster = self.products.get(entry["of"]), self.clusters.get(entry["of"])
        if product is not None:
            subject: Entry = {"level": ObjectiveLevel.PRODUCT, "product": product}
        elif cluster is not None:
            subject = {"level": ObjectiveLevel.CLUSTER, "cluster": cluster}
        else:
            subject = {"level": ObjectiveLevel.PORTFOLIO}
        before = {"quarter_start": quarter.previous().start, "title": entry.get("carried", "")}
        row = Objective.objects.create(
            quarter_start=quarter.start,
            title=entry["title"],
            sentence=entry.get("why", ""),
            goal=goals.get(entry["goal"]),
            carried_from=Objective.objects.filter(**before).first(),
            written_on=quarter.start,
            **subject,
        )
        results = [
            self._result(row, text, place, product) for place, text in enumerate(entry["results"])
        ]
        for text in entry["said"]:
            self._check_in(text, results, quarter, self.people[entry["by"]])
        for text in entry.get("moves", ()):
            self._move(text, results)

    def _result(self, row: Objective, text: str, place: int, product: Product | None) -> KeyResult:
        title, source, way, confidence = text.split(" | ")
        start, target = way.split(" > ")
        return KeyResult.objects.create(
            objective=row,
            title=title,
            metric=None if source.startswith("=") else self._metric(source, product),
            unit=source.removeprefix("=") if source.startswith("=") else "",
            start=Decimal(start),
            target=Decimal(target),
            confidence=Decimal(confidence),
            position=place,
            written_on=row.written_on,
        )

    def _metric(self, source: str, product: Product | None) -> Metric:
        """`Product/Metric`, or the product's own by its name or by its slug in the library."""
        named, _, name = source.rpartition("/")
        home = self.products[named] if named else product
        rows = Metric.objects.filter(product=home)
        return rows.filter(name=name).first() or rows.get(definition__slug=name)

    def _check_in(self, text: str, results: list[KeyResult], quarter: Quarter, by: Person) -> None:
        place, day, value, confidence, sentence = text.split(" | ")
        on = quarter.start + timedelta(days=int(day))
        if on > self.clock.today:
            return  # early in a quarter it has not been said yet
        CheckIn.objects.create(
            key_result=results[int(place)],
            on=on,
            value=None if value == "-" else Decimal(value),
            confidence=Decimal(confidence),
            sentence=sentence,
            said_by=by,
            said_at=self.clock.moment((self.clock.today - on).days, sentence),
        )

    def _move(self, text: str, results: list[KeyResult]) -> None:
        """An item names the key result, unless it says already what it is for."""
        place, title, due = text.split(" | ")
        item, result = Item.objects.get(title=title), results[int(place)]
        Outcome.objects.get_or_create(
            item=item,
            defaults={
                "key_result": result,
                "value_from": result.start,
                "value_to": result.target,
                "due_on": self.clock.day(-int(due)),
            },
        )
