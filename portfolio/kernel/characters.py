"""Which characters may be in text that people give us."""

import re

from django import forms
from django.core.exceptions import ValidationError

# C0 without tab, line feed and carriage return; DEL and C1; halves of surrogate pairs;
# the two code points Unicode keeps for nobody.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def has_control_characters(text: str) -> bool:
    """Whether `text` holds a character that no keyboard gives and a spreadsheet chokes on."""
    return FORBIDDEN.search(text) is not None


def refuse_control_characters(text: object) -> None:
    """The validator every text field of every form has; what was typed stays in the form."""
    if has_control_characters(str(text)):
        raise ValidationError(
            "This holds a character nobody can type, probably from a copied document. "
            "Please type the text again.",
            code="control_characters",
        )


def refuse_in_every_form() -> None:
    """Gives the validator to all text fields made from now on; called once, at the start."""
    if refuse_control_characters not in forms.CharField.default_validators:
        forms.CharField.default_validators = [
            *forms.CharField.default_validators,
            refuse_control_characters,
        ]
