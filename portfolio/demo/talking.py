"""Comments, links and waits of the demo; items are found by their titles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from backlogs.actions.comments import add_comment
from backlogs.actions.links import add_link
from backlogs.actions.waits import add_wait
from backlogs.models import Item
from people.models import Person
from portfolio.demo.series import Clock

CONTENT = Path(__file__).parent / "content" / "talk.toml"


def talk(people: Mapping[str, Person], clock: Clock) -> None:
    """Say, attach and tie what the content file holds, in the order of the days."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    for entry in sorted(content["comment"], key=lambda entry: -entry["ago"]):
        at = clock.moment(entry["ago"], entry["text"])
        add_comment(people[entry["by"]], _item(entry["item"]), entry["text"], at=at)
    for entry in content["link"]:
        at = clock.moment(entry["ago"], entry["url"])
        item = _item(entry["item"])
        add_link(people[entry["by"]], item, entry["title"], entry["url"], at=at)
    for entry in content["wait"]:
        at = clock.moment(entry["ago"], entry["item"])
        add_wait(people[entry["by"]], _item(entry["item"]), _item(entry["for"]), at=at)


def _item(title: str) -> Item:
    return Item.objects.select_related("product").get(title=title)
