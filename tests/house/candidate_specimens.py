"""How to write the addresses of a candidate."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Person
from products.models import Candidate
from tests.house.world import Side, World


def _candidate(world: World, side: Side, actor: Person) -> dict[str, object]:
    """An entry nobody has judged."""
    found, _ = Candidate.objects.get_or_create(source="cmdb", key="1", defaults={"name": "Fax"})
    return {"pk": found.pk}


CANDIDATES: dict[str, Callable[[World, Side, Person], dict[str, object]]] = dict.fromkeys(
    [
        "portfolio:candidate-care",
        *(f"products:candidate-{word}" for word in ("detail", "judgement", "reopening", "match")),
    ],
    _candidate,
)
