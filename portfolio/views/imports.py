"""Imports: upload, look at the plan, carry it out, take it back. For admins."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portfolio.forms import ImportForm
from portfolio.imports.batches import undo_batch
from portfolio.imports.loading import load_profile
from portfolio.imports.profiles import Profile, ProfileError
from portfolio.imports.refused import refused_csv
from portfolio.imports.uploads import (
    QUICK_BYTES,
    QUICK_LINES,
    apply_confirmed,
    confirm,
    keep_profile,
    leave,
    plan_again,
    plan_batch,
    upload,
)
from portfolio.kernel.errors import DomainError, NotFound
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.jobs import ring
from portfolio.kernel.requests import AlmanacRequest
from portfolio.models import BatchState, ImportBatch
from portfolio.queries.import_detail import import_detail_page
from portfolio.queries.import_list import import_form_page, import_list_page
from portfolio.tasks import carry_out_import, plan_import


@require_safe
def import_list(request: AlmanacRequest) -> HttpResponse:
    """What was imported, when and by whom."""
    return render(request, "portfolio/import_list.html", {"rows": import_list_page()})


@require_http_methods(["GET", "HEAD", "POST"])
def import_form(request: AlmanacRequest) -> HttpResponse:
    """Choose files and a profile; the plan comes next."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            batch = _uploaded(request, form)
            return redirect(request, reverse("portfolio:import-detail", args=[batch.pk]))
    context = {"form": form, "page": import_form_page()}
    status = 422 if form.is_bound else 200
    return render(request, "portfolio/import_form.html", context, status=status)


@require_safe
def import_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """The plan, its progress, or the result."""
    return _detail(request, _batch(pk))


@require_POST
def import_plan(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Make the plan again."""
    batch = plan_again(request.user, _batch(pk))
    _have_planned(batch)
    return redirect(request, reverse("portfolio:import-detail", args=[pk]))


@require_POST
def import_application(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Carry out the plan that was looked at; a changed one is shown instead."""
    batch = confirm(request.user, _batch(pk), request.POST.get("plan", ""))
    total = batch.summary.get("total", {})
    if sum(total.values()) > QUICK_LINES:
        ring(carry_out_import, pk)
    elif batch.state == BatchState.APPLYING:
        batch = apply_confirmed(pk) or batch
        if batch.state == BatchState.PLANNED:
            return _detail(request, batch, status=409)
    return redirect(request, reverse("portfolio:import-detail", args=[pk]))


@require_POST
def import_reversal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take an import back, or say what stands in the way."""
    batch = _batch(pk)
    try:
        undo_batch(request.user, batch)
    except DomainError as error:
        return _detail(request, batch, error.message, status=error.status)
    return redirect(request, reverse("portfolio:import-detail", args=[pk]))


@require_POST
def import_dismissal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Leave without importing."""
    leave(request.user, _batch(pk))
    return redirect(request, reverse("portfolio:import-list"))


@require_safe
def import_refused(request: AlmanacRequest, pk: int) -> HttpResponse:
    """The refused rows as a file with a reason column."""
    name = f"refused-{pk}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(refused_csv(_batch(pk)), content_type="text/csv", headers=headers)


@require_safe
def import_profile(request: AlmanacRequest, name: str) -> HttpResponse:
    """The text of a profile, to read or to start from."""
    try:
        profile = load_profile(name)
    except ProfileError as error:
        raise NotFound("There is no profile of this name.", code="not_found") from error
    headers = {"Content-Disposition": f'attachment; filename="{profile.name}.toml"'}
    return HttpResponse(profile.text, content_type="text/plain; charset=utf-8", headers=headers)


def _batch(pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("created_by", "applied_by"), pk=pk)


def _uploaded(request: AlmanacRequest, form: ImportForm) -> ImportBatch:
    profile: Profile = form.cleaned_data["parsed"]
    if form.cleaned_data["own_profile"]:
        keep_profile(request.user, profile)
    batch = upload(request.user, profile, form.cleaned_data["uploads"])
    _have_planned(batch)
    return batch


def _have_planned(batch: ImportBatch) -> None:
    """At once where that is quick, else by a worker."""
    if batch.size <= QUICK_BYTES:
        plan_batch(batch.pk)
    else:
        ring(plan_import, batch.pk)


def _detail(
    request: AlmanacRequest, batch: ImportBatch, obstacle: str = "", status: int = 200
) -> HttpResponse:
    number = request.GET.get("page", "")
    page = import_detail_page(
        batch, request.GET.get("show", ""), int(number) if number.isdecimal() else 1
    )
    context = {"page": page, "obstacle": obstacle}
    return render(request, "portfolio/import_detail.html", context, fragment="state", status=status)
