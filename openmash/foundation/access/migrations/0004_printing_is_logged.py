"""Printing is a look of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_records_flags_and_ways_to_reach'),
    ]

    operations = [
        migrations.AlterField(
            model_name='readlog',
            name='action',
            field=models.TextField(choices=[('view', 'opened'), ('list', 'listed'), ('search', 'searched'), ('print', 'printed'), ('refused', 'was refused')]),
        ),
    ]
