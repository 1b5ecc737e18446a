"""A saved view: its name, for whom, and what it shows."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from backlogs.forms.filters import read_filters
from portfolio.kernel.moments import Moment


class NameForm(forms.Form):
    """What a saved view is called."""

    name = forms.CharField(max_length=80, help_text="As it stands above the list.")


class SaveForm(NameForm):
    """A view to be saved; `query` is what stands behind the question mark of the list's address."""

    is_shared = forms.BooleanField(required=False, label="For everybody who reads this list")
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def filters_at(self, moment: Moment) -> str:
        """The query with what means something to a list, in the order an address has it."""
        params = QueryDict(self.cleaned_data["query"])
        return urlencode(read_filters(params, moment).params())[:1000]
