import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0010_rollup_exactness"),
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Connector",
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
                            ("prometheus", "Prometheus"),
                            ("json", "JSON over HTTP"),
                            ("sql", "SQL query"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=1000)),
                ("query", models.TextField()),
                ("date_path", models.CharField(blank=True, max_length=300)),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("max", "Highest"),
                            ("min", "Lowest"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("last", "Last"),
                        ],
                        default="mean",
                        max_length=6,
                    ),
                ),
                (
                    "step_s",
                    models.PositiveIntegerField(default=300, verbose_name="step in seconds"),
                ),
                (
                    "authorization",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("bearer", "Token (Bearer)"),
                            ("basic", "User and password (Basic)"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
                ("sealed", models.BinaryField(blank=True, default=bytes)),
                ("since", models.DateField()),
                ("interval", models.DurationField()),
                ("is_enabled", models.BooleanField(default=True)),
                ("next_due_at", models.DateTimeField()),
                ("failures", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "metric",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connector",
                        to="metrics.metric",
                    ),
                ),
                (
                    "set_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["prometheus", "json", "sql"])),
                        name="connector_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digest__in", ["mean", "sum", "max", "min", "median", "p95", "last"])
                        ),
                        name="connector_digest_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("authorization__in", ["none", "bearer", "basic"])),
                        name="connector_authorization_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step_s__gte", 1)), name="connector_step_positive"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_enabled", True)),
                        fields=["next_due_at"],
                        name="connector_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConnectorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prometheus", "Prometheus"),
                            ("json", "JSON over HTTP"),
                            ("sql", "SQL query"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=1000)),
                ("query", models.TextField()),
                ("date_path", models.CharField(blank=True, max_length=300)),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("max", "Highest"),
                            ("min", "Lowest"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("last", "Last"),
                        ],
                        default="mean",
                        max_length=6,
                    ),
                ),
                (
                    "step_s",
                    models.PositiveIntegerField(default=300, verbose_name="step in seconds"),
                ),
                (
                    "authorization",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("bearer", "Token (Bearer)"),
                            ("basic", "User and password (Basic)"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
                ("since", models.DateField()),
                ("interval", models.DurationField()),
                ("is_enabled", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "metric",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.metric",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="metrics.connector",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConnectorRun",
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
                        choices=[("running", "Running"), ("done", "Done"), ("failed", "Failed")],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("created", models.PositiveIntegerField(default=0)),
                ("corrected", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("words", models.TextField(blank=True)),
                (
                    "connector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="metrics.connector",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("connector",),
                        name="connector_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "done", "failed"])),
                        name="connector_run_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("finished_at__gte", models.F("started_at")),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="connector_run_finished",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["connector", "-started_at"], name="connector_run_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="AllowedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=260, unique=True)),
                ("reason", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
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
                "ordering": ["address"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="allowed_address_with_reason",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="connector",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_connectorevent" ("address", "authorization", "date_path", "digest", "id", "interval", "is_enabled", "kind", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "set_by_id", "since", "step_s", "version") VALUES (NEW."address", NEW."authorization", NEW."date_path", NEW."digest", NEW."id", NEW."interval", NEW."is_enabled", NEW."kind", NEW."metric_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."query", NEW."set_by_id", NEW."since", NEW."step_s", NEW."version"); RETURN NULL;',
                    hash="9b422bce1d81d70b8e882a29fa04db5fd9c003c7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0622",
                    table="metrics_connector",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="connector",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."authorization" IS DISTINCT FROM (NEW."authorization") OR OLD."date_path" IS DISTINCT FROM (NEW."date_path") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interval" IS DISTINCT FROM (NEW."interval") OR OLD."is_enabled" IS DISTINCT FROM (NEW."is_enabled") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."metric_id" IS DISTINCT FROM (NEW."metric_id") OR OLD."query" IS DISTINCT FROM (NEW."query") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."step_s" IS DISTINCT FROM (NEW."step_s") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "metrics_connectorevent" ("address", "authorization", "date_path", "digest", "id", "interval", "is_enabled", "kind", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "set_by_id", "since", "step_s", "version") VALUES (NEW."address", NEW."authorization", NEW."date_path", NEW."digest", NEW."id", NEW."interval", NEW."is_enabled", NEW."kind", NEW."metric_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."query", NEW."set_by_id", NEW."since", NEW."step_s", NEW."version"); RETURN NULL;',
                    hash="f686a640e4d9edf8649e0800225ca024673f74ea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1587",
                    table="metrics_connector",
                    when="AFTER",
                ),
            ),
        ),
    ]
