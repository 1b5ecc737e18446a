"""The word of an owner that the numbers of a quarter are complete."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0006_figures_of_events"),
        ("products", "0002_first_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("handed_in_at", models.DateTimeField()),
                ("expected", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField(default=0)),
                ("note", models.TextField(blank=True)),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_ins",
                        to="products.cluster",
                    ),
                ),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-handed_in_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "quarter_start", "handed_in_at"),
                        name="hand_in_moment_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("missing__lte", models.F("expected"))),
                        name="hand_in_missing_within_expected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("missing", 0), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="hand_in_gap_explained",
                    ),
                ],
            },
        ),
    ]
