"""Forms of the review calendar."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.forms import DayField, VersionedForm
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.actions.meetings import MeetingDetails
from reviews.models import Meeting
from reviews.queries.schedule import CADENCE_WORDS
from reviews.values.meetings import LONGEST_MINUTES

QUARTERS_OFFERED: Final = 6


def person_field(label: str, **options: Any) -> forms.ModelChoiceField:
    """Somebody who has not left."""
    people = Person.objects.active().order_by("name")
    return forms.ModelChoiceField(
        people, to_field_name="slug", label=label, empty_label="Nobody yet", **options
    )


def minutes_field(label: str = "Minutes", **options: Any) -> forms.IntegerField:
    """A length in minutes, up to eight hours."""
    return forms.IntegerField(label=label, min_value=1, max_value=LONGEST_MINUTES, **options)


def quarter_choices() -> list[tuple[str, str]]:
    """The current quarter and those before it, newest first, the last one over being usual."""
    current = Quarter.of(today(), organisation().first_month)
    return [(one.slug, one.label) for one in reversed(current.trailing(QUARTERS_OFFERED))]


class MeetingForm(VersionedForm):
    """When, where and by whom a quarter is reviewed; planning one also says about what."""

    title = forms.CharField(max_length=200)
    quarter = forms.ChoiceField(help_text="The quarter whose packets are read.")
    day = DayField(future=True)
    time = forms.TimeField(
        label="Beginning", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    zone = forms.CharField(
        label="Time zone",
        max_length=60,
        help_text="A name as Europe/Berlin: where its clock hangs.",
    )
    minutes = minutes_field("Length in minutes")
    place = forms.CharField(max_length=200, required=False)
    link = forms.URLField(
        label="Link for those who are not in the room",
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    facilitator = person_field("Facilitator")
    clusters = forms.ModelMultipleChoiceField(
        Cluster.objects.none(),
        to_field_name="slug",
        label="Clusters, in the order of the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one cluster."},
    )

    def __init__(
        self, *args: Any, clusters: Sequence[Cluster] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.order = list(clusters or ())
        self.fields["quarter"].choices = quarter_choices()  # type: ignore[attr-defined]
        if clusters is None:
            del self.fields["clusters"]
            return
        del self.fields["version"]
        field = self.fields["clusters"]
        field.queryset = Cluster.objects.filter(pk__in=[one.pk for one in self.order])  # type: ignore[attr-defined]
        field.choices = [(one.slug, one.name) for one in self.order]  # type: ignore[attr-defined]

    def clean_zone(self) -> str:
        """A zone the machine knows."""
        zone: str = self.cleaned_data["zone"]
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError("There is no such time zone.", code="zone_unknown")
        return zone

    def clean_day(self) -> date:
        """Meetings are planned at most two years ahead and recorded at most one back."""
        day: date = self.cleaned_data["day"]
        if not today() - timedelta(days=366) <= day <= today() + timedelta(days=731):
            raise forms.ValidationError("Choose a day nearer to today.", code="too_far")
        return day

    def details(self) -> MeetingDetails:
        """The valid form as the action wants it."""
        data = self.cleaned_data
        return MeetingDetails(
            title=data["title"],
            quarter=Quarter.parse(data["quarter"], organisation().first_month),
            starts_at=datetime.combine(data["day"], data["time"].replace(second=0, microsecond=0)),
            zone=data["zone"],
            minutes=data["minutes"],
            facilitator=data["facilitator"],
            place=data["place"],
            link=data["link"],
        )

    def chosen(self) -> list[Cluster]:
        """The clusters picked, in the order in which they were offered."""
        picked = set(self.cleaned_data["clusters"])
        return [one for one in self.order if one in picked]


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    start = meeting.local_start
    quarter = Quarter.of(meeting.quarter_start, organisation().first_month)
    return {
        "title": meeting.title,
        "quarter": quarter.slug,
        "day": start.date(),
        "time": start.time(),
        "zone": meeting.zone,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "link": meeting.link,
        "facilitator": meeting.facilitator.slug,
        "version": meeting.version,
    }


class CancellationForm(forms.Form):
    """Why a meeting does not take place."""

    because = forms.CharField(
        label="Why it is called off", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ScheduleForm(VersionedForm):
    """How often a cluster is reviewed."""

    cadence_months = forms.TypedChoiceField(
        label="Reviewed", choices=list(CADENCE_WORDS.items()), coerce=int
    )
    facilitator = person_field("Facilitator", required=False)
    minutes = minutes_field(help_text="How long it is usually talked about.")


class TopicMinutesForm(forms.Form):
    """How long a cluster is talked about."""

    minutes = minutes_field()


class TopicForm(forms.Form):
    """One more cluster for the agenda."""

    cluster = forms.ModelChoiceField(
        Cluster.objects.all(), to_field_name="slug", empty_label="Choose a cluster"
    )


class AttendeeForm(forms.Form):
    """One more person to come."""

    person = person_field("Person")
