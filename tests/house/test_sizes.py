"""Files and functions stay small enough to be read at a sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PYTHON, python_files, syntax, text, tracked

# Lines. A function that has to be longer is named here with its reason.
LIMITS = {
    "models": 150,
    "tasks": 80,
    "template": 120,
    "other": 250,
}
LONGEST_FUNCTION = 40
LONG_FUNCTIONS = {
    "portfolio/queries/product_row.py:_lists": "one statement: an entry for each part of the row",
    "portfolio/views/style_guide.py:_parts": "one example of every component, in one list",
}


def shelf(file: Path) -> str:
    if "models" in file.parts or file.name == "models.py":
        return "models"
    if file.name == "tasks.py":
        return "tasks"
    return "other"


def lines(file: Path) -> int:
    return len(text(file).splitlines())


def long_functions(file: Path) -> Iterator[tuple[str, int]]:
    """Counted without the docstring."""
    for node in ast.walk(syntax(file)):
        if not isinstance(node, ast.FunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
        if length > LONGEST_FUNCTION:
            yield f"{file}:{node.name}", length


def test_python_files_stay_small() -> None:
    large = {
        str(file): lines(file)
        for file in python_files(*PYTHON, "tests")
        if lines(file) > LIMITS[shelf(file)]
    }
    assert large == {}


def test_templates_stay_small() -> None:
    templates = [file for file in tracked() if file.parts[0] == "templates"]
    large = {str(file): lines(file) for file in templates if lines(file) > LIMITS["template"]}
    assert large == {}


def test_functions_stay_small() -> None:
    found = dict(pair for file in python_files(*PYTHON) for pair in long_functions(file))
    assert {name: length for name, length in found.items() if name not in LONG_FUNCTIONS} == {}
