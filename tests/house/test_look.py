"""The look keeps its rules: no inline style or script, known icons, a light first load."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from portfolio.kernel.icons import NAMES
from portfolio.templatetags.shell import MODULES, SHEETS

ROOT = Path(settings.ROOT)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FIRST_LOAD = 150_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_compiles_and_names_known_icons(path: Path) -> None:
    text = path.read_text()

    get_template(str(path.relative_to(ROOT / "templates")))
    assert re.findall(r"hx-[a-z]+=.js:|{% load", text) == []
    assert [n for n in re.findall(r'{% icon "([^"]+)"', text) if n not in NAMES] == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_stays_in_its_layer_and_uses_tokens(name: str) -> None:
    path = finders.find(f"css/{name}.css")
    assert isinstance(path, str)
    text = re.sub(r"/\*.*?\*/", "", Path(path).read_text(), flags=re.DOTALL)

    assert "@layer" in text
    if name != "tokens":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []


def test_every_sheet_is_linked() -> None:
    there = {path.stem for path in (ROOT / "static" / "css").glob("*.css")}

    assert there == set(SHEETS)


def test_the_first_load_is_light() -> None:
    """What a first visit fetches beside the page, compressed as whitenoise does (gzip here)."""
    files = [f"css/{name}.css" for name in SHEETS] + [f"js/{name}.js" for name in MODULES]
    files += ["vendor/htmx/htmx.min.js", "vendor/hotkey/hotkey.js", "vendor/lucide/sprite.svg"]
    size = (ROOT / "static/vendor/instrument-sans/latin.woff2").stat().st_size
    size += sum(len(gzip.compress((ROOT / "static" / name).read_bytes())) for name in files)

    assert size < FIRST_LOAD * 0.85  # the rest is the page itself
