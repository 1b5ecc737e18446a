import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("backlogs", "0007_scores"),
        ("people", "__first__"),
        ("products", "0002_first_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="Roadmap",
            fields=[
                (
                    "cluster",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="roadmap",
                        serialize=False,
                        to="products.cluster",
                    ),
                ),
                ("version", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="RoadmapEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("sentence", models.CharField(blank=True, max_length=400)),
                (
                    "column",
                    models.CharField(
                        blank=True,
                        choices=[("now", "Now"), ("next", "Next"), ("later", "Later")],
                        max_length=5,
                    ),
                ),
                ("position", models.PositiveIntegerField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roadmap_entries",
                        to="products.cluster",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roadmap_entries",
                        to="backlogs.item",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roadmap_entries",
                        to="products.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("cluster", "column", "position"),
                        name="roadmap_entry_place_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("column", ""), _negated=True),
                        fields=("item",),
                        name="roadmap_entry_item_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("column", ""),
                            ("column__in", ["now", "next", "later"]),
                            _connector="OR",
                        ),
                        name="roadmap_entry_column_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("column", ""), ("position__isnull", True)),
                            models.Q(
                                models.Q(("column", ""), _negated=True), ("position__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="roadmap_entry_is_placed_or_off",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("title", "")),
                            models.Q(
                                ("item__isnull", True), models.Q(("title", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="roadmap_entry_item_or_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoadmapChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveBigIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("added", "added"),
                            ("moved", "moved"),
                            ("removed", "taken off"),
                            ("reworded", "reworded"),
                            ("gathered", "items changed"),
                            ("came", "came with its product"),
                            ("went", "went with its product"),
                        ],
                        max_length=9,
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=5)),
                ("left", models.CharField(blank=True, max_length=5)),
                ("title", models.CharField(max_length=300)),
                ("sentence", models.CharField(blank=True, max_length=400)),
                ("note", models.TextField(blank=True)),
                (
                    "displaced",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "now",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "next",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "later",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "roadmap",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="backlogs.roadmap",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="backlogs.roadmapentry",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("roadmap", "version"), name="roadmap_change_version_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "added",
                                    "moved",
                                    "removed",
                                    "reworded",
                                    "gathered",
                                    "came",
                                    "went",
                                ],
                            )
                        ),
                        name="roadmap_change_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("displaced", []),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="roadmap_change_displacing_has_note",
                    ),
                ],
                "indexes": [models.Index(fields=["entry", "at"], name="roadmap_change_by_entry")],
            },
        ),
        migrations.CreateModel(
            name="RoadmapGathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gatherings",
                        to="backlogs.roadmapentry",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gatherings",
                        to="backlogs.item",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("item",),
                        name="roadmap_gathering_item_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="roadmap_gathering_ends_after_start",
                    ),
                ],
            },
        ),
    ]
