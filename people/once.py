"""A request sent twice with one `Idempotency-Key` is done once."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpResponse

from people.actions.tokens import Given, digest_of, keep_answer
from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.errors import Refused

KEPT_HEADERS = ("Content-Type", "Cache-Control", "Location", "ETag")
_KEY = re.compile(r"[\x21-\x7e]{1,100}")


def once(request: ApiRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `act`, or the one this key got before, with `Idempotent-Replay: true`.

    Without the header `act` just runs. Refusals are not kept: the key stays free.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return act()
    if not _KEY.fullmatch(key):
        raise Refused(
            "A key is 1 to 100 visible ASCII characters.", code="key_odd", field="Idempotency-Key"
        )
    fresh: list[HttpResponse] = []

    def given() -> Given:
        response = act()
        fresh.append(response)
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        return Given(response.status_code, response.content.decode(), headers)

    kept = keep_answer(request.user, key, _digest(request), given)
    if fresh:
        return fresh[0]
    again = HttpResponse(kept.body, status=kept.status)
    for name, value in kept.headers.items():
        again[name] = value
    again["Idempotent-Replay"] = "true"
    return again


def _digest(request: ApiRequest) -> str:
    body = request.body.decode("utf-8", "surrogateescape")
    return digest_of(f"{request.method} {request.get_full_path()}\n{body}")
