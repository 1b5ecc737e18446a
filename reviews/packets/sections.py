"""The sections of a packet, in the order in which they are read.

A room that learns something new about a cluster adds a module beside the others and a line here.
A section has a `key`, under which its content stands in the packet, a `title`, a `template` that
shows that content (in the narrow column where `is_aside`), and `load(chunk)`, which reads and
writes down every cluster of the chunk in a constant number of statements. Its content holds only
text, numbers, dates, lists and objects, in an order of its own, and names things by slug: keys of
rows differ between two installations. None in place of content: the cluster's packet does without
the section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reviews.packets import (
    accountability,
    backlog,
    lifecycle,
    metrics,
    objectives,
    outcomes,
    preparation,
    split,
    surroundings,
    warnings,
)
from reviews.packets.chunk import Chunk


@dataclass(frozen=True)
class Section:
    """One part of every packet."""

    key: str
    title: str
    load: Callable[[Chunk], Mapping[int, Any]]
    is_aside: bool = False

    @property
    def template(self) -> str:
        """What shows its content."""
        return f"reviews/sections/{self.key}.html"


SECTIONS: tuple[Section, ...] = (
    Section("preparation", "What the owner asks for", preparation.load, is_aside=True),
    Section("warnings", "Warnings", warnings.load),
    Section("split", "Split signals", split.load),
    Section("accountability", "Who is accountable", accountability.load, is_aside=True),
    Section("lifecycle", "Lifecycle and changes", lifecycle.load, is_aside=True),
    Section("metrics", "Health and value", metrics.load),
    Section("objectives", "Objectives and purpose", objectives.load),
    Section("outcomes", "Outputs beside outcomes", outcomes.load),
    Section("backlog", "Flow and backlog", backlog.load),
    Section("surroundings", "Team, users and dependencies", surroundings.load),
)
