"""A roll-up says whether its ratio is one of sums, or had to make do with a mean."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("metrics", "0009_delivery_definitions")]

    operations = [
        migrations.AddField(
            model_name="metricquarter",
            name="is_exact",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
