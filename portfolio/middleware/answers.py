"""Refusals that come before any view: one page, one sentence, the request's id."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.template.exceptions import TemplateDoesNotExist


def refusal(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    """`message` as JSON for programs, else as the page `errors/<status>.html`."""
    context = {"code": code, "message": message, "request_id": getattr(request, "request_id", "")}
    if wants_json(request):
        return JsonResponse(context, status=status)
    try:
        page = loader.render_to_string(f"errors/{status}.html", context)
    except TemplateDoesNotExist:
        line = f"{message} (request {context['request_id']})\n"
        return HttpResponse(line, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks."""
    accept = request.META.get("HTTP_ACCEPT", "")
    return request.path.startswith("/api/") or accept.startswith("application/json")
