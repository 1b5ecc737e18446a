"""The saved views of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backlogs.actions.saved_views import save_view
from people.models import Person
from products.models import Cluster


def build_views(
    content: Mapping[str, Any], clusters: Mapping[str, Cluster], people: Mapping[str, Person]
) -> None:
    """Save each; a shared one is saved by anybody."""
    anybody = next(iter(people.values()))
    for view in content["view"]:
        by = people[view["who"]] if "who" in view else anybody
        cluster = clusters[view["cluster"]]
        save_view(by, cluster, view["name"], view["query"], is_shared="who" not in view)
