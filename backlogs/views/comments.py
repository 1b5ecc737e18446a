"""What is said about an item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from backlogs.actions.comments import add_comment, edit_comment, remove_comment
from backlogs.forms.talk import CommentEditForm, CommentForm
from backlogs.permissions import require_author, require_voice
from backlogs.queries.items import find_item
from backlogs.queries.talk import find_comment, item_comments_page
from backlogs.values import Reference
from backlogs.views.origin import back_to_item
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.markdown import rendered
from portfolio.kernel.requests import AlmanacRequest


@require_http_methods(["GET", "HEAD", "POST"])
def item_comments(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """All comments; POST adds one, or shows how it will look (`preview`)."""
    item = find_item(reference)
    form = CommentForm(request.POST or None)
    status, preview = status_of(form), ""
    if request.method == "POST":
        require_voice(request.user, item)
        form = CommentForm(request.POST)
        if "preview" in request.POST:
            preview, status = _preview(form), 200 if form.is_valid() else 422
        elif carried_out(form, lambda data: add_comment(request.user, item, data["text"])):
            messages.success(request, f"Your comment on {reference} is there.")
            return htmx.redirect(request, back_to_item(request, reference))
        else:
            status = 422
    number = request.GET.get("page", "1")
    page = item_comments_page(request.user, item, request.moment, number)
    context = {"page": page, "form": form, "preview": preview}
    return render(request, "backlogs/item_comments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def item_comment(request: AlmanacRequest, reference: Reference, pk: int) -> HttpResponse:
    """Reword one's own comment; a save over a newer one answers 409 with both."""
    comment = find_comment(reference, pk)
    require_author(request.user, comment)
    form = CommentEditForm(
        request.POST or None, initial={"text": comment.text, "version": comment.version}
    )
    context: dict[str, Any] = {"form": form, "reference": reference, "preview": ""}
    status = status_of(form)
    try:
        if "preview" in request.POST:
            context["preview"], status = _preview(form), 200 if form.is_valid() else 422
        elif carried_out(form, lambda data: edit_comment(request.user, comment, **data)):
            messages.success(request, "Your comment is saved.")
            return htmx.redirect(request, back_to_item(request, reference))
    except Conflict as conflict:
        context |= _both(request, conflict)
        status = 409
    return render(request, "backlogs/item_comment.html", context, status=status)


@require_POST
def item_comment_removal(request: AlmanacRequest, reference: Reference, pk: int) -> HttpResponse:
    """Take one's own comment away."""
    comment = find_comment(reference, pk)
    require_author(request.user, comment)
    remove_comment(request.user, comment)
    messages.success(request, "Your comment is removed; its place stays.")
    return htmx.redirect(request, back_to_item(request, reference))


def _preview(form: CommentForm) -> str:
    return rendered(form.cleaned_data["text"]) if form.is_valid() else ""


def _both(request: AlmanacRequest, conflict: Conflict) -> dict[str, Any]:
    """What was typed stays in the form beside what is there; saving again is then on purpose."""
    data = {**request.POST.dict(), "version": str(conflict.details["version"])}
    told = {
        "words": conflict.message,
        "theirs": conflict.details["theirs"],
        "yours": request.POST.get("text", ""),
        "url": request.path,
    }
    return {"form": CommentEditForm(data), "conflict": told}
