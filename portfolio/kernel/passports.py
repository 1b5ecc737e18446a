"""The passport of a figure: where a number that somebody computed comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Passport:
    """What `components/passport.html` shows behind a figure.

    `shown` is the figure in words, `mark` its drawing where it has one. A passport without a
    definition is fetched from `url` when it is opened; `url` is then also the page that says the
    same without scripts. With a definition, `url` leads on to the rows behind, named by `source`.
    """

    shown: str
    definition: str = ""
    formula: str = ""
    rows: Rows = ()
    coverage: str = ""
    fresh: str = ""
    by: str = ""
    policy: str = ""
    change: str = ""
    changes: Rows = ()
    url: str = ""
    source: str = "Rows behind it"
    mark: SafeString | str = ""
