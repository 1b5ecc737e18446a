"""One place that looks at every text of a record: control characters, length, depth, size."""

from collections.abc import Iterator
from typing import Any

from portfolio.kernel.characters import FORBIDDEN
from portfolio.kernel.tabular.values import Limits, Origin, Problem, shown


def forbidden_reason(text: str) -> str:
    """Why a text is refused for the characters in it; empty when it is clean."""
    found = FORBIDDEN.search(text)
    if not found:
        return ""
    return (
        f"control character U+{ord(found.group()):04X} at position {found.start() + 1}. "
        "Remove it in the source"
    )


def text_problem(text: str, origin: Origin, column: str, limits: Limits) -> Problem | None:
    """The problem of one text, if it has one: a control character, or more than a cell may hold."""
    if len(text) > limits.cell_characters:
        reason = (
            f"{len(text):,} characters, at most {limits.cell_characters:,} are read from one cell. "
            "Shorten the text or keep it in a linked document"
        )
        return Problem(origin, reason, column, shown(text), "cell-too-long")
    reason = forbidden_reason(text)
    return Problem(origin, reason, column, shown(text), "control-character") if reason else None


def document_problem(
    data: Any, origin: Origin, limits: Limits, *, texts: bool = True
) -> Problem | None:
    """The first problem in a nested document, walked without recursion and without a copy.

    Without `texts` only its size and depth are looked at.

    Shared parts (YAML aliases) are counted each time they appear, so a small file that unfolds
    into millions of nodes stops at `limits.nodes`.
    """
    for nodes, (path, depth, value) in enumerate(_walk(data), start=1):
        where = Origin(origin.file, origin.number, origin.unit, path or origin.path)
        if nodes > limits.nodes:
            reason = f"more than {limits.nodes:,} values once unfolded. Split the file"
            return Problem(where, reason, code="too-many-values")
        if depth > limits.nesting:
            reason = f"nested deeper than {limits.nesting} levels. Flatten the file"
            return Problem(where, reason, code="too-deep")
        if texts and isinstance(value, str):
            problem = text_problem(value, where, path, limits)
            if problem:
                return problem
    return None


def _walk(data: Any) -> Iterator[tuple[str, int, Any]]:
    """Every value with its path and depth; keys are values too, since they are people's text."""
    stack: list[tuple[str, int, Any]] = [("", 0, data)]
    while stack:
        path, depth, value = stack.pop()
        yield path, depth, value
        if isinstance(value, dict):
            for key, inner in value.items():
                name = str(key)
                yield f"{path}.{name}" if path else name, depth, name
                stack.append((f"{path}.{name}" if path else name, depth + 1, inner))
        elif isinstance(value, (list, tuple)):
            stack.extend((f"{path}[{i}]", depth + 1, inner) for i, inner in enumerate(value))
