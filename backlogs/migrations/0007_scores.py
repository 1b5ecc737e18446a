import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0006_outcomes"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("rice", "RICE: reach × impact × confidence ÷ effort"),
                            (
                                "wsjf",
                                "WSJF: (business value + time criticality + risk reduction) ÷ size",
                            ),
                        ],
                        max_length=4,
                    ),
                ),
                ("reach", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "impact",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, help_text="Per cent.", null=True),
                ),
                ("business_value", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("time_criticality", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("risk_reduction", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="backlogs.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "scheme"), name="score_one_per_scheme"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("business_value__isnull", True),
                                    ("confidence__isnull", False),
                                    ("impact__isnull", False),
                                    ("reach__isnull", False),
                                    ("risk_reduction__isnull", True),
                                    ("time_criticality__isnull", True),
                                ),
                                ("scheme", "rice"),
                            ),
                            models.Q(
                                models.Q(
                                    ("business_value__isnull", False),
                                    ("confidence__isnull", True),
                                    ("impact__isnull", True),
                                    ("reach__isnull", True),
                                    ("risk_reduction__isnull", False),
                                    ("time_criticality__isnull", False),
                                ),
                                ("scheme", "wsjf"),
                            ),
                            _connector="OR",
                        ),
                        name="score_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reach__isnull", True),
                            models.Q(
                                ("confidence__range", (1, 100)),
                                ("impact__gt", 0),
                                ("impact__lte", 3),
                                ("reach__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="score_rice_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("business_value__isnull", True),
                            models.Q(
                                ("business_value__range", (1, 20)),
                                ("risk_reduction__range", (1, 20)),
                                ("time_criticality__range", (1, 20)),
                            ),
                            _connector="OR",
                        ),
                        name="score_wsjf_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("rice", "RICE: reach × impact × confidence ÷ effort"),
                            (
                                "wsjf",
                                "WSJF: (business value + time criticality + risk reduction) ÷ size",
                            ),
                        ],
                        max_length=4,
                    ),
                ),
                ("reach", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "impact",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, help_text="Per cent.", null=True),
                ),
                ("business_value", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("time_criticality", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("risk_reduction", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="backlogs.item",
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
                        to="backlogs.score",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "backlogs_scoreevent" ("business_value", "confidence", "id", "impact", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "risk_reduction", "scheme", "time_criticality", "version") VALUES (NEW."business_value", NEW."confidence", NEW."id", NEW."impact", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reach", NEW."risk_reduction", NEW."scheme", NEW."time_criticality", NEW."version"); RETURN NULL;',
                    hash="3c9bdcfae22154b83bbf8ef81dcd117bfc1d0c99",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4221d",
                    table="backlogs_score",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="score",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "backlogs_scoreevent" ("business_value", "confidence", "id", "impact", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "risk_reduction", "scheme", "time_criticality", "version") VALUES (NEW."business_value", NEW."confidence", NEW."id", NEW."impact", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reach", NEW."risk_reduction", NEW."scheme", NEW."time_criticality", NEW."version"); RETURN NULL;',
                    hash="82b21c5d62810caeb60c912749d6b3e68cc46eea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7f363",
                    table="backlogs_score",
                    when="AFTER",
                ),
            ),
        ),
    ]
