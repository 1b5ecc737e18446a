"""What was worked out about the activity of products, and marks where it no longer holds.

Rows about a product are few, so their triggers run for each row; events and measurements come in
thousands, so theirs run once a statement.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION activity_mark_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reviews_activitymark (product_id) VALUES (OLD.product_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reviews_activitymark (product_id) VALUES (NEW.product_id);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION activity_mark_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_activitymark (product_id)
    SELECT DISTINCT m.product_id
      FROM metrics_metric m JOIN metrics_metricdefinition d ON d.id = m.definition_id
     WHERE d.slug = 'support-tickets'
       AND m.id IN (coalesce(NEW.metric_id, OLD.metric_id), coalesce(OLD.metric_id, NEW.metric_id));
    RETURN NULL;
END $$;
CREATE FUNCTION activity_mark_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_activitymark (product_id)
    SELECT DISTINCT product_id FROM changed
     WHERE to_state = 'shipped' OR (to_state = 'in_progress' AND from_state <> 'waiting');
    RETURN NULL;
END $$;
CREATE FUNCTION activity_mark_measurements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_activitymark (product_id)
    SELECT DISTINCT m.product_id
      FROM metrics_metric m JOIN metrics_metricdefinition d ON d.id = m.definition_id
     WHERE d.slug = 'support-tickets' AND m.id IN (SELECT metric_id FROM changed);
    RETURN NULL;
END $$;
"""
FUNCTIONS_BACK = """
DROP FUNCTION activity_mark_product();
DROP FUNCTION activity_mark_target();
DROP FUNCTION activity_mark_events();
DROP FUNCTION activity_mark_measurements();
"""
BY_ROW = {
    "products_stageperiod": "activity_mark_product",
    "products_change": "activity_mark_product",
    "products_activityoverride": "activity_mark_product",
    "metrics_metric": "activity_mark_product",
    "metrics_metrictarget": "activity_mark_target",
}
BY_STATEMENT = {
    "backlogs_stateevent": "activity_mark_events",
    "metrics_measurement": "activity_mark_measurements",
}
SEEN = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def _triggers() -> tuple[list[str], list[str]]:
    """Statements that make the triggers, and those that take them away."""
    make, back = [], []
    for table, function in BY_ROW.items():
        make.append(
            f"CREATE TRIGGER {function} AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        back.append(f"DROP TRIGGER {function} ON {table}")
    for table, function in BY_STATEMENT.items():
        for act, rows in SEEN.items():
            # What an update moves away from matters as well; with two names one has to be told.
            for row in rows:
                name = f"{function}_{act}_{row.lower()}"
                make.append(
                    f"CREATE TRIGGER {name} AFTER {act} ON {table} "
                    f"REFERENCING {row} TABLE AS changed "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
                )
                back.append(f"DROP TRIGGER {name} ON {table}")
    return make, back


MAKE, BACK = _triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0012_outcome_removals"),
        ("metrics", "0012_retention"),
        ("products", "0002_first_policy"),
        ("reviews", "0005_review_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProductActivityDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("counts", models.BooleanField()),
                ("is_active", models.BooleanField()),
                ("is_strained", models.BooleanField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.policyversion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["day"], name="activity_day_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("product", "day"), name="activity_day_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counts", True),
                            models.Q(("is_active", False), ("is_strained", False)),
                            _connector="OR",
                        ),
                        name="activity_day_retired_is_neither",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(MAKE, BACK),
    ]
