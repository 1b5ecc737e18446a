"""To whom imported items are given: people by e-mail or name, as far as they are known here."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Person
from portfolio.kernel.importing import Ref, Row, World
from portfolio.kernel.words import counted

NAMED = 5
"""So many unknown people are named; the rest is counted."""


class Assignees:
    """The people the rows name. Work doesn't wait for a name: who is unknown here, or shares the
    name with somebody, is noted, and the item comes in as it would without."""

    def __init__(self, rows: list[Row]) -> None:
        texts = {row.values["assignee"].casefold() for row in rows if "assignee" in row.values}
        self.found = _people(texts) if texts else {}
        self.unknown: dict[str, str] = {}

    def settle(self, row: Row, current: Ref | None = None) -> None:
        """Put the person in the place of the name; nothing where it is whom the item has."""
        if "assignee" not in row.values:
            return
        name = row.values.pop("assignee")
        people = self.found.get(name.casefold(), [])
        is_current = current is not None and (
            current.label.casefold() == name.casefold() or current.pk in [one.pk for one in people]
        )
        if is_current:
            return
        if len(people) == 1:
            row.values["assignee"] = people[0]
        else:
            self.unknown.setdefault(name.casefold(), name)

    def note(self, world: World) -> None:
        """Say whom nobody could be found for."""
        names = list(self.unknown.values())
        if not names:
            return
        listed = ", ".join(f"“{name}”" for name in names[:NAMED])
        more = f" and {counted(len(names) - NAMED, 'other')}" if len(names) > NAMED else ""
        world.plan.notes.append(f"Nobody here, or nobody alone, is called {listed}{more}")


def _people(texts: set[str]) -> dict[str, list[Ref]]:
    people = Person.objects.annotate(folded=Lower("name"), mail=Lower("email"))
    by_text: dict[str, list[Ref]] = defaultdict(list)
    wanted = people.filter(Q(folded__in=texts) | Q(mail__in=texts), left_on__isnull=True)
    for person in wanted.order_by("pk"):
        ref = Ref("person", person.name, "", person.pk)
        for text in {person.name.casefold(), (person.email or "").casefold()}:
            by_text[text].append(ref)
    return by_text
