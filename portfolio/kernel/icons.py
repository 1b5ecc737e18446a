"""Icons: one sprite of Lucide symbols, drawn by name."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

SPRITE: Final = "vendor/lucide/sprite.svg"
NAMES: Final = frozenset(
    (Path(__file__).resolve().parents[2] / "static/vendor/icons.txt").read_text().split()
)


class UnknownIcon(ValueError):
    """An icon that is not in the sprite; add its name to static/vendor/icons.txt first."""


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """The icon as an image named `label`, or as decoration without one.

    `classes` may be `i-s` for a small one. Raises `UnknownIcon`.
    """
    if name not in NAMES:
        raise UnknownIcon(f"no icon “{name}” in static/vendor/icons.txt")
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    classes = f"i {classes}".strip()
    return mark_safe(f'<svg class="{classes}" {told}><use href="{static(SPRITE)}#{name}"/></svg>')
