"""Packets: the list of a quarter, one to read, its very bytes."""

from django.http import HttpResponse

from portfolio.kernel import htmx
from portfolio.kernel.errors import Refused
from portfolio.kernel.requests import AlmanacRequest
from reviews.queries.calendar import quarter_at
from reviews.queries.packet_comparison import packet_comparison_page
from reviews.queries.packets import packet_at, packet_detail_page, packet_list_page


def packet_list(request: AlmanacRequest, quarter: str) -> HttpResponse:
    """The packets of a quarter."""
    page = packet_list_page(quarter_at(quarter), request.user)
    return htmx.render(request, "reviews/packet_list.html", {"page": page})


def packet_detail(request: AlmanacRequest, quarter: str, slug: str) -> HttpResponse:
    """One packet, the newest revision or the one asked for."""
    page = packet_detail_page(
        quarter_at(quarter), slug, _revision(request), request.user, _revision(request, "against")
    )
    return htmx.render(request, "reviews/packet_detail.html", {"page": page})


def packet_comparison(request: AlmanacRequest, quarter: str, slug: str) -> HttpResponse:
    """The packet beside the one of the quarter before."""
    page = packet_comparison_page(quarter_at(quarter), slug, request.user)
    return htmx.render(request, "reviews/packet_comparison.html", {"page": page})


def packet_file(request: AlmanacRequest, quarter: str, slug: str) -> HttpResponse:
    """The frozen bytes, whose SHA-256 stands on the page."""
    packet, _ = packet_at(quarter_at(quarter), slug, _revision(request), request.user)
    name = f"{slug}-{quarter}-r{packet.revision}.json"
    return HttpResponse(
        bytes(packet.body),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _revision(request: AlmanacRequest, name: str = "revision") -> int | None:
    """The revision asked for; None: what links show. Raises `Refused` for what is no number."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(f"“{text[:20]}” is no revision.", code="revision_unreadable")
    return int(text)
