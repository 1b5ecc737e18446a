"""Characters no person types are refused in one place: in addresses and in forms."""

from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from portfolio.kernel.characters import has_control_characters
from portfolio.middleware.answers import refusal

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class CharactersMiddleware:
    """400 for a path or a query holding control characters (NUL included) or broken UTF-8.

    Control characters in the fields of a form are the form's own error (`kernel.forms`),
    so that what was typed stays; here they only never get past an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(has_control_characters(text) for text in _address(request)):
            return refusal(
                request, 400, "bad-characters", "The address holds characters nobody can type."
            )
        return self.get_response(request)


def _address(request: HttpRequest) -> Iterable[str]:
    yield request.path_info
    query = request.META.get("QUERY_STRING", "").replace("+", " ")
    yield unquote(query, errors="surrogateescape")
