"""Text that a spreadsheet would run: marked on the way out, unmarked on the way in.

An apostrophe in front keeps a cell text. A text that begins with apostrophes and then a formula
gets one more, so that taking one off always gives back exactly what was there.
"""

import re

STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
MARKED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula, or for a marked one."""
    return STARTS_A_FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """The text as a cell that stays text."""
    return f"'{text}" if starts_a_formula(text) else text


def unmarked(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if MARKED.match(text) else text
