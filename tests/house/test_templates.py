"""Templates keep the security policy and leave the work to Python.

Negative control: `test_the_checks_find_what_they_look_for`.
"""

import re

import pytest

from tests.house.tree import text, tracked

TEMPLATES = [file for file in tracked() if file.parts[0] == "templates" and file.suffix == ".html"]
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without a file": re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\bhx-on\b", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "a foreign address": re.compile(r"""\b(?:src|href)=["'](?:https?:)?//""", re.I),
    "a query": re.compile(r"\.(?:objects|all|filter|exists|select_related)\b"),
    "unescaped text": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
}


def findings(template: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(template)]


def test_templates_are_plain() -> None:
    found = {str(file): findings(text(file)) for file in TEMPLATES}
    assert {file: what for file, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<style>p {}</style>", "a style element"),
        ("<script>alert(1)</script>", "a script without a file"),
        ('<a onclick="x()">', "an event attribute"),
        ('<a hx-on:click="x()">', "hx-on"),
        ('<a href="javascript:x()">', "a script address"),
        ('<script src="https://cdn.example/x.js">', "a foreign address"),
        ("{% for item in cluster.items.all %}", "a query"),
        ("{{ text|safe }}", "unescaped text"),
    ],
)
def test_the_checks_find_what_they_look_for(template: str, found: str) -> None:
    assert found in findings(template)
    assert findings('<p class="x" data-style="y"><script src="/a.js" defer></script></p>') == []
