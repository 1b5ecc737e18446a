"""The organisation's one row, so that its calendar can be read and locked from the start."""

from django.db import migrations


def write_row(apps, schema_editor):
    apps.get_model("people", "Organisation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(write_row, migrations.RunPython.noop, elidable=False)]
