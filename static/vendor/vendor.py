"""Copy the third-party files the pages need out of pinned npm packages, with their licences.

Run by hand when a version in `package.json` or a name in `icons.txt` changes: `make vendor`.
The copies are committed, so neither Node nor a network is needed to run or test the site.
`MANIFEST.json` names each file with its version, licence and SHA-256; a test re-hashes them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONT = "@fontsource-variable/instrument-sans"
COPIES: dict[str, list[tuple[str, str]]] = {
    "htmx.org": [("dist/htmx.min.js", "htmx/htmx.min.js"), ("LICENSE", "htmx/LICENSE.txt")],
    "sortablejs": [
        ("Sortable.min.js", "sortablejs/Sortable.min.js"),
        ("LICENSE", "sortablejs/LICENSE.txt"),
    ],
    "@github/hotkey": [("dist/index.js", "hotkey/hotkey.js"), ("LICENSE", "hotkey/LICENSE.txt")],
    "lucide-static": [("LICENSE", "lucide/LICENSE.txt")],
    FONT: [
        ("files/instrument-sans-latin-wght-normal.woff2", "instrument-sans/latin.woff2"),
        (
            "files/instrument-sans-latin-ext-wght-normal.woff2",
            "instrument-sans/latin-ext.woff2",
        ),
        ("LICENSE", "instrument-sans/LICENSE.txt"),
    ],
}


WEIGHTS = (400, 620)


def printed(target: Path) -> list[str]:
    """The variable web font cut to fixed weights as TTF, for pictures and paper, where no browser
    draws. Needs `uvx`, which fetches fonttools for this once."""
    fonttools = ["uvx", "--from", "fonttools[woff]", "fonttools"]
    written = []
    for part in ("latin", "latin-ext"):
        whole = target / f"{part}.ttf"
        source = str(target / f"{part}.woff2")
        subprocess.run(
            [*fonttools, "ttLib.woff2", "decompress", "-o", str(whole), source], check=True
        )
        for weight in WEIGHTS:
            name = f"print-{part}-{weight}.ttf"
            cut = ["varLib.instancer", "--static", "-o", str(target / name)]
            subprocess.run([*fonttools, *cut, str(whole), f"wght={weight}"], check=True)
            written.append(f"{target.name}/{name}")
        whole.unlink()
    return written


def sprite(icons: Path, names: list[str]) -> str:
    """One SVG with a `<symbol>` per icon; the page draws one with `<use href="…#name">`."""
    symbols = []
    for name in names:
        source = (icons / f"{name}.svg").read_text()
        found = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        if found is None:
            raise SystemExit(f"{name}.svg is not an SVG file")
        body = re.sub(r"\s+", " ", found[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def vendor() -> None:
    """Install the pinned packages in a temporary folder and copy what is listed above."""
    packages = json.loads((HERE / "package.json").read_text())["dependencies"]
    names = (HERE / "icons.txt").read_text().split()
    manifest = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "package.json", folder)
        command = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit"]
        subprocess.run(command, cwd=folder, check=True)
        for package, version in packages.items():
            root = Path(folder) / "node_modules" / package
            written = []
            for source, target in COPIES[package]:
                (HERE / target).parent.mkdir(exist_ok=True)
                shutil.copyfile(root / source, HERE / target)
                written.append(target)
            if package == FONT:
                written += printed(HERE / "instrument-sans")
            if package == "lucide-static":
                (HERE / "lucide/sprite.svg").write_text(sprite(root / "icons", sorted(names)))
                written.append("lucide/sprite.svg")
            licence = json.loads((root / "package.json").read_text())["license"]
            hashes = {f: hashlib.sha256((HERE / f).read_bytes()).hexdigest() for f in written}
            manifest.append(
                {"name": package, "version": version, "licence": licence, "files": hashes}
            )
    (HERE / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    vendor()
