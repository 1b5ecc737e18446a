"""How far the owner's preparation of a packet has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portfolio.kernel.words import counted
from products.values.lifecycle import Check


def completeness(
    ask: str,
    went_badly: str,
    comments: Mapping[str, str],
    sections: Collection[str],
    handed_in: str,
) -> tuple[Check, ...]:
    """The four things a review wants to find; `handed_in` are words, empty where it was not.

    A comment on one section is enough: silence about the others says that they speak for
    themselves.
    """
    said = sum(1 for key in sections if comments.get(key))
    note = f"{said} of {counted(len(sections), 'section')} commented"
    return (
        Check("numbers", "The quarter’s numbers are handed in", bool(handed_in), handed_in),
        Check("ask", "The ask is given", bool(ask)),
        Check("badly", "What went badly is said", bool(went_badly)),
        Check("comments", "A section has the owner’s comment", said > 0, note),
    )
