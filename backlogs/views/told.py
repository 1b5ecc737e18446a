"""Saying what was done, with the way back at hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portfolio.kernel import htmx


def undo_url(act: int | None) -> str:
    """Where the act is undone; empty where there is none."""
    return reverse("backlogs:act-reversal", args=[act]) if act else ""


def with_undo(response: HttpResponse, words: str, act: int | None) -> HttpResponse:
    """The answer with a toast that can undo `act`."""
    url = undo_url(act)
    return htmx.with_event(response, "toast", {"words": words} | ({"undo": url} if url else {}))


def say(request: HttpRequest, words: str, act: int | None) -> None:
    """A notice on the next page that can undo `act`."""
    messages.success(request, words, extra_tags=undo_url(act))
