"""Third-party files are exactly the ones that were looked at, each with its licence."""

import hashlib
import json

from portfolio.environment import ROOT
from tests.house.tree import tracked

VENDOR = ROOT / "static" / "vendor"
ABOUT = {"MANIFEST.json", "package.json", "vendor.py", "icons.txt"}


def manifest() -> dict[str, str]:
    packages = json.loads((VENDOR / "MANIFEST.json").read_text())
    files = {name: digest for package in packages for name, digest in package["files"].items()}
    assert len(files) > 5, "the manifest is too short to be true"
    return files


def test_every_file_is_the_one_in_the_manifest() -> None:
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in manifest()}
    assert found == manifest()


def test_every_file_is_in_the_manifest() -> None:
    here = {
        str((ROOT / file).relative_to(VENDOR))
        for file in tracked()
        if file.parts[:2] == ("static", "vendor")
    }
    assert here - ABOUT == set(manifest())


def test_every_package_names_its_licence() -> None:
    packages = json.loads((VENDOR / "MANIFEST.json").read_text())
    for package in packages:
        assert package["licence"], package["name"]
        assert package["version"], package["name"]
