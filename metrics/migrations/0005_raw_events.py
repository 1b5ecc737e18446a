import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0004_goals_and_objectives"),
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0002_first_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("zone", models.CharField(max_length=60, verbose_name="time zone")),
                (
                    "holidays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="calendar_closes_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]),
                            ("weekdays__len__gt", 0),
                        ),
                        name="calendar_weekdays_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingCalendarEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("zone", models.CharField(max_length=60, verbose_name="time zone")),
                (
                    "holidays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
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
                        to="metrics.workingcalendar",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AvailabilityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("service", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("is_up", models.BooleanField()),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "service", "at"), name="availability_check_unique"
                    )
                ],
                "indexes": [models.Index(fields=["product", "changed_at"], name="check_by_change")],
            },
        ),
        migrations.CreateModel(
            name="EventFeed",
            fields=[
                (
                    "metric",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="feed",
                        serialize=False,
                        to="metrics.metric",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tickets", "Tickets opened"),
                            ("resolution_mean", "Time to resolution, mean"),
                            ("resolution_median", "Time to resolution, median"),
                            ("resolution_p90", "Time to resolution, 90th percentile"),
                            ("within_sla", "Share resolved in time"),
                            ("availability_time", "Availability by time"),
                            ("availability_checks", "Availability by share of checks"),
                            ("active_users", "Active users ÷ eligible users"),
                        ],
                        max_length=24,
                    ),
                ),
                ("limits", models.JSONField(blank=True, default=dict)),
                ("longest_gap", models.DurationField(default=datetime.timedelta(days=1))),
                (
                    "since",
                    models.DateField(help_text="Figures are made from the stretch of this day on."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("derived_at", models.DateTimeField(blank=True, null=True)),
                ("heard_until", models.DateTimeField(blank=True, null=True)),
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
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="metrics.workingcalendar",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "tickets",
                                    "resolution_mean",
                                    "resolution_median",
                                    "resolution_p90",
                                    "within_sla",
                                    "availability_time",
                                    "availability_checks",
                                    "active_users",
                                ],
                            )
                        ),
                        name="feed_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("longest_gap__gt", datetime.timedelta(0))),
                        name="feed_gap_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "within_sla"),
                                _negated=True,
                            ),
                            models.Q(("limits", {}), _negated=True),
                            _connector="OR",
                        ),
                        name="feed_sla_has_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("number", models.CharField(max_length=100)),
                ("opened_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("priority", models.CharField(blank=True, max_length=40)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tickets",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "number"), name="ticket_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="ticket_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            ("resolved_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="ticket_resolved_after_opened",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["product", "opened_at"], name="ticket_by_opening"),
                    models.Index(
                        condition=models.Q(("resolved_at__isnull", False)),
                        fields=["product", "resolved_at"],
                        name="ticket_by_resolution",
                    ),
                    models.Index(fields=["product", "changed_at"], name="ticket_by_change"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("on", models.DateField()),
                ("who", models.CharField(max_length=64)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="usage_days",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "on", "who"), name="usage_day_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("who__regex", "^[0-9a-f]{32,64}$")),
                        name="usage_day_who_is_hash",
                    ),
                ],
                "indexes": [models.Index(fields=["product", "changed_at"], name="usage_by_change")],
            },
        ),
        migrations.CreateModel(
            name="EventFeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tickets", "Tickets opened"),
                            ("resolution_mean", "Time to resolution, mean"),
                            ("resolution_median", "Time to resolution, median"),
                            ("resolution_p90", "Time to resolution, 90th percentile"),
                            ("within_sla", "Share resolved in time"),
                            ("availability_time", "Availability by time"),
                            ("availability_checks", "Availability by share of checks"),
                            ("active_users", "Active users ÷ eligible users"),
                        ],
                        max_length=24,
                    ),
                ),
                ("limits", models.JSONField(blank=True, default=dict)),
                ("longest_gap", models.DurationField(default=datetime.timedelta(days=1))),
                (
                    "since",
                    models.DateField(help_text="Figures are made from the stretch of this day on."),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "metric",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
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
                        to="metrics.eventfeed",
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
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.workingcalendar",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workingcalendar",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_workingcalendarevent" ("closes", "holidays", "id", "name", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "weekdays", "zone") VALUES (NEW."closes", NEW."holidays", NEW."id", NEW."name", NEW."opens", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."weekdays", NEW."zone"); RETURN NULL;',
                    hash="a5030d7a99fe06060dc1e01ba794e32afd5d4892",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7788",
                    table="metrics_workingcalendar",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workingcalendar",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_workingcalendarevent" ("closes", "holidays", "id", "name", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "weekdays", "zone") VALUES (NEW."closes", NEW."holidays", NEW."id", NEW."name", NEW."opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."weekdays", NEW."zone"); RETURN NULL;',
                    hash="2047b29d7ca6bc9db7b8b1c7657c2034e99cb36c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de844",
                    table="metrics_workingcalendar",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventfeed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_eventfeedevent" ("calendar_id", "kind", "limits", "longest_gap", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "since", "version") VALUES (NEW."calendar_id", NEW."kind", NEW."limits", NEW."longest_gap", NEW."metric_id", _pgh_attach_context(), NOW(), \'insert\', NEW."metric_id", NEW."set_by_id", NEW."since", NEW."version"); RETURN NULL;',
                    hash="a4498b32e6f3ee2cf01f46f2f9c2f8fdb52073a0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bc670",
                    table="metrics_eventfeed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventfeed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."calendar_id" IS DISTINCT FROM (NEW."calendar_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."limits" IS DISTINCT FROM (NEW."limits") OR OLD."longest_gap" IS DISTINCT FROM (NEW."longest_gap") OR OLD."metric_id" IS DISTINCT FROM (NEW."metric_id") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "metrics_eventfeedevent" ("calendar_id", "kind", "limits", "longest_gap", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "since", "version") VALUES (NEW."calendar_id", NEW."kind", NEW."limits", NEW."longest_gap", NEW."metric_id", _pgh_attach_context(), NOW(), \'update\', NEW."metric_id", NEW."set_by_id", NEW."since", NEW."version"); RETURN NULL;',
                    hash="b37a551b013d03f9fa00f72acf7f4b8d6a1c204b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dfe6b",
                    table="metrics_eventfeed",
                    when="AFTER",
                ),
            ),
        ),
    ]
