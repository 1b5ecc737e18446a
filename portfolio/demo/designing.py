"""The draft that lies on the demo's design table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from people.models import Person
from portfolio.actions.draft_moves import give_cluster
from portfolio.actions.draft_terms import lock_thing
from portfolio.actions.drafts import comment_on_draft, create_draft
from products.models import Cluster


def build_draft(
    content: Mapping[str, Any], clusters: Mapping[str, Cluster], people: Mapping[str, Person]
) -> None:
    """One draft shared with leadership: its moves, what stays where it is, and what was said."""
    by = people[content["by"]]
    draft = create_draft(by, name=content["name"], note=content["note"], is_shared=True)
    for cluster, taker in content["moves"]:
        give_cluster(by, draft, clusters[cluster], people[taker])
    cluster, reason = content["stays"]
    lock_thing(by, draft, clusters[cluster], reason)
    for name, text in content["said"]:
        comment_on_draft(people[name], draft, text)
