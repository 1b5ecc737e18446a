"""CSV and its relatives: comma, semicolon or tab, quoted line breaks, one header row."""

import csv
import io
from collections.abc import Iterator, Sequence

from portfolio.kernel.tabular.controls import text_problem
from portfolio.kernel.tabular.decoding import decode
from portfolio.kernel.tabular.formulas import unmarked
from portfolio.kernel.tabular.values import (
    Limits,
    Origin,
    Problem,
    Reading,
    ReadOptions,
    Record,
    Source,
    refuse,
    shown,
)

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_CHARACTERS = 64_000
SAMPLE_RECORDS = 20


def read_delimited(source: Source, options: ReadOptions, limits: Limits) -> Reading:
    """The rows below the header row; a ragged, unreadable or unclean row becomes a problem."""
    text = decode(source.content, source.name, options.encoding)
    text, announced = _announced_delimiter(text)
    delimiter = announced or _named(options.delimiter) or detect_delimiter(text)
    result = Reading()
    lines = _lines(text, delimiter, source.name, result, 2 if announced else 1)
    header = _header_line(lines, options.header_row, source.name)
    cells = numbered(header[1]) if options.number_columns else header[1]
    names = header_names(cells, Origin(source.name, header[0]), limits)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if options.marked:
            cells = [unmarked(cell) for cell in cells]
        if len(result.records) >= limits.rows:
            raise too_many_rows(Origin(source.name, line), limits)
        add_row(result, names, cells, Origin(source.name, line), limits)
    return result


def detect_delimiter(text: str) -> str:
    """The separator that splits the first records most evenly; comma when nothing is split."""
    sample = text[:SAMPLE_CHARACTERS]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = _sample_counts(sample, delimiter)
        if not counts or counts[0] < 2:
            continue
        even = sum(count == counts[0] for count in counts) / len(counts)
        if (even, counts[0]) > best_score:
            best, best_score = delimiter, (even, counts[0])
    return best


def numbered(cells: Sequence[str]) -> list[str]:
    """Columns of the same name told apart: `Sprint`, `Sprint (2)`, as trackers export them."""
    seen: dict[str, int] = {}
    result = []
    for cell in cells:
        name = cell.strip()
        seen[name] = seen.get(name, 0) + 1
        result.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return result


def header_names(cells: Sequence[str], origin: Origin, limits: Limits) -> list[str]:
    """Column names, trimmed; a nameless one is called `column 3`; none twice."""
    names = [cell.strip() or f"column {n}" for n, cell in enumerate(cells, start=1)]
    if len(names) > limits.columns:
        raise refuse(
            origin,
            f"{len(names):,} columns, at most {limits.columns:,} are read. Split the table",
            "too-many-columns",
        )
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if len(name) > limits.column_name_characters:
            reason = (
                f"the name of column {number} has {len(name):,} characters, at most "
                f"{limits.column_name_characters:,} are read. Is the first row a header?"
            )
            raise refuse(origin, reason, "column-name-too-long", value=name)
        if name in seen:
            reason = (
                f"columns {seen[name]} and {number} are both called “{shown(name)}”. Rename one"
            )
            raise refuse(origin, reason, "column-twice", column=name)
        problem = text_problem(name, origin, f"column {number}", limits)
        if problem:
            raise refuse(
                origin, problem.reason, problem.code, column=f"column {number}", value=name
            )
        seen[name] = number
    return names


def add_row(
    result: Reading, names: list[str], cells: Sequence[str], origin: Origin, limits: Limits
) -> None:
    """Put one row of texts into the result, or the reason why it cannot be read."""
    width = len(names)
    if len(cells) != width:
        extra = [n for n, cell in enumerate(cells[width:], start=width + 1) if cell.strip()]
        if extra or len(cells) < width:
            result.problems.append(_ragged(names, cells, origin))
            return
        cells = cells[:width]
    longest = max(map(len, cells))
    if longest > limits.cell_characters or not "".join(cells).isprintable():
        for name, cell in zip(names, cells, strict=True):
            problem = text_problem(cell, origin, name, limits)
            if problem:
                result.problems.append(problem)
                return
    result.records.append(Record(origin, dict(zip(names, cells, strict=True))))


def too_many_rows(origin: Origin, limits: Limits) -> Exception:
    """The refusal of a table that is too long."""
    reason = f"more than {limits.rows:,} rows. Split the file and import the parts one by one"
    return refuse(origin, reason, "too-many-rows")


def _ragged(names: list[str], cells: Sequence[str], origin: Origin) -> Problem:
    short = len(cells) < len(names)
    column = names[len(cells)] if short else f"column {len(names) + 1}"
    value = cells[-1] if short and cells else "" if short else cells[len(names)]
    reason = (
        f"{len(cells)} cells where the header has {len(names)}: "
        f"{'the row ends before' if short else 'nothing is named in'} “{column}”. "
        "Look for a missing quotation mark or separator"
    )
    return Problem(origin, reason, column, shown(value), "ragged")


def _lines(
    text: str, delimiter: str, file: str, result: Reading, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; what the parser refuses goes to the problems."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            result.problems.append(_unreadable(str(error), Origin(file, line)))
            continue
        if cells:
            yield line, cells


def _unreadable(message: str, origin: Origin) -> Problem:
    if "unexpected end of data" in message:
        reason = "a quotation mark opens in this row and never closes; everything after it is lost"
    elif "field larger" in message:
        reason = "a cell longer than 131,072 characters, often an unclosed quotation mark"
    elif "expected after" in message:
        reason = "text behind a closing quotation mark. Double the marks inside a cell"
    else:
        reason = f"the row cannot be read: {message}"
    return Problem(origin, reason, code="row-unreadable")


def _header_line(
    lines: Iterator[tuple[int, list[str]]], header_row: int, file: str
) -> tuple[int, list[str]]:
    for found, (line, cells) in enumerate(lines, start=1):
        if found >= header_row:
            return line, cells
    raise refuse(Origin(file), "the file is empty: it has no header row", "empty")


def _announced_delimiter(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, taken off."""
    first, _, rest = text.partition("\n")
    announced = first.strip("\r ")
    if announced.lower().startswith("sep=") and len(announced) == 5:
        return rest, announced[4]
    return text, ""


def _named(name: str) -> str:
    if name == "auto":
        return ""
    return next((sign for sign, word in DELIMITERS.items() if name in (sign, word)), "")


def _sample_counts(sample: str, delimiter: str) -> list[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    counts: list[int] = []
    try:
        for cells in reader:
            if cells:
                counts.append(len(cells))
            if len(counts) >= SAMPLE_RECORDS:
                break
    except csv.Error:
        return counts
    return counts
