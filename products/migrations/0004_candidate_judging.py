"""A candidate's judgements with their history, its look-alikes, and whom it serves."""

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "__first__"),
        ("products", "0003_retirement_and_yearly_question"),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        pgtrigger.migrations.RemoveTrigger(
            model_name="candidate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="candidate",
            name="update_update",
        ),
        migrations.AddField(
            model_name="candidate",
            name="gone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="candidateevent",
            name="gone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidateevent",
            name="review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidateevent",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                django.db.models.functions.text.Lower("name"),
                models.F("id"),
                name="candidate_name_order",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("name"), name="gin_trgm_ops"),
                name="candidate_name_likeness",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "products_candidateevent" ("daily_users", "facts", "first_seen_at", "gone_at", "id", "judged_at", "judged_by_id", "judgement", "key", "name", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason", "review_on", "source", "summary", "version") VALUES (NEW."daily_users", NEW."facts", NEW."first_seen_at", NEW."gone_at", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."judgement", NEW."key", NEW."name", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."reason", NEW."review_on", NEW."source", NEW."summary", NEW."version"); RETURN NULL;',
                    hash="dceb7a38d60f3e121b0b1c0cf77f34f425874261",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4b960",
                    table="products_candidate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "products_candidateevent" ("daily_users", "facts", "first_seen_at", "gone_at", "id", "judged_at", "judged_by_id", "judgement", "key", "name", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason", "review_on", "source", "summary", "version") VALUES (NEW."daily_users", NEW."facts", NEW."first_seen_at", NEW."gone_at", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."judgement", NEW."key", NEW."name", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."reason", NEW."review_on", NEW."source", NEW."summary", NEW."version"); RETURN NULL;',
                    hash="24e2889c42c31121e2f0e293c13bc0977449e79a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_47834",
                    table="products_candidate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CandidateJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("product", "Product"),
                            ("part", "Part of a product"),
                            ("infrastructure", "Infrastructure component"),
                            ("project", "Project"),
                            ("retire", "To retire"),
                        ],
                        max_length=14,
                    ),
                ),
                ("reason", models.TextField()),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("has_made", models.BooleanField(default=False)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="products.candidate",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="judged_parts",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "judgement__in",
                                ["", "product", "part", "infrastructure", "project", "retire"],
                            ),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="judgement_known_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("judgement", "project"), _connector="OR"
                        ),
                        name="judgement_end_of_project",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likeness", models.DecimalField(decimal_places=3, max_digits=4)),
                ("is_same", models.BooleanField(null=True)),
                ("at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="products.candidate",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matched_by",
                        to="products.candidate",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matched_by",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "ordering": ["-likeness", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "other"), name="match_other_once"),
                    models.UniqueConstraint(
                        fields=("candidate", "product"), name="match_product_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("other__isnull", False), ("product__isnull", True)),
                            models.Q(("other__isnull", True), ("product__isnull", False)),
                            _connector="OR",
                        ),
                        name="match_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("likeness__gte", 0), ("likeness__lte", 1)),
                        name="match_likeness_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="products.candidate",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supported_by",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("candidate", "product"), name="candidate_support_unique"
                    )
                ],
            },
        ),
    ]
