"""Which characters may be in text that people give us."""

import re

# C0 without tab, line feed and carriage return; DEL and C1; halves of surrogate pairs;
# the two code points Unicode keeps for nobody.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def has_control_characters(text: str) -> bool:
    """Whether `text` holds a character that no keyboard gives and a spreadsheet chokes on."""
    return FORBIDDEN.search(text) is not None
