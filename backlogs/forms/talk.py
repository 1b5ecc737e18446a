"""The forms of what is said about an item, what hangs on it and what it waits for."""

from __future__ import annotations

from django import forms

from backlogs.actions.links import LONGEST_URL
from backlogs.forms.items import ReferenceField
from backlogs.models.comment import LONGEST_COMMENT


class CommentForm(forms.Form):
    """A comment."""

    text = forms.CharField(
        label="Comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None}),
        help_text="Markdown. Name somebody with @, as in @olga or @olga-owner, and they are told.",
    )


class CommentEditForm(CommentForm):
    """A comment again, with the version it was read as."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """An attachment by link."""

    url = forms.CharField(
        label="Web address",
        max_length=LONGEST_URL,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Empty: its host."
    )


class WaitForm(forms.Form):
    """What an item waits for."""

    blocker = ReferenceField(
        label="Waits for", help_text="An item of this or another cluster, such as CR-198."
    )
