"""How software reaches its users, by DORA's definitions: two more, and one said more exactly."""

from django.db import migrations

FIELDS = (
    "slug", "name", "description", "level", "dimension", "unit", "direction", "cadence", "summary",
)  # fmt: skip
DELIVERY = [
    (
        "lead-time-for-changes",
        "Lead time for changes",
        "Median time from committing a change to its running for the users (DORA).",
        "operational",
        "improvement",
        "h",
        "lower",
        "month",
        "median",
    ),
    (
        "deployment-frequency",
        "Deployment frequency",
        "Deployments that reached the users (DORA).",
        "operational",
        "improvement",
        "deployments",
        "higher",
        "month",
        "sum",
    ),
]
PLAIN = "Failed deployments as a share of all deployments."
EXACT = (
    "Deployments that failed (had to be rolled back, repaired at once, or caused an incident) as a "
    "share of all deployments (DORA). A deployment counts once, however many incidents it caused."
)


def write_delivery(apps, schema_editor):
    model = apps.get_model("metrics", "MetricDefinition")
    after = model.objects.count()
    for position, row in enumerate(DELIVERY, after):
        values = dict(zip(FIELDS, row, strict=True))
        model.objects.get_or_create(
            slug=values.pop("slug"), defaults={**values, "position": position}
        )
    rows = model.objects.filter(slug="change-failure-rate", description=PLAIN)
    rows.update(description=EXACT)


class Migration(migrations.Migration):
    dependencies = [("metrics", "0008_accepted_deviations")]

    operations = [migrations.RunPython(write_delivery, migrations.RunPython.noop, elidable=False)]
