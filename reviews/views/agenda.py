"""The agenda of a meeting and the people asked to come, changed one at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from people.models import Person
from portfolio.kernel.errors import Refused
from portfolio.kernel.htmx import redirect, render, wants_fragment
from portfolio.kernel.requests import AlmanacRequest
from reviews.actions.agenda import (
    add_topic,
    move_topic,
    remove_topic,
    set_attendance,
    set_topic_minutes,
)
from reviews.meeting_forms import AttendeeForm, TopicForm, TopicMinutesForm
from reviews.permissions import require_running
from reviews.queries.meeting_detail import meeting_to_run, topic_rows
from reviews.views.meetings import address


@require_POST
def topic_create(request: AlmanacRequest, pk: int) -> HttpResponse:
    """One more cluster at the end."""
    meeting = meeting_to_run(pk, request.user)
    cluster = _valid(TopicForm(request.POST))["cluster"]
    require_running(request.user, [cluster.pk])
    add_topic(request.user, meeting, cluster)
    messages.success(request, f"{cluster.name} is on the agenda.")
    return redirect(request, address(meeting))


@require_POST
def topic_position(request: AlmanacRequest, pk: int, topic: int) -> HttpResponse:
    """POST `after`: behind which topic it goes; empty or 0: first. Its row for a script."""
    meeting = meeting_to_run(pk, request.user)
    move_topic(request.user, meeting, topic, _after(request.POST.get("after", "")), None)
    if not wants_fragment(request):
        return redirect(request, address(meeting))
    row = next(row for row in topic_rows(meeting, True) if row.pk == topic)
    return render(request, "reviews/_topic.html", {"topic": row})


@require_POST
def topic_minutes(request: AlmanacRequest, pk: int, topic: int) -> HttpResponse:
    """How long it is talked about."""
    meeting = meeting_to_run(pk, request.user)
    minutes = _valid(TopicMinutesForm(request.POST))["minutes"]
    set_topic_minutes(request.user, meeting, topic, minutes)
    return redirect(request, address(meeting))


@require_POST
def topic_removal(request: AlmanacRequest, pk: int, topic: int) -> HttpResponse:
    """Off the agenda."""
    meeting = meeting_to_run(pk, request.user)
    if remove_topic(request.user, meeting, topic):
        messages.success(request, "The cluster is off the agenda.")
    return redirect(request, address(meeting))


@require_POST
def attendee_create(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Ask somebody to come."""
    meeting = meeting_to_run(pk, request.user)
    person = _valid(AttendeeForm(request.POST))["person"]
    set_attendance(request.user, meeting, person, comes=True)
    messages.success(request, f"{person.name} is asked to come.")
    return redirect(request, address(meeting))


@require_POST
def attendee_removal(request: AlmanacRequest, pk: int, slug: str) -> HttpResponse:
    """Somebody need not come."""
    meeting = meeting_to_run(pk, request.user)
    person = get_object_or_404(Person, slug=slug)
    set_attendance(request.user, meeting, person, comes=False)
    return redirect(request, address(meeting))


def _after(text: str) -> int | None:
    if not text or text == "0":
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Refused("There is no such place on the agenda.", code="place_unknown")
    return int(text)


def _valid(form: forms.Form) -> dict[str, Any]:
    """The cleaned data; a sentence for what cannot be meant."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label or name.capitalize()
        raise Refused(f"{label}: {errors[0]}", code="form_wrong", field=name)
    return form.cleaned_data
