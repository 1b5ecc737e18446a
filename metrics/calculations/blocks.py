"""A block copied from a spreadsheet: lines of cells, laid over the grid from one cell on."""

from collections.abc import Sequence
from datetime import date

from metrics.values.cells import Place, Typed


def block_of(text: str) -> list[list[str]]:
    """The lines and their cells; tabs part cells, an empty last line is the copying's own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines]


def laid_out(
    block: Sequence[Sequence[str]],
    rows: Sequence[int],
    ends: Sequence[date],
    start: Place,
) -> tuple[list[Typed], int]:
    """The cells the block falls on, and how many numbers fall outside.

    `rows` are the metrics from top to bottom, `ends` the columns from left to right. Empty cells
    leave alone what they fall on.
    """
    top, left = rows.index(start.metric_id), ends.index(start.end)
    typed, outside = [], 0
    for down, line in enumerate(block):
        for right, text in enumerate(line):
            if not text:
                continue
            if top + down < len(rows) and left + right < len(ends):
                place = Place(rows[top + down], ends[left + right])
                typed.append(Typed(place, 0, text))
            else:
                outside += 1
    return typed, outside
