"""Who helps: the team of a cluster."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.models import Person
from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.teams import join_team, leave_team
from products.forms import MemberForm
from products.queries import team_page
from products.views.lookup import cluster_address, cluster_for_owner


def team(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The members, and the form for one more."""
    cluster = cluster_for_owner(request.user, slug)
    form = MemberForm(request.POST or None, initial={"on": today()})
    if carried_out(form, lambda data: join_team(request.user, cluster, **data)):
        messages.success(request, f"{form.cleaned_data['person']} is in the team.")
        return redirect(request, request.path)
    context = {"form": form, "page": team_page(cluster), "back": cluster_address(slug)}
    return render(request, "products/team.html", context, status=status_of(form))


def departure(request: AlmanacRequest, slug: str, person: str) -> HttpResponse:
    """Somebody leaves the team, as of today."""
    cluster = cluster_for_owner(request.user, slug)
    member = get_object_or_404(
        Person.objects.filter(memberships__cluster=cluster).distinct(), slug=person
    )
    leave_team(request.user, cluster, member, today())
    messages.success(request, f"{member.name} is no longer in the team.")
    return redirect(request, reverse("products:team", args=[slug]))
