import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MetricDefinition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, verbose_name="definition")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("operational", "Operational (health)"),
                            ("business", "Business (value)"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("operations", "Operations"),
                            ("support", "Support"),
                        ],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("range", "Within a range"),
                        ],
                        default="higher",
                        max_length=6,
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("day", "Daily"),
                            ("week", "Weekly"),
                            ("month", "Monthly"),
                            ("quarter", "Quarterly"),
                            ("year", "Yearly"),
                        ],
                        default="month",
                        max_length=8,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("last", "Last"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("ratio", "Ratio of sums"),
                        ],
                        default="mean",
                        max_length=8,
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["operational", "business"])),
                        name="definition_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dimension__in", ["improvement", "operations", "support"])
                        ),
                        name="definition_dimension_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["higher", "lower", "range"])),
                        name="definition_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cadence__in", ["day", "week", "month", "quarter", "year"])
                        ),
                        name="definition_cadence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("summary__in", ["mean", "sum", "last", "median", "p95", "ratio"])
                        ),
                        name="definition_summary_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricDefinitionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, verbose_name="definition")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("operational", "Operational (health)"),
                            ("business", "Business (value)"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("operations", "Operations"),
                            ("support", "Support"),
                        ],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("range", "Within a range"),
                        ],
                        default="higher",
                        max_length=6,
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("day", "Daily"),
                            ("week", "Weekly"),
                            ("month", "Monthly"),
                            ("quarter", "Quarterly"),
                            ("year", "Yearly"),
                        ],
                        default="month",
                        max_length=8,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("last", "Last"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("ratio", "Ratio of sums"),
                        ],
                        default="mean",
                        max_length=8,
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
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
                        to="metrics.metricdefinition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Metric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, verbose_name="definition")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("operational", "Operational (health)"),
                            ("business", "Business (value)"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("operations", "Operations"),
                            ("support", "Support"),
                        ],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("range", "Within a range"),
                        ],
                        default="higher",
                        max_length=6,
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("day", "Daily"),
                            ("week", "Weekly"),
                            ("month", "Monthly"),
                            ("quarter", "Quarterly"),
                            ("year", "Yearly"),
                        ],
                        default="month",
                        max_length=8,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("last", "Last"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("ratio", "Ratio of sums"),
                        ],
                        default="mean",
                        max_length=8,
                    ),
                ),
                ("slug", models.SlugField(max_length=80)),
                ("is_north_star", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("started_on", models.DateField(default=django.utils.timezone.localdate)),
                ("retired_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="products.product",
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="metrics",
                        to="metrics.metricdefinition",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["operational", "business"])),
                        name="metric_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dimension__in", ["improvement", "operations", "support"])
                        ),
                        name="metric_dimension_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["higher", "lower", "range"])),
                        name="metric_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cadence__in", ["day", "week", "month", "quarter", "year"])
                        ),
                        name="metric_cadence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("summary__in", ["mean", "sum", "last", "median", "p95", "ratio"])
                        ),
                        name="metric_summary_known",
                    ),
                    models.UniqueConstraint(fields=("product", "slug"), name="metric_slug_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_north_star", True), ("retired_on__isnull", True)),
                        fields=("product",),
                        name="metric_one_north_star",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_on__isnull", True),
                            ("retired_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="metric_retired_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, verbose_name="definition")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("operational", "Operational (health)"),
                            ("business", "Business (value)"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("operations", "Operations"),
                            ("support", "Support"),
                        ],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("range", "Within a range"),
                        ],
                        default="higher",
                        max_length=6,
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("day", "Daily"),
                            ("week", "Weekly"),
                            ("month", "Monthly"),
                            ("quarter", "Quarterly"),
                            ("year", "Yearly"),
                        ],
                        default="month",
                        max_length=8,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        choices=[
                            ("mean", "Mean"),
                            ("sum", "Sum"),
                            ("last", "Last"),
                            ("median", "Median"),
                            ("p95", "95th percentile"),
                            ("ratio", "Ratio of sums"),
                        ],
                        default="mean",
                        max_length=8,
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("is_north_star", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("started_on", models.DateField(default=django.utils.timezone.localdate)),
                ("retired_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "definition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.metricdefinition",
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
                        to="metrics.metric",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MetricQuarter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("count", models.PositiveIntegerField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("last_value", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarters",
                        to="metrics.metric",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("metric", "quarter_start"), name="metric_quarter_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)), name="metric_quarter_count_positive"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["quarter_start", "metric"], name="metric_quarter_by_start")
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("target", models.DecimalField(decimal_places=6, max_digits=20)),
                ("warning", models.DecimalField(decimal_places=6, max_digits=20)),
                ("floor", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "target_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "warning_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "floor_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("weight", models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ("reason", models.TextField(blank=True)),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
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
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("metric_id"),
                                    models.F("metric_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="target_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="target_period_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0)), name="target_weight_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("floor_upper__isnull", True),
                                ("target_upper__isnull", True),
                                ("warning_upper__isnull", True),
                                models.Q(
                                    models.Q(
                                        ("floor__lte", models.F("warning")),
                                        ("warning__lte", models.F("target")),
                                    ),
                                    models.Q(
                                        ("floor__gte", models.F("warning")),
                                        ("warning__gte", models.F("target")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("floor__lte", models.F("warning")),
                                ("target__lte", models.F("target_upper")),
                                ("target_upper__lte", models.F("warning_upper")),
                                ("warning__lte", models.F("target")),
                                ("warning_upper__lte", models.F("floor_upper")),
                            ),
                            _connector="OR",
                        ),
                        name="target_lines_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("target", models.DecimalField(decimal_places=6, max_digits=20)),
                ("warning", models.DecimalField(decimal_places=6, max_digits=20)),
                ("floor", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "target_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "warning_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "floor_upper",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("weight", models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ("reason", models.TextField(blank=True)),
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
                        to="metrics.metrictarget",
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
            name="ProductScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("as_of", models.DateField()),
                ("health", models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ("health_coverage", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("value", models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ("value_coverage", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("on_target", models.PositiveSmallIntegerField(default=0)),
                ("at_risk", models.PositiveSmallIntegerField(default=0)),
                ("off_target", models.PositiveSmallIntegerField(default=0)),
                ("stale", models.PositiveSmallIntegerField(default=0)),
                ("no_data", models.PositiveSmallIntegerField(default=0)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "quarter_start"), name="product_score_unique"
                    )
                ],
                "indexes": [
                    models.Index(fields=["quarter_start", "product"], name="product_score_by_start")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metricdefinition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metricdefinitionevent" ("cadence", "description", "dimension", "direction", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary", "unit", "version") VALUES (NEW."cadence", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="0ae150a81839025aa99d0d61f9e54f50d15024d8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6e19d",
                    table="metrics_metricdefinition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metricdefinition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_metricdefinitionevent" ("cadence", "description", "dimension", "direction", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary", "unit", "version") VALUES (NEW."cadence", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="10912ea6e9feea155a6406d6a112c7bcf062b797",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a73a",
                    table="metrics_metricdefinition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metric",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metricevent" ("cadence", "definition_id", "description", "dimension", "direction", "id", "is_north_star", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "retired_on", "slug", "started_on", "summary", "unit", "version") VALUES (NEW."cadence", NEW."definition_id", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."is_north_star", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."product_id", NEW."retired_on", NEW."slug", NEW."started_on", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="56ae93c80c74b3a924f2fef6e5cf76f98b0cd252",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be2f6",
                    table="metrics_metric",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metric",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_metricevent" ("cadence", "definition_id", "description", "dimension", "direction", "id", "is_north_star", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "retired_on", "slug", "started_on", "summary", "unit", "version") VALUES (NEW."cadence", NEW."definition_id", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."is_north_star", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."product_id", NEW."retired_on", NEW."slug", NEW."started_on", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="5468658055f597b18e230a11caacbc5d7aa1968c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b131",
                    table="metrics_metric",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metrictarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metrictargetevent" ("floor", "floor_upper", "id", "metric_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_by_id", "target", "target_upper", "warning", "warning_upper", "weight") VALUES (NEW."floor", NEW."floor_upper", NEW."id", NEW."metric_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."set_by_id", NEW."target", NEW."target_upper", NEW."warning", NEW."warning_upper", NEW."weight"); RETURN NULL;',
                    hash="6643510c7671be18779ec9cdbe080474e69e1965",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2b064",
                    table="metrics_metrictarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metrictarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_metrictargetevent" ("floor", "floor_upper", "id", "metric_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_by_id", "target", "target_upper", "warning", "warning_upper", "weight") VALUES (NEW."floor", NEW."floor_upper", NEW."id", NEW."metric_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."set_by_id", NEW."target", NEW."target_upper", NEW."warning", NEW."warning_upper", NEW."weight"); RETURN NULL;',
                    hash="4361913dd37d29e500cf999d2c15aaa4c514fa06",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89fd5",
                    table="metrics_metrictarget",
                    when="AFTER",
                ),
            ),
        ),
    ]
