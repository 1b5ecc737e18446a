import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0010_former_names"),
        ("metrics", "0006_figures_of_events"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0002_first_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutcomeReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("shipped_on", models.DateField()),
                ("due_on", models.DateField()),
                ("figure", models.CharField(blank=True, max_length=420)),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "before",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "expected",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "after",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("before_count", models.PositiveIntegerField(default=0)),
                ("before_wanted", models.PositiveIntegerField(default=0)),
                ("after_count", models.PositiveIntegerField(default=0)),
                ("after_wanted", models.PositiveIntegerField(default=0)),
                (
                    "effect",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=30, null=True),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("no_effect", "No effect"),
                            ("worse", "Worse"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "gap",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_figure", "No metric and no key result was named."),
                            ("few_before", "Too little was measured before shipping."),
                            ("few_after", "Too little was measured after shipping."),
                            (
                                "no_way",
                                "The figure stood at what was expected, or beyond, before shipping.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("computed_at", models.DateTimeField()),
                (
                    "said_verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("no_effect", "No effect"),
                            ("worse", "Worse"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_reason", models.TextField(blank=True)),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome_reviews",
                        to="backlogs.item",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome_reviews",
                        to="metrics.metric",
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
                    models.UniqueConstraint(
                        fields=("item", "days", "shipped_on"), name="outcome_review_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__in", (90, 180))),
                        name="outcome_review_days_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("shipped_on"))),
                        name="outcome_review_after_shipping",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["achieved", "partly", "no_effect", "worse", "unknown"])
                        ),
                        name="outcome_review_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effect__isnull", True),
                                ("gap__in", ["no_figure", "few_before", "few_after", "no_way"]),
                                ("verdict", "unknown"),
                            ),
                            models.Q(
                                models.Q(("verdict", "unknown"), _negated=True),
                                ("effect__isnull", False),
                                ("gap", ""),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_review_effect_or_gap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("said_at__isnull", True), ("said_reason", ""), ("said_verdict", "")
                            ),
                            models.Q(
                                ("said_at__isnull", False),
                                (
                                    "said_verdict__in",
                                    ["achieved", "partly", "no_effect", "worse", "unknown"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_review_said_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_verdict", ""),
                            ("said_verdict", models.F("verdict")),
                            models.Q(("said_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_review_overruled_with_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["due_on"], name="outcome_review_by_due"),
                    models.Index(
                        condition=models.Q(("said_at__isnull", True)),
                        fields=["item"],
                        name="outcome_review_open",
                    ),
                ],
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="OutcomeReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
                ("shipped_on", models.DateField()),
                ("due_on", models.DateField()),
                ("figure", models.CharField(blank=True, max_length=420)),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "before",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "expected",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "after",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("before_count", models.PositiveIntegerField(default=0)),
                ("before_wanted", models.PositiveIntegerField(default=0)),
                ("after_count", models.PositiveIntegerField(default=0)),
                ("after_wanted", models.PositiveIntegerField(default=0)),
                (
                    "effect",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=30, null=True),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("no_effect", "No effect"),
                            ("worse", "Worse"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "gap",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_figure", "No metric and no key result was named."),
                            ("few_before", "Too little was measured before shipping."),
                            ("few_after", "Too little was measured after shipping."),
                            (
                                "no_way",
                                "The figure stood at what was expected, or beyond, before shipping.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "said_verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("no_effect", "No effect"),
                            ("worse", "Worse"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_reason", models.TextField(blank=True)),
                ("said_at", models.DateTimeField(blank=True, null=True)),
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
                        to="backlogs.outcomereview",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.policyversion",
                    ),
                ),
                (
                    "said_by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="outcomereview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "backlogs_outcomereviewevent" ("after", "after_count", "after_wanted", "before", "before_count", "before_wanted", "days", "due_on", "effect", "expected", "figure", "gap", "id", "item_id", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "said_at", "said_by_id", "said_reason", "said_verdict", "shipped_on", "unit", "verdict") VALUES (NEW."after", NEW."after_count", NEW."after_wanted", NEW."before", NEW."before_count", NEW."before_wanted", NEW."days", NEW."due_on", NEW."effect", NEW."expected", NEW."figure", NEW."gap", NEW."id", NEW."item_id", NEW."metric_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."said_at", NEW."said_by_id", NEW."said_reason", NEW."said_verdict", NEW."shipped_on", NEW."unit", NEW."verdict"); RETURN NULL;',
                    hash="80bb4e3c03383a7ea5a84a23037eda62bf93fabf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0803",
                    table="backlogs_outcomereview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomereview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."after" IS DISTINCT FROM (NEW."after") OR OLD."after_count" IS DISTINCT FROM (NEW."after_count") OR OLD."after_wanted" IS DISTINCT FROM (NEW."after_wanted") OR OLD."before" IS DISTINCT FROM (NEW."before") OR OLD."before_count" IS DISTINCT FROM (NEW."before_count") OR OLD."before_wanted" IS DISTINCT FROM (NEW."before_wanted") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."effect" IS DISTINCT FROM (NEW."effect") OR OLD."expected" IS DISTINCT FROM (NEW."expected") OR OLD."figure" IS DISTINCT FROM (NEW."figure") OR OLD."gap" IS DISTINCT FROM (NEW."gap") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."metric_id" IS DISTINCT FROM (NEW."metric_id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."said_at" IS DISTINCT FROM (NEW."said_at") OR OLD."said_by_id" IS DISTINCT FROM (NEW."said_by_id") OR OLD."said_reason" IS DISTINCT FROM (NEW."said_reason") OR OLD."said_verdict" IS DISTINCT FROM (NEW."said_verdict") OR OLD."shipped_on" IS DISTINCT FROM (NEW."shipped_on") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func='INSERT INTO "backlogs_outcomereviewevent" ("after", "after_count", "after_wanted", "before", "before_count", "before_wanted", "days", "due_on", "effect", "expected", "figure", "gap", "id", "item_id", "metric_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "said_at", "said_by_id", "said_reason", "said_verdict", "shipped_on", "unit", "verdict") VALUES (NEW."after", NEW."after_count", NEW."after_wanted", NEW."before", NEW."before_count", NEW."before_wanted", NEW."days", NEW."due_on", NEW."effect", NEW."expected", NEW."figure", NEW."gap", NEW."id", NEW."item_id", NEW."metric_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_id", NEW."said_at", NEW."said_by_id", NEW."said_reason", NEW."said_verdict", NEW."shipped_on", NEW."unit", NEW."verdict"); RETURN NULL;',
                    hash="de81d19ff5fe393bad634081e235b1fcde2b4a18",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_17cc0",
                    table="backlogs_outcomereview",
                    when="AFTER",
                ),
            ),
        ),
    ]
