"""Refused rows as a CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io

from portfolio.kernel.tabular.formulas import harmless
from portfolio.models import ImportBatch

HEADER = ("file", "place", "what", "column", "value", "reason")


def refused_csv(batch: ImportBatch) -> str:
    """One row per refusal, in the order of the files."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(HEADER)
    lines = batch.lines.filter(outcome="refused").order_by("position")
    fields = ("file", "place", "kind", "column", "value", "reason")
    for line in lines.values_list(*fields).iterator(2_000):
        writer.writerow([harmless(text) for text in line])
    return buffer.getvalue()
