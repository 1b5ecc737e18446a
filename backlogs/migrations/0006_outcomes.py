import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0005_comments_links_waits"),
        ("metrics", "0004_goals_and_objectives"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0002_first_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.TextField(blank=True)),
                (
                    "value_from",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "value_to",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome",
                        to="backlogs.item",
                    ),
                ),
                (
                    "key_result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="metrics.keyresult",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="metrics.metric",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="products.persona",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_from__isnull", True),
                            models.Q(("value_from", models.F("value_to")), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("metric__isnull", True), ("key_result__isnull", True), _connector="OR"
                        ),
                        name="outcome_one_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("key_result__isnull", True), ("metric__isnull", True)),
                                ("value_from__isnull", True),
                                ("value_to__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("key_result__isnull", True),
                                    ("metric__isnull", True),
                                    _negated=True,
                                ),
                                ("due_on__isnull", False),
                                ("value_from__isnull", False),
                                ("value_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_target_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("key_result__isnull", True),
                                ("metric__isnull", True),
                                _negated=True,
                            ),
                            models.Q(("statement", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("statement", models.TextField(blank=True)),
                (
                    "value_from",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "value_to",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
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
                    "key_result",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="metrics.keyresult",
                    ),
                ),
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
                    "persona",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.persona",
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
                        to="backlogs.outcome",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "backlogs_outcomeevent" ("due_on", "id", "item_id", "key_result_id", "metric_id", "persona_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement", "value_from", "value_to", "version") VALUES (NEW."due_on", NEW."id", NEW."item_id", NEW."key_result_id", NEW."metric_id", NEW."persona_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."statement", NEW."value_from", NEW."value_to", NEW."version"); RETURN NULL;',
                    hash="72f31246fcdd3106dcb1ada392beb819bbe5c295",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_78628",
                    table="backlogs_outcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "backlogs_outcomeevent" ("due_on", "id", "item_id", "key_result_id", "metric_id", "persona_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement", "value_from", "value_to", "version") VALUES (NEW."due_on", NEW."id", NEW."item_id", NEW."key_result_id", NEW."metric_id", NEW."persona_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."statement", NEW."value_from", NEW."value_to", NEW."version"); RETURN NULL;',
                    hash="0416ddc8f23a833e1980bfc367698df2db078dd4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_460e8",
                    table="backlogs_outcome",
                    when="AFTER",
                ),
            ),
        ),
    ]
