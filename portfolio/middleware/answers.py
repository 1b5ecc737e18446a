"""Refusals: one page or one line, one sentence, the request's id."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.template.exceptions import TemplateDoesNotExist

from portfolio.kernel.htmx import wants_fragment
from portfolio.kernel.problems import problem

API = "/api/"


def refusal(
    request: HttpRequest, status: int, code: str, message: str, **more: Any
) -> HttpResponse:
    """`message` as JSON for programs, a line under the header for htmx, else as a page.

    The page is `errors/<status>.html`; `more` is what that page may show besides.
    """
    context = {"code": code, "message": message, "request_id": getattr(request, "request_id", "")}
    told = {name: more.pop(name) for name in ("field",) if name in more}
    if wants_json(request):
        return JsonResponse(problem(request, status, code, message, **told), status=status)
    if wants_fragment(request):
        return line("errors/line.html", context, status)
    try:
        text = loader.render_to_string(
            f"errors/{status}.html", {**context, "back": back(request), **more}
        )
    except TemplateDoesNotExist:
        words = f"{message} (request {context['request_id']})\n"
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(text, status=status)


def line(template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A fragment that htmx puts under the header, whatever element asked."""
    response = HttpResponse(loader.render_to_string(template, context), status=status)
    response["HX-Retarget"] = "#bars"
    response["HX-Reswap"] = "innerHTML"
    return response


def back(request: HttpRequest) -> str:
    """The page of ours this request came from, or nothing."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if not came_from.path.startswith("/") or came_from.netloc != request.META.get("HTTP_HOST", ""):
        return ""
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks."""
    accept = request.META.get("HTTP_ACCEPT", "")
    return request.path.startswith(API) or accept.startswith("application/json")
