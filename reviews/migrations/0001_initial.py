import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
        ("products", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Packet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("revision", models.PositiveIntegerField()),
                ("body", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField()),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packets",
                        to="products.cluster",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-quarter_start", "cluster_id", "-revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "quarter_start", "revision"), name="packet_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="packet_revision_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="packet_sha256_shape",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                (
                    "severity",
                    models.CharField(
                        choices=[("watch", "Watch"), ("risk", "At risk")], max_length=6
                    ),
                ),
                ("sentence", models.TextField()),
                ("evidence", models.JSONField(default=dict)),
                ("since", models.DateField()),
                ("consecutive_quarters", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("evaluated_at", models.DateTimeField()),
                ("resolved_on", models.DateField(blank=True, null=True)),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="products.cluster",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.policyversion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["severity", "since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cluster__isnull", True),
                                ("person__isnull", False),
                                ("product__isnull", True),
                            ),
                            models.Q(
                                ("cluster__isnull", False),
                                ("person__isnull", True),
                                ("product__isnull", True),
                            ),
                            models.Q(
                                ("cluster__isnull", True),
                                ("person__isnull", True),
                                ("product__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="warning_one_subject",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_on__isnull", True)),
                        fields=("rule", "person", "cluster", "product"),
                        name="warning_one_open",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["watch", "risk"])),
                        name="warning_severity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evaluated_at__gte", models.F("opened_at"))),
                        name="warning_evaluated_after_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="products.policyversion",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("quarter_start",),
                        name="run_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["running", "done", "failed", "cancelled"])
                        ),
                        name="run_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("finished_at__gte", models.F("requested_at")),
                            ),
                            _connector="OR",
                        ),
                        name="run_finished_when_not_running",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PacketJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("building", "Building"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.cluster",
                    ),
                ),
                (
                    "packet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="reviews.packet",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="reviews.reviewrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "cluster"), name="job_one_per_cluster"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "building", "done", "failed", "cancelled"])
                        ),
                        name="job_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("packet__isnull", False),
                            _connector="OR",
                        ),
                        name="job_done_has_packet",
                    ),
                ],
                "indexes": [models.Index(fields=["run", "state"], name="job_by_state")],
            },
        ),
    ]
