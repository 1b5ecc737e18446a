"""Whatever goes wrong in the API is answered in one shape (`kernel.problems`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from portfolio.kernel.api.answers import answer
from portfolio.kernel.errors import DomainError
from portfolio.kernel.jsonbody import BadJson
from portfolio.kernel.problems import problem


def refused(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to what a view raised; None for what is not a refusal."""
    request = context["request"]._request
    if isinstance(error, DomainError):
        details = {name: value for name, value in error.details.items() if _is_plain(value)}
        body = problem(
            request, error.status, error.code, error.message, field=error.field, details=details
        )
        return answer(body, error.status)
    if isinstance(error, BadJson):
        return answer(problem(request, 400, "bad_json", str(error)), 400)
    if isinstance(error, Http404):
        return answer(problem(request, 404, "not_found", ""), 404)
    if isinstance(error, PermissionDenied):
        return answer(problem(request, 403, "forbidden", str(error)), 403)
    if isinstance(error, exceptions.ValidationError):
        return _invalid(request, error)
    if isinstance(error, exceptions.APIException):
        return _other(request, error)
    return None


def _is_plain(value: Any) -> bool:
    """Whether JSON can tell it; details may hold rows, which are for pages."""
    if isinstance(value, dict):
        return all(_is_plain(one) for one in value.values())
    if isinstance(value, list | tuple):
        return all(_is_plain(one) for one in value)
    return value is None or isinstance(value, str | int | float | bool)


def _invalid(request: Any, error: exceptions.ValidationError) -> HttpResponse:
    wrong = list(_flat(error.get_full_details(), ""))
    one = wrong[0]
    words = one["message"] if len(wrong) == 1 else f"{len(wrong)} fields cannot be taken as sent."
    code = one["code"] if len(wrong) == 1 else "invalid"
    return answer(problem(request, 422, code, words, field=one["field"], errors=wrong), 422)


def _flat(found: Any, path: str) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for place, one in enumerate(found):
            is_row = isinstance(one, dict) and "message" not in one
            yield from _flat(one, f"{path}[{place}]" if is_row else path)
    elif set(found) == {"message", "code"} and not isinstance(found["message"], dict | list):
        yield {"field": path or None, "code": str(found["code"]), "message": str(found["message"])}
    else:
        for name, one in found.items():
            whole = path if name == "non_field_errors" else f"{path}.{name}" if path else str(name)
            yield from _flat(one, whole)


def _other(request: Any, error: exceptions.APIException) -> HttpResponse:
    status, headers = error.status_code, {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)
    wait = getattr(error, "wait", None)
    if wait:
        headers["Retry-After"] = str(int(wait))
    code = getattr(error.detail, "code", "") or error.default_code
    return answer(problem(request, status, str(code), str(error.detail)), status, headers)
