"""Where in a TOML text a key stands, for messages."""

import re

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")


def line_of(text: str, table: str, number: int, key: str) -> int:
    """The line (from 1) of `key` in the `number`-th `[[table]]` (or in `[table]`); 0 if not found.

    A dotted key is looked for by its longest beginning that stands at the start of a line.
    """
    lines = text.splitlines()
    start = _table_line(lines, table, number)
    names = key.split(".") if key else []
    while names:
        pattern = re.compile(r"^\s*" + r"\s*\.\s*".join(map(re.escape, names)) + r"\s*[=.]")
        for index in range(start, len(lines)):
            if index > start and HEADER.match(lines[index]):
                break
            if pattern.match(lines[index]):
                return index + 1
        names.pop()
    return start + 1 if start or not table else 0


def _table_line(lines: list[str], table: str, number: int) -> int:
    count = -1
    for index, line in enumerate(lines):
        header = HEADER.match(line)
        if header and header.group(2) == table:
            count += 1
            if count == number or header.group(1) == "[":
                return index
    return 0
