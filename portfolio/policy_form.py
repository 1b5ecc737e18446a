"""Every threshold of the organisation's policy on one form."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms

from backlogs.values import BacklogPolicy
from backlogs.values.verdicts import OutcomePolicy
from metrics.values import MetricPolicy
from people.queries import today
from portfolio.kernel.forms import DayField
from portfolio.kernel.words import Word
from portfolio.policy_words import WORDS
from portfolio.values import PortfolioPolicy, StartPolicy
from products.values.dependencies import DependencyPolicy
from products.values.lifecycle import LifecyclePolicy
from products.values.ownership import OwnershipPolicy
from products.values.triage import TriagePolicy
from reviews.values import LoadPolicy
from reviews.values.group import GroupPolicy
from reviews.values.meetings import ReviewPolicy
from reviews.values.split import SplitPolicy
from reviews.values.teams import TeamPolicy
from reviews.values.warnings import WarningPolicy

Threshold = int | Decimal | Word

ROOMS: Final = {
    "backlog": BacklogPolicy,
    "outcomes": OutcomePolicy,
    "load": LoadPolicy,
    "lifecycle": LifecyclePolicy,
    "teams": TeamPolicy,
    "split": SplitPolicy,
    "group": GroupPolicy,
    "dependencies": DependencyPolicy,
    "metrics": MetricPolicy,
    "warnings": WarningPolicy,
    "ownership": OwnershipPolicy,
    "portfolio": PortfolioPolicy,
    "start": StartPolicy,
    "triage": TriagePolicy,
    "reviews": ReviewPolicy,
}
READERS: Final = (
    BacklogPolicy.from_thresholds,
    OutcomePolicy.from_thresholds,
    LoadPolicy.from_thresholds,
    SplitPolicy.from_thresholds,
    GroupPolicy.from_thresholds,
    DependencyPolicy.from_thresholds,
    LifecyclePolicy.from_thresholds,
    TeamPolicy.from_thresholds,
    MetricPolicy.from_thresholds,
    WarningPolicy.from_thresholds,
    OwnershipPolicy.from_thresholds,
    PortfolioPolicy.from_thresholds,
    StartPolicy.from_thresholds,
    TriagePolicy.from_thresholds,
    ReviewPolicy.from_thresholds,
)


def keys() -> list[tuple[str, Threshold]]:
    """Every threshold with its default, room by room."""
    found: list[tuple[str, Threshold]] = []
    for room, policy in ROOMS.items():
        found += [(f"{room}.{field.name}", field.default) for field in fields(policy)]  # type: ignore[misc]
    return found


def words_for(key: str) -> str:
    """What a threshold means; its own name when nobody has written it down."""
    return WORDS.get(key, key.partition(".")[2].replace("_", " ").capitalize())


def written(value: object, default: Threshold | None) -> str:
    """A threshold as people read it: a word by its label."""
    if isinstance(default, Word):
        return type(default)(str(value)).label
    return str(value)


def field_name(key: str) -> str:
    """The form's field for a threshold."""
    return key.replace(".", "__")


class PolicyForm(forms.Form):
    """A new version: all thresholds, from when on, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    effective_from = DayField(
        label="In force from",
        future=True,
        help_text="Today or later: what was shown before keeps the thresholds it was made with.",
    )
    note = forms.CharField(
        label="Why it changes", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, default in keys():
            self.fields[field_name(key)] = _field(key, default)

    def clean_effective_from(self) -> date:
        """The past is not judged anew."""
        day: date = self.cleaned_data["effective_from"]
        if day < today():
            raise forms.ValidationError("Choose today or a later day.", code="in_past")
        return day

    def clean(self) -> dict[str, Any]:
        """Thresholds must not contradict each other; the rooms know."""
        data = super().clean() or {}
        if self.errors:
            return data
        given = self.thresholds()
        for read in READERS:
            try:
                read(given)
            except ValueError as error:
                self._blame(str(error))
        return data

    def thresholds(self) -> dict[str, object]:
        """What differs from the defaults, as a policy version keeps it."""
        given = ((key, default, self.cleaned_data[field_name(key)]) for key, default in keys())
        return {
            key: value if isinstance(default, int) else str(value)
            for key, default, value in given
            if value != default
        }

    def _blame(self, sentence: str) -> None:
        """The complaint names a key; people read its words."""
        named = sorted((key for key, _ in keys() if key in sentence), key=len, reverse=True)
        for key in named:
            sentence = sentence.replace(key, f"“{words_for(key)}”")
        self.add_error(field_name(named[0]) if named else None, f"{sentence}.")


def _field(key: str, default: Threshold) -> forms.Field:
    if isinstance(default, Word):
        return forms.ChoiceField(label=words_for(key), choices=type(default).choices())
    hint = f"Usually {default}."
    if isinstance(default, int):
        return forms.IntegerField(
            label=words_for(key), min_value=0, max_value=10_000, help_text=hint
        )
    return forms.DecimalField(
        label=words_for(key),
        min_value=Decimal(0),
        max_value=Decimal(10_000),
        max_digits=10,
        decimal_places=4,
        help_text=hint,
    )
