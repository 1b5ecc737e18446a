"""Accepted deviations, worksheets kept with a metric, and definitions no longer offered."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0007_hand_ins"),
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AcceptedDeviation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("agreed_until", models.DateField()),
                ("reason", models.TextField()),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deviations",
                        to="metrics.metric",
                    ),
                ),
            ],
            options={
                "ordering": ["-period"],
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
                        name="deviation_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="deviation_period_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", True),
                            models.Q(
                                ("period__endswith__isnull", False),
                                (
                                    "period__endswith__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("agreed_until"),
                                        "+",
                                        models.Value(datetime.timedelta(days=1)),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="deviation_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="deviation_reason_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by__isnull", True),
                            models.Q(("ended_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deviation_end_explained",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricWorksheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answerable_for", models.TextField(blank=True)),
                ("answerable_to", models.TextField(blank=True)),
                ("failure_noticed", models.TextField(blank=True)),
                ("failure_figure", models.TextField(blank=True)),
                ("game", models.TextField(blank=True)),
                ("winning", models.TextField(blank=True)),
                ("must_be_true", models.TextField(blank=True)),
                ("first_mover", models.TextField(blank=True)),
                ("answered_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "metric",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worksheet",
                        to="metrics.metric",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AcceptedDeviationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("agreed_until", models.DateField()),
                ("reason", models.TextField()),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "accepted_by",
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
                (
                    "ended_by",
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
                        to="metrics.accepteddeviation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MetricWorksheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("answerable_for", models.TextField(blank=True)),
                ("answerable_to", models.TextField(blank=True)),
                ("failure_noticed", models.TextField(blank=True)),
                ("failure_figure", models.TextField(blank=True)),
                ("game", models.TextField(blank=True)),
                ("winning", models.TextField(blank=True)),
                ("must_be_true", models.TextField(blank=True)),
                ("first_mover", models.TextField(blank=True)),
                ("answered_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "answered_by",
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
                        to="metrics.metricworksheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="metricdefinition",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="metricdefinition",
            name="update_update",
        ),
        migrations.AddField(
            model_name="metricdefinition",
            name="retired_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="metricdefinitionevent",
            name="retired_on",
            field=models.DateField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metricdefinition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metricdefinitionevent" ("cadence", "description", "dimension", "direction", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_on", "slug", "summary", "unit", "version") VALUES (NEW."cadence", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_on", NEW."slug", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="cf02d73546759cd857d65f8d3685cae1385d2b65",
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
                    func='INSERT INTO "metrics_metricdefinitionevent" ("cadence", "description", "dimension", "direction", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_on", "slug", "summary", "unit", "version") VALUES (NEW."cadence", NEW."description", NEW."dimension", NEW."direction", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_on", NEW."slug", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="5e3677c50e44eff421cb0d0be85bc79d1ee0bfdf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a73a",
                    table="metrics_metricdefinition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accepteddeviation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_accepteddeviationevent" ("accepted_by_id", "agreed_until", "ended_by_id", "ended_reason", "id", "metric_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."accepted_by_id", NEW."agreed_until", NEW."ended_by_id", NEW."ended_reason", NEW."id", NEW."metric_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                    hash="adf644e07c84d58f862bf2905d8fb686d3e63dce",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3bc5",
                    table="metrics_accepteddeviation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accepteddeviation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_accepteddeviationevent" ("accepted_by_id", "agreed_until", "ended_by_id", "ended_reason", "id", "metric_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") VALUES (NEW."accepted_by_id", NEW."agreed_until", NEW."ended_by_id", NEW."ended_reason", NEW."id", NEW."metric_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."value"); RETURN NULL;',
                    hash="053930b66aadba26687efa945d6c9f0f249379db",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b3297",
                    table="metrics_accepteddeviation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metricworksheet",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metricworksheetevent" ("answerable_for", "answerable_to", "answered_by_id", "answered_on", "failure_figure", "failure_noticed", "first_mover", "game", "id", "metric_id", "must_be_true", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "winning") VALUES (NEW."answerable_for", NEW."answerable_to", NEW."answered_by_id", NEW."answered_on", NEW."failure_figure", NEW."failure_noticed", NEW."first_mover", NEW."game", NEW."id", NEW."metric_id", NEW."must_be_true", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."winning"); RETURN NULL;',
                    hash="eb158f917e67afce46d4ad43ed8e606710135e23",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d800",
                    table="metrics_metricworksheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metricworksheet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_metricworksheetevent" ("answerable_for", "answerable_to", "answered_by_id", "answered_on", "failure_figure", "failure_noticed", "first_mover", "game", "id", "metric_id", "must_be_true", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "winning") VALUES (NEW."answerable_for", NEW."answerable_to", NEW."answered_by_id", NEW."answered_on", NEW."failure_figure", NEW."failure_noticed", NEW."first_mover", NEW."game", NEW."id", NEW."metric_id", NEW."must_be_true", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."winning"); RETURN NULL;',
                    hash="687af9845ddf89a88164af28b8eb426e9b0929ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2d537",
                    table="metrics_metricworksheet",
                    when="AFTER",
                ),
            ),
        ),
    ]
