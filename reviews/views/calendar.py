"""The review calendar, a cluster's schedule, and feeds for calendar programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import render as plain
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.actions.share_links import GivenLink, open_shared, revoke, share
from people.permissions import require, sees_everything
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster
from reviews.actions.schedule import set_schedule
from reviews.meeting_forms import ScheduleForm
from reviews.models import ReviewSchedule
from reviews.permissions import require_running
from reviews.queries.feeds import CALENDAR_ALL, CALENDAR_OWN, feed_bytes, feeds_of, own_feed
from reviews.queries.review_calendar import review_calendar_page
from reviews.values.meetings import USUAL_CADENCE, USUAL_MINUTES


@require_safe
def review_calendar(request: AlmanacRequest) -> HttpResponse:
    """Meetings ahead and behind; when each cluster is due."""
    context = {"page": review_calendar_page(request.user), "timeless": True}
    return render(request, "reviews/review_calendar.html", context)


def schedule_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """How often a cluster is reviewed, by whom, for how long."""
    cluster = get_object_or_404(Cluster, slug=slug)
    require_running(request.user, [cluster.pk])
    row = ReviewSchedule.objects.filter(cluster=cluster).select_related("facilitator").first()
    now = _schedule(row)
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=now)
    context: dict[str, Any] = {"form": form, "cluster": cluster, "timeless": True}
    try:
        if carried_out(form, lambda data: set_schedule(request.user, cluster, **data)):
            messages.success(request, f"The schedule of {cluster.name} is saved.")
            return redirect(request, reverse("reviews:review-calendar"))
    except Conflict as conflict:
        context["conflict"] = clash_of(form, now, now["version"], conflict.message, request.path)
        return render(request, "reviews/schedule_form.html", context, status=409)
    return render(request, "reviews/schedule_form.html", context, status=status_of(form))


def _schedule(row: ReviewSchedule | None) -> dict[str, Any]:
    return {
        "cadence_months": row.cadence_months if row else USUAL_CADENCE,
        "facilitator": row.facilitator.slug if row and row.facilitator else None,
        "minutes": row.minutes if row else USUAL_MINUTES,
        "version": row.version if row else 0,
    }


def feed_list(request: AlmanacRequest) -> HttpResponse:
    """My feeds, and POST: a new one, whose address is told this once."""
    given: GivenLink | None = None
    if request.method == "POST":
        kind = CALENDAR_ALL if request.POST.get("kind") == CALENDAR_ALL else CALENDAR_OWN
        if kind == CALENDAR_ALL:
            who = "leadership, facilitators and admins"
            require(sees_everything, request.user, who=who)
        given = share(request.user, kind, request.user.pk, today() + timedelta(days=365))
    path = reverse("reviews:calendar-feed", args=[given.token]) if given else ""
    context = {
        "feeds": feeds_of(request.user),
        "address": request.build_absolute_uri(path) if path else "",
        "may_all": sees_everything(request.user),
        "timeless": True,
    }
    answer = plain(request, "reviews/feed_list.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def feed_revocation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take one of my feeds back at once."""
    if revoke(request.user, own_feed(request.user, pk)):
        messages.success(request, "The feed is taken back and does not work any more.")
    return redirect(request, reverse("reviews:feed-list"))


@require_safe
def calendar_feed(request: AlmanacRequest, token: str) -> HttpResponse:
    """The feed behind a secret address, for programs that cannot sign in."""
    return HttpResponse(
        feed_bytes(open_shared(token)),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": 'inline; filename="reviews.ics"',
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )
