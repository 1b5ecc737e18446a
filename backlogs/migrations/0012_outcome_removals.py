import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0011_outcome_reviews"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "backlogs_outcomeevent" ("due_on", "id", "item_id", "key_result_id", "metric_id", "persona_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "statement", "value_from", "value_to", "version") VALUES (OLD."due_on", OLD."id", OLD."item_id", OLD."key_result_id", OLD."metric_id", OLD."persona_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."statement", OLD."value_from", OLD."value_to", OLD."version"); RETURN NULL;',
                    hash="15cf3e86948bceb10303595dcbc453b7c2eafff7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6d876",
                    table="backlogs_outcome",
                    when="AFTER",
                ),
            ),
        ),
    ]
