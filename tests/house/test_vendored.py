"""Third-party files are what the manifest says, licensed, and free of addresses to fetch from."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings

VENDOR = Path(settings.ROOT) / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text())
OURS = {"MANIFEST.json", "package.json", "icons.txt", "vendor.py"}


@pytest.mark.parametrize("part", MANIFEST, ids=lambda part: part["name"])
def test_each_file_has_the_hash_of_its_version(part: dict[str, object]) -> None:
    pinned = json.loads((VENDOR / "package.json").read_text())["dependencies"]
    files = part["files"]
    assert isinstance(files, dict)
    assert files

    assert pinned[part["name"]] == part["version"]
    assert part["licence"]
    assert any(name.endswith("LICENSE.txt") for name in files)
    for name, expected in files.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected, name


def test_nothing_lies_there_that_the_manifest_does_not_name() -> None:
    named = {name for part in MANIFEST for name in part["files"]}

    there = {str(file.relative_to(VENDOR)) for file in VENDOR.rglob("*") if file.is_file()}

    assert there - {name for name in there if "__pycache__" in name} == named | OURS


def test_the_sprite_holds_the_listed_icons() -> None:
    names = (VENDOR / "icons.txt").read_text().split()
    sprite = (VENDOR / "lucide" / "sprite.svg").read_text()

    assert names == sorted(set(names))
    assert [name for name in names if f'<symbol id="{name}"' not in sprite] == []
    assert sprite.count("<symbol") == len(names)
