"""Strategic goals are leadership's; what a product says of its purpose is its owner's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from metrics.actions.goals import (
    EDITABLE,
    add_goal,
    close_goal,
    edit_goal,
    say_purpose,
    version_of,
)
from metrics.models import StrategicGoal
from metrics.objective_forms import ClosureForm, GoalForm, PurposeForm
from metrics.queries.lines import product_address
from metrics.queries.purposes import purpose_page
from metrics.values.objectives import ANSWERS
from metrics.views.lookup import product_for_owner
from metrics.views.objective_lookup import goal_address, goals_address
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def goal_create(request: AlmanacRequest) -> HttpResponse:
    """A new goal of the organisation."""
    form = GoalForm(request.POST or None, initial={"opened_on": today()})
    made = []
    if carried_out(form, lambda data: made.append(add_goal(request.user, **data))):
        messages.success(request, f"{made[0].name} is a goal now.")
        return redirect(request, goal_address(made[0].slug))
    context = {"form": form, "back": goals_address(), "timeless": True}
    return render(request, "metrics/goal_create.html", context, status=status_of(form))


def goal_edit(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Reword a goal."""
    goal = get_object_or_404(StrategicGoal, slug=slug)
    initial = {name: getattr(goal, name) for name in (*EDITABLE, "version")}
    form = GoalForm(request.POST or None, initial=initial, goal=goal)
    context: dict[str, Any] = {
        "form": form, "goal": goal, "back": goal_address(slug), "timeless": True,
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: edit_goal(request.user, goal, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, goal_address(slug))
    except Conflict as conflict:
        goal.refresh_from_db()
        now = {name: getattr(goal, name) for name in EDITABLE}
        context["conflict"] = clash_of(form, now, goal.version, conflict.message, request.path)
        return render(request, "metrics/goal_edit.html", context, status=409)
    return render(request, "metrics/goal_edit.html", context, status=status_of(form))


def goal_closure(request: AlmanacRequest, slug: str) -> HttpResponse:
    """No longer pursued; what was said stays."""
    goal = get_object_or_404(StrategicGoal, slug=slug)
    form = ClosureForm(request.POST or None, initial={"on": today()})
    if carried_out(form, lambda data: close_goal(request.user, goal, **data)):
        messages.success(request, f"{goal.name} is no longer pursued. Its objectives stay.")
        return redirect(request, goals_address())
    context = {"form": form, "goal": goal, "back": goal_address(slug), "timeless": True}
    return render(request, "metrics/goal_closure.html", context, status=status_of(form))


def purpose(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The three first-principle questions, and the goals the product serves."""
    product = product_for_owner(request.user, slug)
    known = purpose_page(product, today())
    back = f"{product_address(slug)}?tab=goals"
    initial = {**known.answers, "goals": known.goals, "version": version_of(product)}
    form = PurposeForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"form": form, "product": product, "back": back, "timeless": True}
    try:
        if carried_out(form, lambda data: say_purpose(request.user, product, today(), **data)):
            messages.success(request, f"{product.name} says what it is for.")
            return redirect(request, back)
    except Conflict as conflict:
        now = {name: known.answers[name] for name in ANSWERS} | {"goals": known.goals}
        version = version_of(product)
        context["conflict"] = clash_of(form, now, version, conflict.message, request.path)
        return render(request, "metrics/purpose.html", context, status=409)
    return render(request, "metrics/purpose.html", context, status=status_of(form))
