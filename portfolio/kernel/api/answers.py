"""Answers of the API, and the version a change must name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest, HttpResponse

from portfolio.kernel.errors import Conflict, DomainError

Found = TypeVar("Found")


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`data` of plain values as JSON. Nothing is kept by browsers or proxies on the way."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


class VersionMissing(DomainError):
    """A change that doesn't say which version it was made from."""

    status: ClassVar[int] = 428


class VersionStale(DomainError):
    """A change made from a version that is no longer the newest."""

    status: ClassVar[int] = 412


_TAG = re.compile(r'(?:W/)?"([1-9][0-9]{0,9})"')


def tag(version: int) -> str:
    """The `ETag` of a version: `"7"`."""
    return f'"{version}"'


def version_of(request: HttpRequest) -> int:
    """The version `If-Match` names; raises `VersionMissing` when it names none."""
    found = _TAG.fullmatch(request.META.get("HTTP_IF_MATCH", "").strip())
    if found is None:
        raise VersionMissing(
            'Send the version you read: If-Match: "7", as the ETag of the last answer said.',
            code="version_missing",
            field="If-Match",
        )
    return int(found[1])


def preconditioned(act: Callable[[], Found], theirs: Callable[[dict[str, Any]], Any]) -> Found:
    """Run `act`; a conflict over the version becomes 412 with both versions.

    `theirs` makes plain values of one side of the conflict.
    """
    try:
        return act()
    except Conflict as conflict:
        if conflict.code != "stale_version":
            raise
        told: dict[str, Any] = dict(conflict.details)
        details = {
            "yours": theirs(told.get("yours", {})),
            "theirs": theirs(told.get("theirs", {})),
            "version": told.get("version"),
        }
        raise VersionStale(
            "Somebody changed this meanwhile. Nothing was saved; both versions are in the details.",
            code="stale_version",
            field="If-Match",
            details=details,
        ) from conflict
