"""How long a metric keeps its single numbers, and from which day on it still has them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0011_connectors"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="metric",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="metric",
            name="update_update",
        ),
        migrations.AddField(
            model_name="metric",
            name="forgotten_before",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="metric",
            name="keep_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="metricevent",
            name="forgotten_before",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="metricevent",
            name="keep_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metric",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "metrics_metricevent" ("cadence", "definition_id", "description", "dimension", "direction", "forgotten_before", "id", "is_north_star", "keep_months", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "retired_on", "slug", "started_on", "summary", "unit", "version") VALUES (NEW."cadence", NEW."definition_id", NEW."description", NEW."dimension", NEW."direction", NEW."forgotten_before", NEW."id", NEW."is_north_star", NEW."keep_months", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."product_id", NEW."retired_on", NEW."slug", NEW."started_on", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="50127b18f60abb3bfdc4feaa2b9c0239d0ebdff0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be2f6",
                    table="metrics_metric",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="metric",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "metrics_metricevent" ("cadence", "definition_id", "description", "dimension", "direction", "forgotten_before", "id", "is_north_star", "keep_months", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "retired_on", "slug", "started_on", "summary", "unit", "version") VALUES (NEW."cadence", NEW."definition_id", NEW."description", NEW."dimension", NEW."direction", NEW."forgotten_before", NEW."id", NEW."is_north_star", NEW."keep_months", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."product_id", NEW."retired_on", NEW."slug", NEW."started_on", NEW."summary", NEW."unit", NEW."version"); RETURN NULL;',
                    hash="5e20ed2a99c81ac139ffda68b8a8fa405488f86e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b131",
                    table="metrics_metric",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keep_months__isnull", True), ("keep_months__gte", 24), _connector="OR"
                ),
                name="metric_keep_months_enough",
            ),
        ),
    ]
