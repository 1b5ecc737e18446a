"""What people of the demo said about its warnings."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

from people.models import Person
from people.queries import today
from products.models import Ownership
from reviews.actions.warning_handling import acknowledge, snooze
from reviews.models import PortfolioWarning

CONTENT = Path(__file__).parent / "content" / "warnings.toml"


def answer_warnings() -> None:
    """Acknowledge or snooze the open warnings the content names by their rule.

    The owner acknowledges, leadership snoozes. A rule that is quiet in this quarter has no answer.
    """
    leader = Person.objects.filter(is_leadership=True).earliest("pk")
    owners = {row.cluster_id: row.person for row in Ownership.objects.on(today()).select_related()}
    for entry in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["answer"]:
        row = PortfolioWarning.objects.open().filter(rule=entry["rule"]).order_by("pk").first()
        if row is None:
            continue
        seen = row.events.latest("pk").pk  # type: ignore[attr-defined]
        if "days" in entry:
            until = today() + timedelta(days=entry["days"])
            snooze(leader, row.pk, until=until, note=entry["note"], seen=seen)
        elif (owner := owners.get(row.cluster_id or 0)) is not None:
            acknowledge(owner, row.pk, note=entry["note"], seen=seen)
