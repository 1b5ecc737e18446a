"""The tracked files and the addresses, for the house tests."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import unwrap
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from portfolio.environment import ROOT

ROOMS = ("people", "products", "metrics", "backlogs", "reviews")
PYTHON = ("portfolio", *ROOMS)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is or would be committed, relative to the root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    files = [Path(name) for name in said.split("\0") if name]
    assert len(files) > 100, "the list of tracked files is too short to be true"
    return tuple(sorted(file for file in files if (ROOT / file).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Our Python files below the folders, without migrations."""
    found = [
        file
        for file in tracked()
        if file.suffix == ".py" and file.parts[0] in folders and "migrations" not in file.parts
    ]
    assert found, f"no Python files below {folders}"
    return found


def text(file: Path) -> str:
    """A tracked file's text."""
    return (ROOT / file).read_text(encoding="utf-8", errors="replace")


def syntax(file: Path) -> ast.Module:
    """A Python file's tree."""
    return ast.parse(text(file), str(file))


@dataclass(frozen=True)
class Address:
    """One URL pattern with its full name."""

    name: str
    route: str
    view: Any

    @property
    def room(self) -> str:
        """The room in the name; the two addresses for machines belong to the front door."""
        return self.name.partition(":")[0] if ":" in self.name else "portfolio"

    @property
    def word(self) -> str:
        """`packet_detail` for `reviews:packet-detail`."""
        return self.name.rpartition(":")[2].replace("-", "_")

    @property
    def function(self) -> Any:
        """The view without its decorators."""
        return unwrap(self.view)


@cache
def addresses() -> tuple[Address, ...]:
    """Every address of the program."""
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], space: str, route: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, pattern.namespace or space, here)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"/{here} has no name"
            yield Address(
                f"{space}:{pattern.name}" if space else pattern.name, here, pattern.callback
            )
