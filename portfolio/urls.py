"""Every address of the program, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from portfolio.views import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("people.urls")),
    path("", include("products.urls")),
    path("", include("metrics.urls")),
    path("", include("backlogs.urls")),
    path("", include("reviews.urls")),
]
