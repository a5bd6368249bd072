"""Lines entered in error, involvement confirmed or never so, what keeps a line out of prints."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_records_flags_and_ways_to_reach'),
        ('people', '0006_what_is_said_may_end_or_be_wrong'),
    ]

    operations = [
        migrations.AddField(
            model_name='chronologynote',
            name='holds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='chronologynote',
            name='in_error_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='chronologynote',
            name='in_error_by',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='involvement',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='involvement',
            name='confirmed_by',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='involvement',
            name='in_error_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='involvement',
            name='not_for_family',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='involvement',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='chronologynote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_error_at', None), ('in_error_because', ''), ('in_error_by', '')), models.Q(('in_error_at__isnull', False), models.Q(('in_error_by', ''), _negated=True), models.Q(('in_error_because', ''), _negated=True)), _connector='OR'), name='note_in_error_signed'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', '')), models.Q(('confirmed_at__isnull', False), models.Q(('confirmed_by', ''), _negated=True)), _connector='OR'), name='involvement_confirmed_by_somebody'),
        ),
    ]
