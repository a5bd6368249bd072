"""Keys of their own table take the place of the list beside each name; `manage.py rekey_people` fills them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_a_record_always_has_a_root'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonCard',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='card', serialize=False, to='people.person')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
                ('said', models.TextField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('partnership', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.partnership')),
                ('key', models.BigIntegerField()),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('pk', models.CompositePrimaryKey('partnership_id', 'key', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='personname',
            name='name_keys',
        ),
        migrations.RemoveField(
            model_name='personname',
            name='keys',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('readers__isnull', False)), fields=['partnership'], name='person_restricted'),
        ),
    ]
