"""The API's description, for programs and for people."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from portfolio.kernel.api.answers import answer
from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.api.endpoint import endpoint
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.openapi import document
from portfolio.queries.api_guide import api_guide_page


@extend_schema(summary="This description", tags=["Access"], responses=OpenApiTypes.OBJECT)
@endpoint("GET")
def api_schema(request: ApiRequest) -> HttpResponse:
    """OpenAPI 3 as JSON."""
    return answer(document())


def api_guide(request: AlmanacRequest) -> HttpResponse:
    """Every operation with its fields, readable."""
    return render(request, "portfolio/api_guide.html", {"page": api_guide_page()})
