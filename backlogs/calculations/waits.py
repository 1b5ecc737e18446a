"""Whether waiting would go round in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping


def circle(edges: Iterable[tuple[int, int]], item: int, blocker: int) -> tuple[int, ...]:
    """The circle that `item` waiting for `blocker` would close, beginning and ending at `item`.

    `edges` are the waits there are, as (who waits, for whom). The shortest circle; empty for none.
    """
    after: dict[int, list[int]] = {}
    for waiter, waited_for in edges:
        after.setdefault(waiter, []).append(waited_for)
    came_from: dict[int, int] = {blocker: item}
    queue = deque([blocker])
    while queue:
        here = queue.popleft()
        if here == item:
            return _way(came_from, item)
        for there in sorted(after.get(here, ())):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return ()


def _way(came_from: Mapping[int, int], item: int) -> tuple[int, ...]:
    way, here = [item], item
    while True:
        here = came_from[here]
        way.append(here)
        if here == item:
            return tuple(reversed(way))
