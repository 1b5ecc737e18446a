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
GROUPS: Final = {
    "backlog": "Backlogs",
    "outcomes": "Outcomes",
    "load": "Ownership load",
    "lifecycle": "Lifecycle",
    "teams": "Teams",
    "split": "Split signals",
    "group": "Group proposals",
    "dependencies": "Dependencies",
    "metrics": "Metrics and scores",
    "warnings": "Warnings",
    "ownership": "Ownership as a promise",
    "portfolio": "Colours and the map",
    "start": "Where to start",
    "triage": "Candidates",
    "reviews": "Review calendar",
}
WORDS: Final = {
    "backlog.item_stale_days": "Days untouched after which an item is stale",
    "backlog.list_stale_days": "Days untended after which a list is stale",
    "backlog.scheme": "How items are scored",
    "outcomes.achieved": "Share of the expected change from which it is achieved",
    "outcomes.partly": "Share from which it is partly achieved",
    "outcomes.worse": "Share the wrong way from which it is worse",
    "outcomes.window_days": "Days measured before shipping, and up to a review",
    "outcomes.coverage": "Share of the expected measurements either side needs",
    "outcomes.minimum": "Items shipped below which nothing is warned of",
    "outcomes.least_share": "Share of them that should achieve at least a part",
    "split.halfway": "How far from a fair share to everything a share is too much",
    "split.quarters": "Quarters in a row from which a split signal holds",
    "split.quiet_quarters": "Whole quarters a dismissed signal is quiet",
    "dependencies.cut_share": "Share running to one other cluster, beside those inside, that cuts",
    "dependencies.cut_minimum": "Dependencies to one other cluster below which nothing is said",
    "dependencies.common_needs": "Products needing one, beyond which it is a common service",
    "group.trailing_days": "Days looked back for items touched",
    "group.items_threshold": "Items touched below which a mature product alone is thinly owned",
    "group.size_limit": "Products one proposal may hold",
    "group.common_needs": "Products needing the same one, beyond which that says nothing",
    "group.quiet_quarters": "Whole quarters a declined proposal is quiet",
    "load.active_ceiling": "Active products an owner may hold",
    "load.stable_ceiling": "Stable clusters at the ceiling",
    "load.triage_active": "Active products from which it is triage",
    "load.triage_active_strained": "The same, with operational change or high demand among them",
    "load.trailing_days": "Days looked back",
    "load.items_threshold": "Items started or shipped that make a product active",
    "load.demand_ratio": "Tickets, as a multiple of what is usual, that count as high demand",
    "load.demand_windows": "Windows the usual is taken from",
    "load.demand_windows_with_data": "Of these, windows that must have data",
    "load.demand_minimum": "Tickets below which nothing counts as high demand",
    "load.design_quarters": "Quarters in a row that make it a design problem",
    "lifecycle.introduction_months": "Months a product may stay in introduction",
    "lifecycle.growth_months": "Months it may stay in growth",
    "lifecycle.retirement_months": "Months it may stay in retirement",
    "lifecycle.question_months": "Months for which an answer to the yearly question counts",
    "lifecycle.plan_days": "Days a retirement may be without a way out",
    "teams.minimum_members": "Members below which a team's stability is not judged",
    "teams.median_tenure_months": "Median tenure in months below which a team is unstable",
    "teams.kept_share": "Share of members that should be kept over four quarters",
    "metrics.stale_after_cadences": "Cadences after which a metric is stale",
    "metrics.minimum_coverage": "Share of the weight a score needs",
    "metrics.fewest": "Fewest metrics a product should track",
    "metrics.most": "Most metrics a product should track",
    "metrics.trend_quarters": "Quarters in a trend",
    "metrics.aimless_quarters": "Quarters until a growing product without a goal is a warning",
    "metrics.reaction_days_health": "Days an operational metric may be off target",
    "metrics.reaction_days_value": "Days a business metric may be off target",
    "metrics.deviation_days": "Days a deviation may be accepted for at once",
    "metrics.weighting": "How products weigh in the score of a cluster and of the portfolio",
    "warnings.noise_subjects": "Subjects from which a rule can be badly set",
    "warnings.noise_one_in": "A rule is badly set where it speaks of more than one in so many",
    "warnings.snooze_days": "Days a warning may be snoozed for at once",
    "ownership.confirm_days": "Days after which an owner is asked again: still yours?",
    "ownership.answer_days": "Days to answer, before their manager hears of it",
    "ownership.escalate_days": "Days their manager has, before leadership hears of it",
    "portfolio.health_good": "Health from which a product is on target",
    "portfolio.health_fair": "Health from which it is at risk, below off target",
    "portfolio.map_value": "Value at which the map divides",
    "portfolio.map_health": "Health at which the map divides",
    "start.daily_users": "Daily users from which people depend on something",
    "start.open_items": "Old open items from which a backlog is neglected",
    "start.item_days": "Days after which an open item is old",
    "start.fewest": "Places of the list to start with",
    "start.most": "Places at most, when scores are even",
    "triage.likeness": "Share of three-letter groups that names of the same thing share",
    "reviews.packet_days": "Days before the first meeting at which packets begin by themselves",
    "reviews.first_reminder_days": "Days before a meeting of the first reminder",
    "reviews.last_reminder_days": "Days before a meeting of the last reminder",
    "reviews.overdue_days": "Days after its period within which a review is in time",
}


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
