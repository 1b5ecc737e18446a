import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0002_first_policy"),
        ("reviews", "0002_run_finished_has_a_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="portfoliowarning",
            name="clears",
            field=models.TextField(blank=True, default="", help_text="What would clear it."),
        ),
        migrations.AddField(
            model_name="portfoliowarning",
            name="step_for",
            field=models.CharField(default="readers", max_length=10),
        ),
        migrations.AddField(
            model_name="portfoliowarning",
            name="step_label",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="portfoliowarning",
            name="step_url",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.CreateModel(
            name="WarningDue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.cluster",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cluster__isnull", True), ("person__isnull", True)),
                            models.Q(("person__isnull", True), ("product__isnull", True)),
                            models.Q(("cluster__isnull", True), ("product__isnull", True)),
                            _connector="OR",
                        ),
                        name="warning_due_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WarningEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "Opened by the data"),
                            ("got_worse", "Got worse"),
                            ("acknowledged", "Acknowledged"),
                            ("snoozed", "Snoozed"),
                            ("woke", "The snooze was over"),
                            ("reopened", "Opened again"),
                            ("resolved", "Resolved by the data"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                (
                    "until",
                    models.DateField(blank=True, help_text="The last day of a snooze.", null=True),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("watch", "Watch"), ("risk", "At risk")], max_length=6
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="reviews.portfoliowarning",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["warning", "-id"], name="warning_event_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "opened",
                                    "got_worse",
                                    "acknowledged",
                                    "snoozed",
                                    "woke",
                                    "reopened",
                                    "resolved",
                                ],
                            )
                        ),
                        name="warning_event_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("by__isnull", False),
                                ("kind__in", ["acknowledged", "snoozed", "reopened"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["acknowledged", "snoozed", "reopened"]),
                                    _negated=True,
                                ),
                                ("by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="warning_event_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "snoozed"),
                                ("until__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "snoozed"), _negated=True),
                                ("until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="warning_event_snooze_ends",
                    ),
                ],
            },
        ),
    ]
