"""How the pages look to this person: colours, row height, single keys; kept in cookies."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portfolio.display import DISPLAY

A_YEAR_S = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep what was posted, then back to the page it was posted from.

    Only known names and values are kept; an empty value means the usual and drops the cookie.
    """
    response = _back(request)
    for name, (_, options) in DISPLAY.items():
        value = request.POST.get(name)
        if value is None or value not in {option for option, _ in options}:
            continue
        if value:
            response.set_cookie(
                name,
                value,
                max_age=A_YEAR_S,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        else:
            response.delete_cookie(name, samesite="Lax")
    return response


def _back(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    url = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(url if is_ours else "/")
