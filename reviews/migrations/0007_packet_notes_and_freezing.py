"""The owner's note to a packet, with its history, and which revision a review read."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("products", "0006_owner_hours_and_strategic_marks"),
        ("reviews", "0006_activity_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PacketNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("ask", models.TextField(blank=True)),
                ("went_badly", models.TextField(blank=True)),
                ("comments", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packet_notes",
                        to="products.cluster",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "quarter_start"), name="packet_note_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PacketNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("quarter_start", models.DateField()),
                ("ask", models.TextField(blank=True)),
                ("went_badly", models.TextField(blank=True)),
                ("comments", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
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
                        to="reviews.packetnote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PacketFreeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_start", models.DateField()),
                ("frozen_at", models.DateTimeField()),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packet_freezes",
                        to="products.cluster",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "packet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freeze",
                        to="reviews.packet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "quarter_start"), name="packet_frozen_once"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_packetnoteevent" ("ask", "changed_at", "changed_by_id", "cluster_id", "comments", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter_start", "version", "went_badly") VALUES (NEW."ask", NEW."changed_at", NEW."changed_by_id", NEW."cluster_id", NEW."comments", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quarter_start", NEW."version", NEW."went_badly"); RETURN NULL;',
                    hash="3c17e3d4d25fb08ac9977929a2d4fc020b7711bc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_707be",
                    table="reviews_packetnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reviews_packetnoteevent" ("ask", "changed_at", "changed_by_id", "cluster_id", "comments", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter_start", "version", "went_badly") VALUES (NEW."ask", NEW."changed_at", NEW."changed_by_id", NEW."cluster_id", NEW."comments", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quarter_start", NEW."version", NEW."went_badly"); RETURN NULL;',
                    hash="3a85361c73ea8382a78e8962dc209fd831d1e8ac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8177b",
                    table="reviews_packetnote",
                    when="AFTER",
                ),
            ),
        ),
    ]
