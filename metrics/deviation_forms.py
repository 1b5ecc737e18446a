"""Forms about accepted deviations, and about why a metric was chosen."""

from __future__ import annotations

from typing import Any

from django import forms

from metrics.forms import number_field
from metrics.models import Metric
from metrics.values.worksheets import QUESTIONS, WORKSHEETS
from portfolio.kernel.forms import DayField, VersionedForm


def reason_field(label: str) -> forms.CharField:
    """A sentence that has to be there."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=2000, widget=widget)


class DeviationForm(forms.Form):
    """What is accepted, until when, and why."""

    value = number_field("We live with", help_text="As bad as it may be meanwhile.")
    until = DayField(label="Up to and with", future=True)
    reason = reason_field("Because")

    def __init__(self, *args: Any, metric: Metric, **options: Any) -> None:
        super().__init__(*args, **options)
        if metric.unit:
            self.fields["value"].label = f"We live with ({metric.unit})"


class DeviationEndForm(forms.Form):
    """Why an accepted deviation ends before its time."""

    reason = reason_field("Why it ends now")


class WorksheetForm(VersionedForm):
    """Eight questions, none of them required; an empty form says nothing and is refused."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for title, questions in WORKSHEETS:
            for name, question in questions.items():
                self.fields[name] = forms.CharField(
                    label=f"{title}: {question[0].lower()}{question[1:]}",
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in QUESTIONS):
            self.add_error(None, "Answer at least one question.")
        return data
