"""What I was told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.actions.notifications import choose_mail, mark_all_read, mark_read
from people.queries import notification_list_page
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted


@require_safe
def notification_list(request: AlmanacRequest) -> HttpResponse:
    """Newest first; unread ones, or all."""
    shown = request.GET.get("shown", "unread")
    page = notification_list_page(request.user, shown, request.GET.get("page", "1"))
    context = {"page": page, "timeless": True}
    return render(request, "people/notification_list.html", context)


@require_POST
def notification_reading(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Mark one as read; `open` goes on to what it is about."""
    row = mark_read(request.user, pk)
    goes_on = request.POST.get("open")
    return redirect(request, row.path if goes_on else reverse("people:notification-list"))


@require_POST
def notification_clearance(request: AlmanacRequest) -> HttpResponse:
    """Mark all as read."""
    count = mark_all_read(request.user)
    messages.success(request, f"Marked {counted(count, 'notification')} as read.")
    return redirect(request, reverse("people:notification-list"))


@require_POST
def mail_choice(request: AlmanacRequest) -> HttpResponse:
    """POST `wanted` (yes or no): e-mail beside these notifications."""
    wanted = request.POST.get("wanted") == "yes"
    choose_mail(request.user, wanted=wanted)
    words = "You get e-mail before reviews." if wanted else "You get no e-mail any more."
    messages.success(request, words)
    return redirect(request, reverse("people:notification-list"))
