"""Review meetings: planned, looked at, changed, called off, held."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from reviews.actions.meetings import cancel_meeting, close_meeting, edit_meeting, plan_meeting
from reviews.actions.reminders import ask_letters
from reviews.meeting_forms import AttendeeForm, CancellationForm, MeetingForm, initial_of
from reviews.models import Meeting
from reviews.queries.meeting_create import clusters_by_importance, initial_meeting
from reviews.queries.meeting_detail import meeting_detail_page, meeting_to_run
from reviews.tasks import ring_for_letters
from reviews.values.meetings import LetterKind


def meeting_create(request: AlmanacRequest) -> HttpResponse:
    """Plan a meeting about the clusters that wait for one, or about those chosen."""
    clusters = clusters_by_importance(request.user)
    initial = initial_meeting(request.user, clusters, request.GET.get("cluster", ""))
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, initial=initial, clusters=clusters)
    made: list[Meeting] = []

    def act(_: dict[str, Any]) -> None:
        made.append(plan_meeting(request.user, form.details(), form.chosen()))

    if carried_out(form, act):
        messages.success(request, f"{made[0].title} is planned.")
        return redirect(request, address(made[0]))
    context = {"form": form, "timeless": True}
    return render(request, "reviews/meeting_create.html", context, status=status_of(form))


@require_safe
def meeting_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """The meeting with its agenda."""
    page = meeting_detail_page(pk, request.user)
    context = {"page": page, "attendee": AttendeeForm(), "timeless": True}
    return render(request, "reviews/meeting_detail.html", context)


def meeting_edit(request: AlmanacRequest, pk: int) -> HttpResponse:
    """When, where, by whom."""
    meeting = meeting_to_run(pk, request.user)
    form = MeetingForm(request.POST or None, initial=initial_of(meeting))
    context: dict[str, Any] = {"form": form, "meeting": meeting, "timeless": True}
    try:
        if carried_out(
            form,
            lambda data: edit_meeting(request.user, meeting, form.details(), data["version"]),
        ):
            messages.success(request, f"{form.cleaned_data['title']} is saved.")
            return redirect(request, address(meeting))
    except Conflict as conflict:
        meeting.refresh_from_db()
        now = initial_of(meeting)
        context["conflict"] = clash_of(form, now, meeting.version, conflict.message, request.path)
        return render(request, "reviews/meeting_edit.html", context, status=409)
    return render(request, "reviews/meeting_edit.html", context, status=status_of(form))


def meeting_cancellation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Call it off; everybody asked to come is told."""
    meeting = meeting_to_run(pk, request.user)
    form = CancellationForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        cancelled = cancel_meeting(request.user, meeting, data["because"])
        ask_letters(cancelled, LetterKind.CANCELLED, timezone.now())

    if carried_out(form, act):
        ring_for_letters()
        messages.success(request, f"{meeting.title} is called off.")
        return redirect(request, address(meeting))
    context = {"form": form, "meeting": meeting, "timeless": True}
    return render(request, "reviews/meeting_cancellation.html", context, status=status_of(form))


@require_POST
def meeting_closure(request: AlmanacRequest, pk: int) -> HttpResponse:
    """It took place."""
    meeting = close_meeting(request.user, meeting_to_run(pk, request.user))
    messages.success(request, f"{meeting.title} was held.")
    return redirect(request, address(meeting))


def address(meeting: Meeting) -> str:
    """The meeting's page."""
    return reverse("reviews:meeting-detail", args=[meeting.pk])
