"""Where the public data sets for trial runs lie, if they do."""

from pathlib import Path

from portfolio.environment import ROOT

PLACES = (ROOT.parent / "shared" / "data", ROOT.parent.parent / "shared" / "data")
DATA: Path | None = next((place for place in PLACES if (place / "README.md").is_file()), None)
