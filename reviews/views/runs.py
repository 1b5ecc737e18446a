"""Asking for a run, watching it, stopping it, taking it up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from portfolio.kernel import htmx
from portfolio.kernel.errors import NotFound
from portfolio.kernel.requests import AlmanacRequest
from reviews.actions.runs import cancel_run, request_run, retry_run
from reviews.models import ReviewRun
from reviews.queries.calendar import quarter_at
from reviews.queries.run_detail import run_detail_page
from reviews.queries.runs import run_of
from reviews.tasks import ring_for_run


def run_request(request: AlmanacRequest) -> HttpResponse:
    """POST `quarter`: begin a run or join the one under way, and go to its page."""
    requested = request_run(request.user, quarter_at(request.POST.get("quarter", "")))
    if requested.joined:
        messages.info(request, "These packets are being built already. This is that run.")
    else:
        ring_for_run(requested.run.pk)
    return htmx.redirect(request, _address(requested.run))


def run_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """A run; its progress alone for the page that polls."""
    page = run_detail_page(pk, request.user)
    return htmx.render(request, "reviews/run_detail.html", {"page": page}, fragment="progress")


def run_cancellation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """POST: stop the run."""
    return htmx.redirect(request, _address(cancel_run(request.user, _run(pk))))


def run_retry(request: AlmanacRequest, pk: int) -> HttpResponse:
    """POST: take up again what failed or was cancelled."""
    run = retry_run(request.user, _run(pk))
    ring_for_run(run.pk)
    return htmx.redirect(request, _address(run))


def _run(pk: int) -> ReviewRun:
    run = run_of(pk)
    if run is None:
        raise NotFound("There is no such run.", code="run_unknown")
    return run


def _address(run: ReviewRun) -> str:
    return reverse("reviews:run-detail", args=[run.pk])
