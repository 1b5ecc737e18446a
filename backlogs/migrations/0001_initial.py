import django.db.models.constraints
import django.db.models.deletion
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
            name="Backlog",
            fields=[
                (
                    "cluster",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="backlog",
                        serialize=False,
                        to="products.cluster",
                    ),
                ),
                ("order_version", models.PositiveBigIntegerField(default=0)),
                ("refined_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("fix", "Fix"),
                            ("enhancement", "Enhancement"),
                            ("investigation", "Investigation"),
                        ],
                        default="improvement",
                        max_length=14,
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
                        default="improvement",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("ready", "Ready"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("shipped", "Shipped"),
                            ("dropped", "Dropped"),
                        ],
                        default="idea",
                        max_length=12,
                    ),
                ),
                (
                    "effort",
                    models.PositiveSmallIntegerField(blank=True, help_text="Points.", null=True),
                ),
                ("rank", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="products.cluster",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("cluster", "rank"),
                        name="item_rank_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("product", "number"), name="item_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="item_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type__in", ["improvement", "fix", "enhancement", "investigation"])
                        ),
                        name="item_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dimension__in", ["improvement", "operations", "support"])
                        ),
                        name="item_dimension_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["idea", "ready", "in_progress", "waiting", "shipped", "dropped"],
                            )
                        ),
                        name="item_state_known",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["shipped", "dropped"]), _negated=True),
                        fields=["cluster", "rank"],
                        name="item_open_order",
                    ),
                    models.Index(fields=["product", "state"], name="item_by_product"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("improvement", "Improvement"),
                            ("fix", "Fix"),
                            ("enhancement", "Enhancement"),
                            ("investigation", "Investigation"),
                        ],
                        default="improvement",
                        max_length=14,
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
                        default="improvement",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("ready", "Ready"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("shipped", "Shipped"),
                            ("dropped", "Dropped"),
                        ],
                        default="idea",
                        max_length=12,
                    ),
                ),
                (
                    "effort",
                    models.PositiveSmallIntegerField(blank=True, help_text="Points.", null=True),
                ),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assignee",
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
                    "cluster",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="backlogs.item",
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
            name="StateEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "Idea"),
                            ("ready", "Ready"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("shipped", "Shipped"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("ready", "Ready"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("shipped", "Shipped"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="backlogs.item",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_events",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_state__in",
                                ["idea", "ready", "in_progress", "waiting", "shipped", "dropped"],
                            ),
                            models.Q(
                                ("from_state", ""),
                                (
                                    "from_state__in",
                                    [
                                        "idea",
                                        "ready",
                                        "in_progress",
                                        "waiting",
                                        "shipped",
                                        "dropped",
                                    ],
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="state_event_states_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_state", models.F("to_state")), _negated=True),
                        name="state_event_is_a_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="state_event_drop_has_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["item", "at"], name="state_event_by_item"),
                    models.Index(
                        fields=["product", "to_state", "at"], name="state_event_by_product"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "backlogs_itemevent" ("assignee_id", "cluster_id", "created_at", "description", "dimension", "effort", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "state", "title", "type", "version") VALUES (NEW."assignee_id", NEW."cluster_id", NEW."created_at", NEW."description", NEW."dimension", NEW."effort", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."state", NEW."title", NEW."type", NEW."version"); RETURN NULL;',
                    hash="01ed9f5fa26f3466a9323721149e97e5229634f6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3d52e",
                    table="backlogs_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."assignee_id" IS DISTINCT FROM (NEW."assignee_id") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."dimension" IS DISTINCT FROM (NEW."dimension") OR OLD."effort" IS DISTINCT FROM (NEW."effort") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "backlogs_itemevent" ("assignee_id", "cluster_id", "created_at", "description", "dimension", "effort", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "state", "title", "type", "version") VALUES (NEW."assignee_id", NEW."cluster_id", NEW."created_at", NEW."description", NEW."dimension", NEW."effort", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."state", NEW."title", NEW."type", NEW."version"); RETURN NULL;',
                    hash="7df88a1c98be9933a4e23da615cad374b248a480",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_75a0f",
                    table="backlogs_item",
                    when="AFTER",
                ),
            ),
        ),
    ]
