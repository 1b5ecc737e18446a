"""One address, two shapes: the whole page, or the one part of it that htmx asked for."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part: not boosted, and not for the page when going back."""
    headers = request.headers
    if headers.get("HX-Request") != "true":
        return False
    return not ("HX-Boosted" in headers or "HX-History-Restore-Request" in headers)


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
    oob: tuple[str, ...] = (),
) -> HttpResponse:
    """The page `template`, or its `{% partialdef fragment %}` when htmx asked.

    `oob` names further partials sent along, each an element with `hx-swap-oob`.
    """
    names = [template]
    if fragment is not None and wants_fragment(request):
        names = [f"{template}#{name}" for name in (fragment, *oob)]
    text = "".join(render_to_string(name, dict(context or {}), request) for name in names)
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """After a successful post: on to `url`, as a whole page in either shape."""
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def with_toast(response: HttpResponse, words: str) -> HttpResponse:
    """Have the page say `words` in its live region once the answer is in place."""
    return with_event(response, "toast", {"words": words})


def with_event(response: HttpResponse, name: str, detail: Mapping[str, Any]) -> HttpResponse:
    """Send an event along with the answer (htmx `HX-Trigger`), beside those already there."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events[name] = dict(detail)
    response.headers["HX-Trigger"] = json.dumps(events)  # ASCII only, as headers must be
    return response
