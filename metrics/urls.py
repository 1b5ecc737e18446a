from django.urls import path

from metrics.views import due, measurements, metrics, targets

app_name = "metrics"

METRIC = "products/<slug:product>/metrics/<slug:metric>/"

urlpatterns = [
    path("metrics/", due.due_list, name="due-list"),
    path(
        "products/<slug:slug>/measurements/new/",
        measurements.measurement_grid,
        name="measurement-grid",
    ),
    path("products/<slug:product>/metrics/new/", metrics.metric_create, name="metric-create"),
    path(METRIC, metrics.metric_detail, name="metric-detail"),
    path(f"{METRIC}definition/", metrics.metric_edit, name="metric-edit"),
    path(f"{METRIC}target/", targets.target_create, name="target-create"),
    path(f"{METRIC}retirement/", metrics.retirement, name="retirement"),
    path(f"{METRIC}measurements/new/", measurements.measurement_create, name="measurement-create"),
]
