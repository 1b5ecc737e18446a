"""Version 1 of the policy: every threshold at its default, in force since ever."""

import datetime

from django.db import migrations


def write_policy(apps, schema_editor):
    apps.get_model("products", "PolicyVersion").objects.get_or_create(
        number=1,
        defaults={"effective_from": datetime.date(1970, 1, 1), "note": "The defaults."},
    )


class Migration(migrations.Migration):
    dependencies = [("products", "0001_initial")]

    operations = [migrations.RunPython(write_policy, migrations.RunPython.noop, elidable=False)]
