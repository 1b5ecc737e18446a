"""Links that show a roadmap without signing in: given and taken back by the accountable owner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from backlogs.forms.share_links import ShareLinkForm
from backlogs.queries.roadmap_links import (
    Subject,
    cluster_subject,
    find_link,
    links_of,
    product_subject,
    subject_of,
)
from people.actions.share_links import GivenLink, revoke, share
from portfolio.kernel import htmx
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_product


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_roadmap_links(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The links to a cluster's roadmap, and the form that gives one."""
    return _links(request, cluster_subject(slug, request.moment))


@require_http_methods(["GET", "HEAD", "POST"])
def product_roadmap_links(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The links to a product's roadmap, and the form that gives one."""
    return _links(request, product_subject(slug, request.moment))


@require_POST
def roadmap_link_revocation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take a link back; it stops working at once."""
    link = find_link(pk)
    subject = subject_of(link, request.moment)
    require_product(request.user, subject.cluster_id)
    if revoke(request.user, link):
        messages.success(request, "The link is taken back and does not work any more.")
    return htmx.redirect(request, subject.links)


def _links(request: AlmanacRequest, subject: Subject) -> HttpResponse:
    require_product(request.user, subject.cluster_id)
    form = ShareLinkForm(request.POST if request.method == "POST" else None)
    given: list[GivenLink] = []

    def act(wanted: dict[str, Any]) -> None:
        given.append(
            share(request.user, subject.kind, subject.pk, wanted["until"], wanted["label"])
        )

    carried_out(form, act)
    context: dict[str, Any] = {"subject": subject, "form": form}
    if given:
        path = reverse("portfolio:shared", args=[given[0].token])
        # The only time the token is told, so the page is not answered with a redirect.
        context |= {"form": ShareLinkForm(), "address": request.build_absolute_uri(path)}
    context["links"] = links_of(subject)
    status = 200 if given else status_of(form)
    answer = render(request, "backlogs/roadmap_links.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
