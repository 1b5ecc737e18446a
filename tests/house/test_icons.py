"""Icons: the sprite holds what the list names, and the pinned versions are those in the manifest."""

import json

from portfolio.environment import ROOT

VENDOR = ROOT / "static" / "vendor"


def test_the_sprite_holds_the_listed_icons() -> None:
    names = (VENDOR / "icons.txt").read_text().split()
    sprite = (VENDOR / "lucide" / "sprite.svg").read_text()

    assert names == sorted(set(names))
    assert [name for name in names if f'<symbol id="{name}"' not in sprite] == []
    assert sprite.count("<symbol") == len(names)


def test_the_files_are_of_the_pinned_versions() -> None:
    pinned = json.loads((VENDOR / "package.json").read_text())["dependencies"]
    manifest = json.loads((VENDOR / "MANIFEST.json").read_text())

    assert {part["name"]: part["version"] for part in manifest} == pinned
