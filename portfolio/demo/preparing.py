"""What owners of the demo said to last quarter's packets, and which quarters were reviewed."""

from __future__ import annotations

import tomllib
from pathlib import Path

from people.models import Person
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Ownership
from reviews.actions.freezing import freeze
from reviews.actions.packet_notes import write_note
from reviews.models import Packet

CONTENT = Path(__file__).parent / "content" / "preparations.toml"
WORDS = ("cluster", "ask", "went_badly")


def prepare_packets(quarter: Quarter) -> None:
    """Each note in the name of the cluster's owner; before the packets of the quarter are built."""
    entries = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["note"]
    owners = Ownership.objects.on(quarter.last_day).select_related("person", "cluster")
    rows = {row.cluster.slug: row for row in owners}
    for entry in entries:
        row = rows[entry["cluster"]]
        comments = {key: text for key, text in entry.items() if key not in WORDS}
        asked = {name: entry.get(name, "") for name in WORDS[1:]}
        write_note(row.person, row.cluster, quarter, 0, comments=comments, **asked)


def freeze_reviewed(by: Person | None, quarter: Quarter) -> None:
    """The review of the quarter has been held: all of its packets are frozen."""
    built = Packet.objects.filter(quarter_start=quarter.start).values("cluster_id")
    for cluster in Cluster.objects.filter(pk__in=built).order_by("pk"):
        freeze(by, cluster, quarter)
