"""What `manage.py packets --verify` says, and the exit code it leaves with."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from django.core.management.base import OutputWrapper

from portfolio.kernel.quarters import Quarter
from reviews.packets.verifying import Outcome, Verdict, verify_packets

FINE: Final = (Outcome.SAME, Outcome.ADDENDUM)
NO_REASON: Final = (Outcome.UNEXPLAINED, Outcome.FAILED)
SHOWN_PLACES: Final = 5


def say_verdicts(out: OutputWrapper, quarter: Quarter, *, as_json: bool) -> int:
    """Say each packet that is not as it was, as it is found, and the sums. The exit code."""
    sums: Counter[Outcome] = Counter()
    for verdict in verify_packets(quarter):
        sums[verdict.outcome] += 1
        if verdict.outcome in FINE:
            continue
        out.write(json.dumps(_told(verdict), ensure_ascii=False) if as_json else _words(verdict))
    _say_sums(out, quarter, sums, as_json=as_json)
    if any(sums[one] for one in NO_REASON):
        return 4
    return 2 if sums[Outcome.RESTATED] else 0


def _say_sums(
    out: OutputWrapper, quarter: Quarter, sums: Counter[Outcome], *, as_json: bool
) -> None:
    """With `--json` a line each for the packets, and this one last."""
    if as_json:
        told = {one.value: sums[one] for one in Outcome}
        line = {"quarter": quarter.compact, "packets": sums.total(), **told}
        out.write(json.dumps(line, ensure_ascii=False))
        return
    parts = [f"{sums[one]} {one.label[0].lower()}{one.label[1:]}" for one in Outcome if sums[one]]
    out.write(f"{quarter.label}: {sums.total()} packets. {'; '.join(parts)}.")


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "cluster": verdict.cluster,
        "revision": verdict.revision,
        "outcome": verdict.outcome.value,
        "differing": verdict.differing,
        "places": list(verdict.places),
        "why": list(verdict.why),
    }


def _words(verdict: Verdict) -> str:
    lines = [f"{verdict.cluster}, revision {verdict.revision}: {verdict.outcome.label.lower()}"]
    lines += [f"  {place}" for place in verdict.places[:SHOWN_PLACES]]
    if verdict.differing > SHOWN_PLACES:
        lines.append(f"  and {verdict.differing - SHOWN_PLACES} more places")
    lines += [f"  because {reason}" for reason in verdict.why]
    return "\n".join(lines)
