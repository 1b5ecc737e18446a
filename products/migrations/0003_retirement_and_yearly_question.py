"""The yearly question of a mature product, and the plan, progress and loose ends of a retirement."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0002_first_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="InvestmentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_on", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("continue", "Continue"),
                            ("reduce", "Reduce"),
                            ("retire", "Retire"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField()),
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
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="investment",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["-answered_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "answered_on"), name="investment_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["continue", "reduce", "retire"])),
                        name="investment_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="investment_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvestmentAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("answered_on", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("continue", "Continue"),
                            ("reduce", "Reduce"),
                            ("retire", "Retire"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField()),
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
                        to="products.investmentanswer",
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
            name="RetirementPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_on", models.DateField()),
                (
                    "none_needed",
                    models.TextField(blank=True, help_text="Why no product has to follow."),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_how", models.TextField(blank=True)),
                ("users_total", models.PositiveIntegerField(blank=True, null=True)),
                ("decommissioned_on", models.DateField(blank=True, null=True)),
                ("decommission_record", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "migration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="products.change",
                    ),
                ),
                (
                    "product",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retirement",
                        to="products.product",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeds",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True), ("none_needed", ""), _connector="OR"
                        ),
                        name="retirement_one_way_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("product")), _negated=True),
                            _connector="OR",
                        ),
                        name="retirement_not_own_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decommission_record", ""), ("decommissioned_on__isnull", True)
                            ),
                            models.Q(
                                ("decommissioned_on__isnull", False),
                                models.Q(("decommission_record", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retirement_end_has_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LooseEnd",
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
                        choices=[("data", "Data"), ("dependent", "Depends on it")], max_length=9
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("dealt_on", models.DateField(blank=True, null=True)),
                ("how", models.TextField(blank=True)),
                (
                    "dealt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dependent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ends",
                        to="products.retirementplan",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "title", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dependent__isnull", True), ("kind", "data")),
                            models.Q(("dependent__isnull", False), ("kind", "dependent")),
                            _connector="OR",
                        ),
                        name="loose_end_kind_fits",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dependent__isnull", False)),
                        fields=("plan", "dependent"),
                        name="loose_end_dependent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dealt_on__isnull", True), ("how", "")),
                            models.Q(
                                ("dealt_on__isnull", False), models.Q(("how", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="loose_end_dealt_with_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MigrationProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("moved", models.PositiveIntegerField(blank=True, null=True)),
                ("percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("note", models.TextField(blank=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress",
                        to="products.retirementplan",
                    ),
                ),
            ],
            options={
                "ordering": ["-on"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "on"), name="progress_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)),
                        name="progress_is_a_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MigrationProgressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("on", models.DateField()),
                ("moved", models.PositiveIntegerField(blank=True, null=True)),
                ("percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("note", models.TextField(blank=True)),
                (
                    "noted_by",
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
                        to="products.migrationprogress",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.retirementplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LooseEndEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("data", "Data"), ("dependent", "Depends on it")], max_length=9
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("dealt_on", models.DateField(blank=True, null=True)),
                ("how", models.TextField(blank=True)),
                (
                    "dealt_by",
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
                    "dependent",
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
                        to="products.looseend",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.retirementplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RetirementPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("opened_on", models.DateField()),
                (
                    "none_needed",
                    models.TextField(blank=True, help_text="Why no product has to follow."),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_how", models.TextField(blank=True)),
                ("users_total", models.PositiveIntegerField(blank=True, null=True)),
                ("decommissioned_on", models.DateField(blank=True, null=True)),
                ("decommission_record", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "migration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="products.change",
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
                        to="products.retirementplan",
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
                (
                    "successor",
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="investmentanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "products_investmentanswerevent" ("answer", "answered_by_id", "answered_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason") VALUES (NEW."answer", NEW."answered_by_id", NEW."answered_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."reason"); RETURN NULL;',
                    hash="17e2964ac142e8720787fe3312b91d66b33fe8f1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3066f",
                    table="products_investmentanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="investmentanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "products_investmentanswerevent" ("answer", "answered_by_id", "answered_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason") VALUES (NEW."answer", NEW."answered_by_id", NEW."answered_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."reason"); RETURN NULL;',
                    hash="96f46ea6365a7ef52804f5bc5d70f729b6b0328f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c94e0",
                    table="products_investmentanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirementplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "products_retirementplanevent" ("decommission_record", "decommissioned_on", "id", "migration_id", "none_needed", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "successor_id", "told_how", "told_on", "users_total", "version") VALUES (NEW."decommission_record", NEW."decommissioned_on", NEW."id", NEW."migration_id", NEW."none_needed", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."successor_id", NEW."told_how", NEW."told_on", NEW."users_total", NEW."version"); RETURN NULL;',
                    hash="ebdfa5c0786fda407ab79891d9fcfb18cd8fe319",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cc00a",
                    table="products_retirementplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retirementplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "products_retirementplanevent" ("decommission_record", "decommissioned_on", "id", "migration_id", "none_needed", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "successor_id", "told_how", "told_on", "users_total", "version") VALUES (NEW."decommission_record", NEW."decommissioned_on", NEW."id", NEW."migration_id", NEW."none_needed", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."successor_id", NEW."told_how", NEW."told_on", NEW."users_total", NEW."version"); RETURN NULL;',
                    hash="9884bd8b5542c6fffdc43002804046d5abb1910d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5d7b",
                    table="products_retirementplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="migrationprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "products_migrationprogressevent" ("id", "moved", "note", "noted_by_id", "on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (NEW."id", NEW."moved", NEW."note", NEW."noted_by_id", NEW."on", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id"); RETURN NULL;',
                    hash="3fc0f2b02f1c572ed80818c6c8f8802fc67c59dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9d28e",
                    table="products_migrationprogress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="migrationprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "products_migrationprogressevent" ("id", "moved", "note", "noted_by_id", "on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (NEW."id", NEW."moved", NEW."note", NEW."noted_by_id", NEW."on", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id"); RETURN NULL;',
                    hash="0ec32eb9673ee5ebc071ca8b2bf363f3ac8cb42b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43e27",
                    table="products_migrationprogress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="looseend",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "products_looseendevent" ("dealt_by_id", "dealt_on", "dependent_id", "how", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title") VALUES (NEW."dealt_by_id", NEW."dealt_on", NEW."dependent_id", NEW."how", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."title"); RETURN NULL;',
                    hash="d02e7a2496bef80cec4d0db2702d477c554efac5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_10850",
                    table="products_looseend",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="looseend",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "products_looseendevent" ("dealt_by_id", "dealt_on", "dependent_id", "how", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title") VALUES (NEW."dealt_by_id", NEW."dealt_on", NEW."dependent_id", NEW."how", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."title"); RETURN NULL;',
                    hash="e0d5380b854f625f8079d34a172d72e5f12226d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a2ee",
                    table="products_looseend",
                    when="AFTER",
                ),
            ),
        ),
    ]
