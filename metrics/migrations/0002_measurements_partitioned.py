"""The table of measurements, partitioned by year of the day measured.

Django cannot write a partitioned table, so the SQL is written here by hand and Django is told its
state. Years outside the named partitions land in the default one, which is correct and slower.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FIRST_YEAR, LAST_YEAR = 2012, 2036

TABLE = """
CREATE SEQUENCE metrics_measurement_id_seq AS bigint;
CREATE TABLE metrics_measurement (
    id bigint NOT NULL DEFAULT nextval('metrics_measurement_id_seq'),
    measured_on date NOT NULL,
    metric_id bigint NOT NULL REFERENCES metrics_metric (id) DEFERRABLE INITIALLY DEFERRED,
    value numeric(20, 6) NOT NULL,
    numerator numeric(20, 6),
    denominator numeric(20, 6),
    source varchar(10) NOT NULL,
    source_ref varchar(200) NOT NULL,
    note text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id bigint REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED,
    superseded_at timestamptz,
    correction_reason text NOT NULL,
    PRIMARY KEY (measured_on, id),
    CONSTRAINT measurement_source_known CHECK
        (source IN ('person', 'grid', 'import', 'api', 'survey', 'connector')),
    CONSTRAINT measurement_denominator_positive CHECK (denominator IS NULL OR denominator > 0),
    CONSTRAINT measurement_ratio_complete CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CONSTRAINT measurement_superseded_after_recorded CHECK
        (superseded_at IS NULL OR superseded_at >= recorded_at)
) PARTITION BY RANGE (measured_on);
ALTER SEQUENCE metrics_measurement_id_seq OWNED BY metrics_measurement.id;
CREATE UNIQUE INDEX measurement_one_current ON metrics_measurement (metric_id, measured_on)
    WHERE superseded_at IS NULL;
CREATE TABLE metrics_measurement_other PARTITION OF metrics_measurement DEFAULT;
""" + "\n".join(
    f"CREATE TABLE metrics_measurement_{year} PARTITION OF metrics_measurement "
    f"FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01');"
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
)


class Migration(migrations.Migration):
    dependencies = [("metrics", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TABLE, reverse_sql="DROP TABLE metrics_measurement")
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Measurement",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "measured_on",
                                "id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "id",
                            models.BigIntegerField(
                                db_default=models.Func(
                                    models.Value("metrics_measurement_id_seq"), function="nextval"
                                )
                            ),
                        ),
                        ("measured_on", models.DateField()),
                        ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                        (
                            "numerator",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=20, null=True
                            ),
                        ),
                        (
                            "denominator",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=20, null=True
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("person", "Person"),
                                    ("grid", "Grid"),
                                    ("import", "Import"),
                                    ("api", "API"),
                                    ("survey", "Survey"),
                                    ("connector", "Connector"),
                                ],
                                default="person",
                                max_length=10,
                            ),
                        ),
                        ("source_ref", models.CharField(blank=True, max_length=200)),
                        ("note", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("correction_reason", models.TextField(blank=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "metric",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measurements",
                                to="metrics.metric",
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("metric", "measured_on"),
                        name="measurement_one_current",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                ["person", "grid", "import", "api", "survey", "connector"],
                            )
                        ),
                        name="measurement_source_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("denominator__isnull", True), ("denominator__gt", 0), _connector="OR"
                        ),
                        name="measurement_denominator_positive",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator__isnull", True), ("numerator__isnull", True)),
                            models.Q(("denominator__isnull", False), ("numerator__isnull", False)),
                            _connector="OR",
                        ),
                        name="measurement_ratio_complete",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="measurement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="measurement_superseded_after_recorded",
                    ),
                ),
            ],
        ),
    ]
