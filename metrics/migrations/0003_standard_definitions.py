"""The library of standard definitions (DOMAIN 7)."""

from django.db import migrations

FIELDS = (
    "slug", "name", "description", "level", "dimension", "unit", "direction", "cadence", "summary",
)  # fmt: skip
LIBRARY = [
    (
        "availability",
        "Availability",
        "Share of the agreed service time in which people could use the product.",
        "operational",
        "operations",
        "%",
        "higher",
        "month",
        "mean",
    ),
    (
        "response-time",
        "Response time p95",
        "Time within which 95 of 100 requests were answered.",
        "operational",
        "operations",
        "ms",
        "lower",
        "week",
        "p95",
    ),
    (
        "error-rate",
        "Error rate",
        "Failed requests as a share of all requests.",
        "operational",
        "operations",
        "%",
        "lower",
        "week",
        "ratio",
    ),
    (
        "support-tickets",
        "Support tickets",
        "Tickets opened by users about the product.",
        "operational",
        "support",
        "tickets",
        "lower",
        "month",
        "sum",
    ),
    (
        "time-to-resolution",
        "Mean time to resolution",
        "Mean time from opening a ticket to its resolution, resolved tickets only.",
        "operational",
        "support",
        "h",
        "lower",
        "month",
        "mean",
    ),
    (
        "change-failure-rate",
        "Change failure rate",
        "Failed deployments as a share of all deployments.",
        "operational",
        "improvement",
        "%",
        "lower",
        "month",
        "ratio",
    ),
    (
        "adoption",
        "Adoption",
        "Active users as a share of those the product is meant for.",
        "business",
        "improvement",
        "%",
        "higher",
        "month",
        "ratio",
    ),
    (
        "cycle-time",
        "Process cycle time",
        "Time the business process takes from start to end.",
        "business",
        "operations",
        "d",
        "lower",
        "month",
        "median",
    ),
    (
        "cost-avoidance",
        "Cost avoidance",
        "Spending the product made unnecessary.",
        "business",
        "improvement",
        "€",
        "higher",
        "quarter",
        "sum",
    ),
    (
        "cost-per-user",
        "Cost per user",
        "Yearly running cost for each active user.",
        "business",
        "operations",
        "€",
        "lower",
        "quarter",
        "last",
    ),
    (
        "nps",
        "Net promoter score",
        "Share of promoters (9 to 10) less share of detractors (0 to 6).",
        "business",
        "support",
        "points",
        "higher",
        "quarter",
        "last",
    ),
    (
        "csat",
        "Customer satisfaction",
        "Share of answers that are satisfied or very satisfied.",
        "business",
        "support",
        "%",
        "higher",
        "quarter",
        "ratio",
    ),
    (
        "time-to-market",
        "Time to market",
        "Time from the decision to build something to its first use.",
        "business",
        "improvement",
        "d",
        "lower",
        "quarter",
        "median",
    ),
]


def write_library(apps, schema_editor):
    model = apps.get_model("metrics", "MetricDefinition")
    for position, row in enumerate(LIBRARY):
        values = dict(zip(FIELDS, row, strict=True))
        model.objects.get_or_create(
            slug=values.pop("slug"), defaults={**values, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("metrics", "0002_measurements_partitioned")]

    operations = [migrations.RunPython(write_library, migrations.RunPython.noop, elidable=False)]
