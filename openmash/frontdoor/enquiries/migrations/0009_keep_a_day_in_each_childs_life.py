import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0008_ask_gps_by_default'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='LivedExperience',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('question', models.SlugField()),
                ('text', models.TextField()),
                ('source', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.TextField()),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lived', to='enquiries.scopeperson')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
                ('same_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enquiries.livedexperience')),
            ],
            options={
                'indexes': [models.Index(fields=['about', 'noted_at'], name='lived_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='lived_says_what_and_who')],
            },
        ),
    ]
