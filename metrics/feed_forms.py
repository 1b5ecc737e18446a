"""Forms about metrics made of events, and about working hours."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from metrics.models import WorkingCalendar
from metrics.values.events import FeedKind
from portfolio.kernel.forms import DayField, VersionedForm

LONGEST_LIMIT = Decimal(8760)
"""Hours in a year: no priority is given longer."""

MOST_LINES = 100

WEEKDAYS = [
    (number, name)
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
]


class LimitsField(forms.CharField):
    """Hours by priority, one to a line: `2 - High: 8`."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> dict[str, Decimal]:  # type: ignore[override]
        """The hours; a line that is none is named."""
        limits: dict[str, Decimal] = {}
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        for number, line in enumerate(lines[:MOST_LINES], start=1):
            if line:
                priority, hours = _limit(number, line)
                limits[priority] = hours
        if len(lines) > MOST_LINES:
            raise ValidationError(f"At most {MOST_LINES} priorities.", code="too_many")
        return limits


def _limit(number: int, line: str) -> tuple[str, Decimal]:
    priority, colon, text = line.rpartition(":")
    try:
        hours = Decimal(text.strip())
    except InvalidOperation:
        hours = Decimal("NaN")
    if not colon or not priority.strip() or not hours.is_finite():
        raise ValidationError(
            f"Line {number}, “{line[:60]}”: write the priority, a colon and the hours, as in "
            "“2 - High: 8”.",
            code="not_a_limit",
        )
    if not 0 < hours <= LONGEST_LIMIT:
        raise ValidationError(
            f"Line {number}: hours are above 0 and at most {LONGEST_LIMIT}.", code="out_of_range"
        )
    return priority.strip()[:40], hours


class WrittenForm(VersionedForm):
    """A form some of whose fields become values; beside others' version they stand as written."""

    WRITTEN: tuple[str, ...] = ()

    def as_written(self) -> None:
        """Put the text of those fields back, for `clash_of`."""
        for name in self.WRITTEN:
            self.cleaned_data[name] = self.data.get(self.add_prefix(name), "")


class FeedForm(WrittenForm):
    """What a metric is made of."""

    WRITTEN = ("limits", "longest_gap")

    kind = forms.ChoiceField(choices=FeedKind.choices(), label="Made of")
    since = DayField(
        label="From",
        help_text="Figures are made for the stretch of this day and every later one that is over.",
    )
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.all(),
        required=False,
        label="Hours that count",
        empty_label="All hours, day and night",
        help_text="For times to resolution and for the share resolved in time.",
    )
    limits = LimitsField(
        required=False,
        strip=False,
        max_length=10_000,
        label="Hours allowed, by priority",
        help_text="One to a line, “2 - High: 8”. Tickets of other priorities are not judged. Only "
        "for the share resolved in time.",
    )
    longest_gap = forms.DecimalField(
        label="A check is believed for at most (hours)",
        min_value=Decimal("0.01"),
        max_value=Decimal(720),
        initial=24,
        help_text="After that nothing is known, which counts neither as up nor as down. Only for "
        "availability by time.",
    )

    def clean(self) -> dict[str, Any]:
        """The share in time needs to know what in time means."""
        data = super().clean() or {}
        if data.get("kind") == FeedKind.WITHIN_SLA and data.get("limits") == {}:
            self.add_error("limits", "Say how many hours each priority is given.")
        if isinstance(data.get("longest_gap"), Decimal):
            data["longest_gap"] = timedelta(seconds=int(data["longest_gap"] * 3600))
        if data.get("kind"):
            data["kind"] = FeedKind(data["kind"])
        return data


class CalendarForm(WrittenForm):
    """When a service desk works."""

    WRITTEN = ("holidays",)

    name = forms.CharField(max_length=120)
    weekdays = forms.TypedMultipleChoiceField(
        choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    closes = forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    zone = forms.CharField(label="Time zone", max_length=60, help_text="As Europe/Berlin.")
    holidays = forms.CharField(
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whole days off, one to a line, as 2026-12-25.",
    )

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = str(self.cleaned_data["zone"])
        if zone not in available_timezones():
            raise ValidationError(
                f"“{zone}” is no time zone. Write it as Europe/Berlin.", code="no_such_zone"
            )
        return zone

    def clean_holidays(self) -> list[date]:
        """The days in order, each once; a line that is none is named."""
        days: set[date] = set()
        for number, line in enumerate(str(self.cleaned_data["holidays"]).splitlines(), start=1):
            if line.strip():
                try:
                    days.add(date.fromisoformat(line.strip()))
                except ValueError:
                    raise ValidationError(
                        f"Line {number}, “{line.strip()[:40]}”, is no day as 2026-12-25.",
                        code="not_a_day",
                    ) from None
        return sorted(days)

    def clean(self) -> dict[str, Any]:
        """Work begins before it ends."""
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes", "Work ends after it begins. Night shifts need two calendars.")
        return data
