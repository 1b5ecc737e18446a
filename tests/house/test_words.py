"""Words and habits this house does without.

Negative control: `test_the_checks_find_what_they_look_for` gives each check its forbidden thing.
"""

import ast
import re
from pathlib import Path

from tests.house.tree import PYTHON, python_files, syntax, text, tracked

OURS = [
    file
    for file in tracked()
    if file.suffix in {".py", ".html", ".css", ".js", ".md", ".toml", ".yml", ".sh"}
    and "vendor" not in file.parts
    and file.parts[:2] not in {("tests", "data"), ("tests", "house")}
]
# Put together so that this file doesn't hold them.
UNFINISHED = re.compile(
    r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b"
    "|coming " + "soon|lorem " + "ipsum|not yet " + "implemented",
)
REGISTRIES = re.compile(
    "|".join(
        re.escape(part)
        for part in (
            "pypi" + ".org",
            "python" + "hosted",
            "npm" + "js.",
            "yarn" + "pkg",
            "docker" + ".io",
            "ghcr" + ".io",
            "quay" + ".io",
            "/opt/" + "pypi",
            "extra-" + "index-url",
            "--" + "index-url",
            "deb." + "debian",
        )
    )
)


def test_nothing_is_left_unfinished() -> None:
    found = {str(file): UNFINISHED.search(text(file)) for file in OURS}
    assert {file: match.group() for file, match in found.items() if match} == {}


def test_no_file_names_a_registry() -> None:
    allowed = {Path("Makefile")}  # names the options that keep addresses out of the locks
    found = {
        str(file): sorted(set(REGISTRIES.findall(text(file))))
        for file in tracked()
        if file.suffix not in {".woff2", ".png", ".xlsx"}
        and file not in allowed
        and "vendor" not in file.parts
        and REGISTRIES.search(text(file))
    }
    assert found == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common", "signals"}
    assert [str(file) for file in python_files(*PYTHON, "tests") if file.stem in drawers] == []


def imports_inside_functions(tree: ast.Module) -> list[int]:
    return sorted(
        {
            inner.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for inner in ast.walk(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def model_signals(tree: ast.Module) -> list[str]:
    return [
        str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"django.dispatch", "django.db.models.signals", "django.core.signals"}
    ]


def test_imports_stand_at_the_top() -> None:
    found = {str(file): imports_inside_functions(syntax(file)) for file in python_files(*PYTHON)}
    assert {file: where for file, where in found.items() if where} == {}


def test_no_signals_are_used() -> None:
    found = {str(file): model_signals(syntax(file)) for file in python_files(*PYTHON)}
    assert {file: what for file, what in found.items() if what} == {}


def test_every_module_with_code_says_what_it_is_for() -> None:
    silent = [
        str(file)
        for file in python_files(*PYTHON)
        if file.stem not in {"apps", "urls", "__init__"}
        and syntax(file).body
        and not ast.get_docstring(syntax(file))
    ]
    assert silent == []


def test_the_checks_find_what_they_look_for() -> None:
    assert UNFINISHED.search("# TO" + "DO: later")
    assert UNFINISHED.search("lorem " + "ipsum dolor")
    assert not UNFINISHED.search("hackney, todos of a person, xxxl")
    assert REGISTRIES.search("https://files.python" + "hosted.org/x")
    assert imports_inside_functions(ast.parse("def f():\n    import os")) == [2]
    assert model_signals(ast.parse("from django.dispatch import receiver")) == ["django.dispatch"]
