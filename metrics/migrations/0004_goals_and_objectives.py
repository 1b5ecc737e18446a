"""Strategic goals, what products say of them, objectives, key results and check-ins."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0003_standard_definitions"),
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0002_first_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="StrategicGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "sentence",
                    models.TextField(blank=True, verbose_name="what reaching it would look like"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("opened_on", models.DateField(default=django.utils.timezone.localdate)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closing_note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="goal_closed_after_opened",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategicGoalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                (
                    "sentence",
                    models.TextField(blank=True, verbose_name="what reaching it would look like"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("opened_on", models.DateField(default=django.utils.timezone.localdate)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closing_note", models.TextField(blank=True)),
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
                        to="metrics.strategicgoal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("portfolio", "Whole portfolio"),
                            ("cluster", "Cluster"),
                            ("product", "Product"),
                        ],
                        max_length=9,
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("sentence", models.TextField(blank=True, verbose_name="why it matters")),
                ("written_on", models.DateField(default=django.utils.timezone.localdate)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("drop_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="metrics.objective",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="products.cluster",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="products.product",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="metrics.strategicgoal",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cluster__isnull", True),
                                ("level", "portfolio"),
                                ("product__isnull", True),
                            ),
                            models.Q(
                                ("cluster__isnull", False),
                                ("level", "cluster"),
                                ("product__isnull", True),
                            ),
                            models.Q(
                                ("cluster__isnull", True),
                                ("level", "product"),
                                ("product__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objective_level_fits_subject",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_on__isnull", True)),
                        fields=("level", "cluster", "product", "quarter_start", "title"),
                        name="objective_title_unique",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_on__isnull", True), ("drop_reason", "")),
                            models.Q(
                                ("dropped_on__isnull", False),
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objective_dropped_with_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["quarter_start", "goal"], name="objective_by_quarter")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("start", models.DecimalField(decimal_places=6, max_digits=20)),
                ("target", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "confidence",
                    models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=3),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("written_on", models.DateField(default=django.utils.timezone.localdate)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("drop_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_results",
                        to="metrics.metric",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_results",
                        to="metrics.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("target", models.F("start")), _negated=True),
                        name="key_result_has_a_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("metric__isnull", True), ("unit", ""), _connector="OR"),
                        name="key_result_unit_is_the_metrics",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_on__isnull", True)),
                        fields=("objective", "title"),
                        name="key_result_title_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="key_result_confidence_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_on__isnull", True), ("drop_reason", "")),
                            models.Q(
                                ("dropped_on__isnull", False),
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="key_result_dropped_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "confidence",
                    models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=3),
                ),
                ("sentence", models.TextField(blank=True)),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="metrics.keyresult",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("key_result", "on"),
                        name="check_in_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="check_in_confidence_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("said_at")),
                            _connector="OR",
                        ),
                        name="check_in_superseded_after_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyResultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("start", models.DecimalField(decimal_places=6, max_digits=20)),
                ("target", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "confidence",
                    models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=3),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("written_on", models.DateField(default=django.utils.timezone.localdate)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("drop_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="metrics.keyresult",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.objective",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductPurpose",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("why", models.TextField(blank=True, verbose_name="why does it exist?")),
                (
                    "contribution",
                    models.TextField(
                        blank=True,
                        verbose_name="how does it contribute to the organisation’s goals?",
                    ),
                ),
                (
                    "choice",
                    models.TextField(
                        blank=True, verbose_name="would its users choose it if they could?"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purposes",
                        to="products.product",
                    ),
                ),
                (
                    "said_by",
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
                                    models.F("product_id"),
                                    models.F("product_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="purpose_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="purpose_period_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("portfolio", "Whole portfolio"),
                            ("cluster", "Cluster"),
                            ("product", "Product"),
                        ],
                        max_length=9,
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("sentence", models.TextField(blank=True, verbose_name="why it matters")),
                ("written_on", models.DateField(default=django.utils.timezone.localdate)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("drop_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.objective",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.cluster",
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
                        to="metrics.objective",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.product",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.strategicgoal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoalContribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="products.product",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="metrics.strategicgoal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("product_id"),
                                    models.F("product_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("goal_id"),
                                    models.F("goal_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="contribution_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="contribution_period_not_empty",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategicgoal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_strategicgoalevent" ("closed_on", "closing_note", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sentence", "slug", "version") VALUES (NEW."closed_on", NEW."closing_note", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."sentence", NEW."slug", NEW."version"); RETURN NULL;',
                    hash="edc24ab7f136e8c0c1bbc4aad756348c4ddb16fe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_57510",
                    table="metrics_strategicgoal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="strategicgoal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_strategicgoalevent" ("closed_on", "closing_note", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sentence", "slug", "version") VALUES (NEW."closed_on", NEW."closing_note", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."sentence", NEW."slug", NEW."version"); RETURN NULL;',
                    hash="f4b257a8738a23705d60a4c78c04fe12825ca300",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fd9e4",
                    table="metrics_strategicgoal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyresult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_keyresultevent" ("confidence", "drop_reason", "dropped_on", "id", "metric_id", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "start", "target", "title", "unit", "version", "written_on") VALUES (NEW."confidence", NEW."drop_reason", NEW."dropped_on", NEW."id", NEW."metric_id", NEW."objective_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."start", NEW."target", NEW."title", NEW."unit", NEW."version", NEW."written_on"); RETURN NULL;',
                    hash="425e7d926a52fcb596aac40982b44aa93f296c7d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6ecd",
                    table="metrics_keyresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyresult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_keyresultevent" ("confidence", "drop_reason", "dropped_on", "id", "metric_id", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "start", "target", "title", "unit", "version", "written_on") VALUES (NEW."confidence", NEW."drop_reason", NEW."dropped_on", NEW."id", NEW."metric_id", NEW."objective_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."start", NEW."target", NEW."title", NEW."unit", NEW."version", NEW."written_on"); RETURN NULL;',
                    hash="d9a4e1d7d1f097a6d05073ff74adfbce3a5bcd15",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6fb80",
                    table="metrics_keyresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_objectiveevent" ("carried_from_id", "cluster_id", "drop_reason", "dropped_on", "goal_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quarter_start", "sentence", "title", "version", "written_on") VALUES (NEW."carried_from_id", NEW."cluster_id", NEW."drop_reason", NEW."dropped_on", NEW."goal_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."quarter_start", NEW."sentence", NEW."title", NEW."version", NEW."written_on"); RETURN NULL;',
                    hash="345fd81b410c63a106be4158d46314956a24980a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e57be",
                    table="metrics_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_objectiveevent" ("carried_from_id", "cluster_id", "drop_reason", "dropped_on", "goal_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quarter_start", "sentence", "title", "version", "written_on") VALUES (NEW."carried_from_id", NEW."cluster_id", NEW."drop_reason", NEW."dropped_on", NEW."goal_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."quarter_start", NEW."sentence", NEW."title", NEW."version", NEW."written_on"); RETURN NULL;',
                    hash="57518f3f343917d94e482d3211a98087016fcd25",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_407f0",
                    table="metrics_objective",
                    when="AFTER",
                ),
            ),
        ),
    ]
