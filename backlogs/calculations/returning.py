"""Where items belong when they come back to the list they were taken out of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from backlogs.calculations.acts import anchors


def returned(
    before: Sequence[int],
    stayed: Sequence[int],
    coming: Sequence[int],
    moved_since: Collection[int] = (),
) -> list[int]:
    """The list `stayed` with `coming` back in it, as `before` had them.

    Both are the orders of now. With nothing changed meanwhile the answer is `before` itself. What
    was rearranged since keeps its new order: the places the old items had are filled in the order
    they have now, and each of those places is found behind the nearest item above it that has not
    been moved since (`moved_since`). An item that is new since then follows the one it stands
    behind now; without any old item, the new ones go to the end.
    """
    here, known = set(stayed), set(before)
    old = [key for key in coming if key in known]
    if not old:
        return [*stayed, *coming]
    order = [key for key in before if key in here or key in set(old)]
    waiting, found = iter(old), list(stayed)
    for anchor, places in anchors(order, set(old), moved_since):
        place = found.index(anchor) + 1 if anchor is not None else 0
        found[place:place] = [next(waiting) for _ in places]
    return _with_new(found, coming, known)


def _with_new(found: list[int], coming: Sequence[int], known: Collection[int]) -> list[int]:
    """Each item that is new stands behind the one it stood behind, or before the first old one."""
    place = min(found.index(key) for key in coming if key in known)
    for key in coming:
        if key in known:
            place = found.index(key) + 1
        else:
            found.insert(place, key)
            place += 1
    return found
