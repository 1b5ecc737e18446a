"""The request as our views get it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from portfolio.kernel.moments import Moment


class AlmanacRequest(HttpRequest):
    """A request of a signed-in person, as of a moment; made so by the middleware."""

    if TYPE_CHECKING:
        moment: Moment
        user: Any
        request_id: str
