"""Which split signals a draft would clear or bring, for the clusters whose products it changes."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.queries.drafts import Drafted
from reviews.calculations.split_words import told
from reviews.queries.split_signals import signals_if, signals_on
from reviews.values.split import Heard, Signal

Told = dict[tuple[int, Signal], tuple[int, Heard]]
"""Product and signal → the cluster it holds in, and its evidence."""


@dataclass(frozen=True)
class SignalLine:
    """One signal that comes or goes, as a sentence."""

    words: str
    is_new: bool


def signal_lines(found: Drafted) -> list[SignalLine]:
    """What comes first, then what goes; nothing is read where no product moves.

    In the draft the quarters behind are judged as if its clusters had been together all along
    (DOMAIN 4): nobody can know what they would have shipped, so what they did ship is taken.
    """
    before, after = found.before, found.after
    moved = [key for key, home in after.home.items() if before.home[key] != home]
    touched = {before.home[key] for key in moved} | {after.home[key] for key in moved}
    if not touched:
        return []
    was = _today(found, touched)
    now = _then(found, touched)
    names = {key: product.name for key, product in after.products.items()}
    come = [
        SignalLine(
            f"{names[key]} would be one to split off from {after.clusters[home].name}: had they "
            f"been together, {told(one, names).removesuffix('.')}.",
            is_new=True,
        )
        for (key, signal), (home, one) in now.items()
        if (key, signal) not in was
    ]
    gone = [
        SignalLine(
            f"{names[key]} would no longer be one to split off from "
            f"{before.clusters[home].name}: {signal.label.lower()}.",
            is_new=False,
        )
        for (key, signal), (home, _) in was.items()
        if (key, signal) not in now
    ]
    return come + gone


def _today(found: Drafted, touched: set[int]) -> Told:
    rows = signals_on(found.day, [key for key in touched if key > 0])
    return {(one.product_id, one.signal): (row.cluster_id, one) for row in rows for one in row.loud}


def _then(found: Drafted, touched: set[int]) -> Told:
    homes = {
        key: [one.product_id for one in found.after.members.get(key, ()) if one.activity.counts]
        for key in sorted(touched, key=lambda key: found.after.clusters[key].name)
    }
    rows = signals_if(found.day, homes)
    return {(one.product_id, one.signal): (key, one) for key in homes for one in rows[key]}
