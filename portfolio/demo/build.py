"""Builds the demo portfolio in an empty database, in the order in which it would have happened."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from backlogs.actions.bulk import add_items
from backlogs.actions.placement import move_product
from metrics.actions.scores import refresh_scores
from people.actions.persons import create_person, deactivate_person
from people.models import Organisation, Person
from people.queries import organisation
from portfolio.demo.agreements import build_agreements
from portfolio.demo.designing import build_draft
from portfolio.demo.events import build_events
from portfolio.demo.goals import Goals
from portfolio.demo.hypotheses import add_expectations
from portfolio.demo.lines import ItemLine
from portfolio.demo.measured import add_metrics
from portfolio.demo.roadmaps import build_roadmaps
from portfolio.demo.series import Clock, item_history
from portfolio.demo.talking import talk
from portfolio.demo.views import build_views
from portfolio.demo.weighing import build_weight
from portfolio.kernel.quarters import Quarter
from products.actions.clusters import create_cluster
from products.actions.lifecycle import (
    change_stage,
    finish_change,
    override_activity,
    start_change,
)
from products.actions.ownership import assign_owner, end_ownership
from products.actions.products import create_product
from products.actions.teams import join_team
from products.models import Cluster, Dependency, Persona, Product, ProductUser

CONTENT = Path(__file__).parent / "content"
AREAS = ("fleet", "terminals", "sales", "corporate", "foundations")
PASSWORD = "almanac-demo"
QUARTERS = 10
Entry = dict[str, Any]


class Demo:
    """One build; people, clusters and products are found by the names the content uses."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.clock = Clock(today)
        last = Quarter.of(today, organisation().first_month)
        self.quarters = [last.shift(n) for n in range(1 - QUARTERS, 1)]
        self.people: dict[str, Person] = {}
        self.clusters: dict[str, Cluster] = {}
        self.products: dict[str, Product] = {}
        self.personas: dict[str, Persona] = {}
        self.leader: Person | None = None

    @transaction.atomic
    def build(self) -> None:
        """People, clusters, products, metrics, items; then owners, hand-overs and moves."""
        entries = [entry for area in AREAS for entry in _read(area)["cluster"]]
        self._add_people()
        for entry in entries:
            self._add_cluster(entry)
        pairs = [(entry, part) for entry in entries for part in entry["product"]]
        for entry, part in pairs:
            self._add_product(entry, part)
        for _, part in pairs:
            self._connect(part)
        add_metrics(
            [part for _, part in pairs], self.products, self.leader, self.quarters, self.today
        )
        self._add_items(pairs)
        for entry, part in pairs:
            self._move(entry, part)
        build_events(self.leader, self.products["Budget Book"], self.quarters)
        Goals(self.clock, self.quarters[-1], self.people, self.clusters, self.products).build()
        build_roadmaps(_read("roadmaps"), self.clusters, self.people, self.clock)
        talk(self.people, self.clock)
        build_agreements(_read("agreements") | _read("lifecycle"), self.products, self.clock)
        build_weight(_read("weight"), self.products, self.today)
        build_views(_read("views"), self.clusters, self.people)
        self._leave()
        build_draft(_read("design"), self.clusters, self.people)
        refresh_scores([row.pk for row in self.products.values()], self.quarters)

    def _add_people(self) -> None:
        content = _read("people")
        Organisation.objects.update_or_create(pk=1, defaults={"name": content["organisation"]})
        secret = make_password(PASSWORD)
        for entry in content["person"]:
            name = entry["name"]
            person = create_person(
                name=name,
                email=f"{name.lower().replace(' ', '.')}@fennmark.example",
                title=entry["title"],
                manager=self.people.get(entry.get("manager", "")),
                is_leadership=entry.get("leadership", False),
                is_facilitator=entry.get("facilitator", False),
                is_admin=entry.get("admin", False),
            )
            # One slow hash for all: they share the demo's password.
            Person.objects.filter(pk=person.pk).update(password=secret)
            self.people[name] = person
            self.leader = self.leader or person

    def _add_cluster(self, entry: Entry) -> None:
        began = max(part["began"] for part in entry["product"])
        oldest = max(began, *(owner[1] for owner in entry["owners"]))
        cluster = create_cluster(
            self.leader,
            name=entry["name"],
            opened_on=self.clock.day(oldest),
            summary=entry.get("summary", ""),
            rationale_kinds=entry.get("kinds", ()),
            rationale=entry.get("why", ""),
        )
        self.clusters[entry["name"]] = cluster
        for name, since, *until in entry["owners"]:
            reason = "" if since == oldest else "Handed over with both backlogs read together"
            assign_owner(self.leader, cluster, self.people[name], self.clock.day(since), reason)
            if until:
                end_ownership(
                    self.leader, cluster, self.clock.day(until[0]), "Moved to other duties"
                )
        for name in entry.get("team", ()):
            join_team(self.leader, cluster, self.people[name], self.clock.day(began - 30))

    def _add_product(self, entry: Entry, part: Entry) -> None:
        home, day = part.get("moved", [entry["name"]])[0], self.clock.day
        product = create_product(
            self.leader,
            name=part["name"],
            introduced_on=day(part["began"]),
            cluster=self.clusters[home],
            key=part["key"],
            stage=part["stages"][0][0],
            kind=part["kind"],
            summary=part["summary"],
            business_domain=part["domain"],
            eligible_users=part.get("eligible"),
            daily_users=part.get("daily"),
        )
        self.products[part["name"]] = product
        for stage, ago, reason in part["stages"][1:]:
            change_stage(self.leader, product, stage, day(ago), reason)
        for text in part.get("changes", ()):
            kind, start, end, title, *ended = text.split("|")
            change = start_change(
                self.leader,
                product,
                kind=kind,
                title=title,
                started_on=day(int(start)),
                planned_end=day(int(end) if ended else -int(end)),
            )
            if ended:
                finish_change(self.leader, change, day(int(ended[0])))
        if "override" in part and self.leader:
            treat_as, since, left, reason = part["override"]
            override_activity(self.leader, product, treat_as, day(since), day(-left), reason)

    def _connect(self, part: Entry) -> None:
        product = self.products[part["name"]]
        for text in part.get("users", ()):
            name, headcount, use_case = text.split("|")
            if name not in self.personas:
                slug = name.lower().replace(" ", "-")
                self.personas[name] = Persona.objects.create(name=name, slug=slug)
            ProductUser.objects.create(
                product=product,
                persona=self.personas[name],
                headcount=int(headcount),
                use_case=use_case,
            )
        Dependency.objects.bulk_create(
            Dependency(product=product, needs=self.products[name]) for name in part.get("needs", ())
        )

    def _add_items(self, pairs: list[tuple[Entry, Entry]]) -> None:
        items = []
        for entry, part in pairs:
            names = [*entry.get("team", ()), entry["owners"][-1][0]]
            people = [self.people[name].pk for name in names]
            product = self.products[part["name"]].pk
            items += [
                item_history(ItemLine.parse(text), product, people, part["began"], self.clock)
                for text in part["items"]
            ]
        order = ["in_progress", "waiting", "ready", "idea", "shipped", "dropped"]
        items.sort(key=lambda item: order.index(item.history[-1].state))
        added = add_items(self.leader, items)
        add_expectations(_read("outcomes"), added, self.personas, self.clock)

    def _move(self, entry: Entry, part: Entry) -> None:
        if "moved" in part and self.leader:
            on, reason = self.clock.day(part["moved"][1]), part["moved"][2]
            product = Product.objects.get(pk=self.products[part["name"]].pk)
            move_product(self.leader, product, self.clusters[entry["name"]], on, reason)

    def _leave(self) -> None:
        for entry in _read("people")["person"]:
            if "left" in entry and self.leader:
                day = self.clock.day(entry["left"])
                deactivate_person(self.leader, self.people[entry["name"]], day)


def _read(name: str) -> Entry:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))
