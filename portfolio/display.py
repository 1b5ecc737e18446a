"""How pages look to one person: colours, row height, single keys; kept in cookies."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

DISPLAY: Final = {
    "theme": ("Colours", (("", "System"), ("light", "Light"), ("dark", "Dark"))),
    "density": ("Rows", (("compact", "Compact"), ("", "Normal"), ("roomy", "Roomy"))),
    "keys": ("Single keys", (("", "On"), ("off", "Off"))),
}
"""Name of the choice, which is also its cookie's → its label, and its values with their words."""


@dataclass(frozen=True)
class Choice:
    """One display setting with the value chosen now."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


def display_choices(request: HttpRequest) -> tuple[Choice, ...]:
    """The display settings as the person's cookies have them; nonsense counts as unset."""
    found = []
    for name, (label, options) in DISPLAY.items():
        value = request.COOKIES.get(name, "")
        known = {option for option, _ in options}
        found.append(Choice(name, label, value if value in known else "", options))
    return tuple(found)
