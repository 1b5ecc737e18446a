"""Two packets of a cluster side by side: what moved, the farthest first (DOMAIN 13).

Scores and metrics are ranked by the share of their whole way they went: a score of 100 by its
points, a metric by its attainment. Counts are ranked among themselves, by the change over the
larger of the two. A metric without attainment in both is ranked by its value in the same manner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portfolio.kernel.numbers import EXACT, HUNDRED
from portfolio.kernel.words import Word

Body = Mapping[str, Any]
NOTHING = Decimal(0)
WARNING = "Warning: "


class Sense(Word):
    """Whether a change is for the better."""

    BETTER = "better", "Better"
    WORSE = "worse", "Worse"
    OTHER = "other", "Changed"
    SAME = "same", "Unchanged"
    NEW = "new", "New"
    GONE = "gone", "No longer told"


@dataclass(frozen=True)
class Figure:
    """One number of a packet. `share` is how far it is on its way, 0 to 1, where that is known.

    `good` is 1 where more is better, -1 where less is, 0 where neither is.
    """

    of: str
    name: str
    unit: str
    value: Decimal | None
    good: int = 0
    share: Decimal | None = None


@dataclass(frozen=True)
class Move:
    """The same figure in both; `size` is what it is ranked by."""

    of: str
    name: str
    unit: str
    was: Decimal | None
    now: Decimal | None
    sense: Sense
    size: Decimal

    @property
    def change(self) -> Decimal | None:
        """Now less was, where both are numbers."""
        return None if self.was is None or self.now is None else EXACT.subtract(self.now, self.was)


@dataclass(frozen=True)
class Turn:
    """Something told in words that is different now; empty where it was not there."""

    of: str
    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """What is measured and what is counted, each with the farthest moved first; and words."""

    measured: tuple[Move, ...]
    counted: tuple[Move, ...]
    turns: tuple[Turn, ...]


def compare_packets(then: Body, now: Body) -> Comparison:
    """Every figure of either packet, and the words that changed."""
    old, new = _turning(then), _turning(now)
    return Comparison(
        measured=_moves(_measured(then), _measured(now)),
        counted=_moves(_counted(then), _counted(now)),
        turns=tuple(
            Turn(*key, old.get(key, ""), new.get(key, ""))
            for key in dict.fromkeys((*new, *old))
            if _differs(key[1], old.get(key, ""), new.get(key, ""))
        ),
    )


def _differs(name: str, was: str, now: str) -> bool:
    """A warning that stands in both is no news, however its sentence counts the days."""
    return was != now and not (name.startswith(WARNING) and was and now)


def _moves(then: Iterable[Figure], now: Iterable[Figure]) -> tuple[Move, ...]:
    old = {(one.of, one.name): one for one in then}
    new = {(one.of, one.name): one for one in now}
    found = [_move(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    return tuple(sorted(found, key=lambda move: (-move.size, move.of, move.name)))


def _move(old: Figure | None, new: Figure | None) -> Move:
    told = new or old
    assert told is not None, "one of the two packets has it"
    was, now = old.value if old else None, new.value if new else None
    return Move(told.of, told.name, told.unit, was, now, _sense(old, new), _size(old, new))


def _sense(old: Figure | None, new: Figure | None) -> Sense:
    was, now = old.value if old else None, new.value if new else None
    if was == now:
        return Sense.SAME
    if was is None or now is None:
        return Sense.NEW if was is None else Sense.GONE
    before, after = (one.share if one else None for one in (old, new))
    if before is not None and after is not None and before != after:
        return Sense.BETTER if after > before else Sense.WORSE
    good = new.good if new else 0
    good = good if now > was else -good
    return {1: Sense.BETTER, -1: Sense.WORSE}.get(good, Sense.OTHER)


def _size(old: Figure | None, new: Figure | None) -> Decimal:
    if old is None or new is None or old.value is None or new.value is None:
        return NOTHING
    if old.share is not None and new.share is not None:
        return abs(EXACT.subtract(new.share, old.share))
    largest = max(abs(old.value), abs(new.value))
    if largest == NOTHING:
        return NOTHING
    return EXACT.divide(abs(EXACT.subtract(new.value, old.value)), largest)


def _measured(body: Body) -> Iterable[Figure]:
    section = body["sections"].get("metrics", {})
    cluster = body["cluster"]["name"]
    products = section.get("products", [])
    for kind, score in section.get("scores", {}).items():
        yield _score(cluster, kind, score)
    for product in products:
        if len(products) > 1:
            for kind in ("health", "value"):
                yield _score(product["name"], kind, product[kind])
        for metric in product["metrics"]:
            yield Figure(
                product["name"],
                metric["name"],
                metric["unit"],
                _number(metric["value"]),
                {"higher": 1, "lower": -1}.get(metric["direction"], 0),
                _number(metric["attainment"]),
            )


def _score(of: str, kind: str, score: Mapping[str, Any]) -> Figure:
    value = _number(score["score"])
    share = None if value is None else EXACT.divide(value, HUNDRED)
    return Figure(of, kind.capitalize(), "", value, 1, share)


COUNTS: tuple[tuple[str, str, int, Callable[[Mapping[str, Any]], Any]], ...] = (
    ("Items shipped", "", 1, lambda told: told["backlog"]["flow"]["shipped"]),
    ("Items in progress", "", 0, lambda told: told["backlog"]["flow"]["in_progress"]),
    ("Flow time, median", "days", -1, lambda told: told["backlog"]["flow"]["flow_days_median"]),
    ("Open items", "", 0, lambda told: told["backlog"]["list"]["open"]),
    ("Stale items", "", -1, lambda told: told["backlog"]["list"]["stale"]),
    ("Outcomes achieved", "", 1, lambda told: told["outcomes"]["shipped"]["lots"]["achieved"]),
    ("Active products of the owner", "", -1, lambda told: told["accountability"]["load"]["active"]),
    ("Stable clusters of the owner", "", 0, lambda told: told["accountability"]["load"]["stable"]),
    ("Warnings", "", -1, lambda told: len(told["warnings"])),
)


def _counted(body: Body) -> Iterable[Figure]:
    """What the packet does not tell, because it had no such section then, is left out."""
    for name, unit, good, read in COUNTS:
        try:
            value = _number(read(body["sections"]))
        except (KeyError, TypeError):
            continue
        yield Figure("", name, unit, value, good)


def _turning(body: Body) -> dict[tuple[str, str], str]:
    """What is told in words, by what it is of and its name."""
    sections, cluster = body["sections"], body["cluster"]["name"]
    told: dict[tuple[str, str], str] = {}
    section = sections.get("accountability", {})
    told[cluster, "Accountable owner"] = (section.get("owner") or {}).get("name", "nobody")
    told[cluster, "Load of the owner"] = (section.get("load") or {}).get("level", "")
    for product in sections.get("lifecycle", {}).get("products", []):
        told[product["name"], "Stage"] = product["stage"] or ""
    for product in sections.get("metrics", {}).get("products", []):
        for metric in product["metrics"]:
            told[product["name"], metric["name"]] = metric["status"]
    for warning in sections.get("warnings", []):
        subject = warning.get("product") or warning.get("person") or warning.get("cluster") or ""
        told[str(subject), WARNING + warning["rule"]] = warning["sentence"]
    return told


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
