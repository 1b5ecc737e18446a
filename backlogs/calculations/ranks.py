"""Where an item's rank comes from: whole numbers with room between them (see backlogs/README.md).

A move writes one rank, the middle of the gap it goes into. A fresh gap of 2^32 can be halved 32
times at the very same place before it is used up; then the neighbours are spread out again.
"""

GAP = 2**32
# Half of what a bigint holds, so that sums of two ranks and one more gap always fit.
LOWEST = -(2**62)
HIGHEST = 2**62
# A renumbered neighbourhood shall last: at least this much room between any two of its items.
ROOMY = 2**16
FIRST_WINDOW = 32


def ranks_between(low: int | None, high: int | None, count: int = 1) -> list[int] | None:
    """`count` rising ranks strictly between `low` and `high`, evenly apart; None: no room.

    None as a bound means the list ends there: new ranks then stand one `GAP` apart. Raises
    `ValueError` for bounds out of order and for a count below one.
    """
    if count < 1:
        raise ValueError(f"at least one rank is needed, not {count}")
    if low is not None and high is not None:
        return _inside(low, high, count)
    if high is not None:
        ranks = [high - GAP * step for step in range(count, 0, -1)]
    else:
        start = 0 if low is None else low + GAP
        ranks = [start + GAP * step for step in range(count)]
    return ranks if ranks[0] >= LOWEST and ranks[-1] <= HIGHEST else None


def _inside(low: int, high: int, count: int) -> list[int] | None:
    if low >= high:
        raise ValueError(f"{low} does not come before {high}")
    if high - low <= count:
        return None
    return [low + (high - low) * step // (count + 1) for step in range(1, count + 1)]


def fresh_ranks(count: int) -> list[int]:
    """`count` ranks for a whole list, one `GAP` apart around zero."""
    first = -(count // 2) * GAP
    return [first + GAP * place for place in range(count)]


def is_roomy(low: int | None, high: int | None, count: int) -> bool:
    """Whether `count` items between these bounds would stand at least `ROOMY` apart."""
    if low is None or high is None:
        ranks = ranks_between(low, high, count)
        return ranks is not None
    return (high - low) // (count + 1) >= ROOMY
