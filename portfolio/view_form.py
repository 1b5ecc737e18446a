"""A view to be kept: its name, for whom, and the query it keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portfolio.kernel.errors import NotFound
from portfolio.models.kept_view import Listed
from portfolio.queries.kept_views import query_to_keep


class KeptViewForm(forms.Form):
    """`query` is what stood behind the question mark when one chose to keep the view."""

    name = forms.CharField(max_length=80, help_text="As it stands among the saved views.")
    is_shared = forms.BooleanField(required=False, label="For everybody who reads this page")
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, listed: Listed, can_share: bool, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.listed = listed
        if not can_share:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        """Refuses what is no view: nothing chosen, or a filter the page does not have."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            kept = query_to_keep(self.listed, QueryDict(given.get("query", "")).dict())
        except NotFound as unknown:
            raise ValidationError(unknown.message, code=unknown.code) from unknown
        if not kept:
            raise ValidationError(
                "Nothing is chosen on the page yet. Filter it first, then save the view.",
                code="nothing_chosen",
            )
        if len(kept) > 1000:
            raise ValidationError("The filters are too long to keep.", code="too_long")
        return {**given, "query": kept}
