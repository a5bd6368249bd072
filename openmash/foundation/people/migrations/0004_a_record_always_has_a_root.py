import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_every_record_stands_for_somebody'),
    ]

    operations = [
        migrations.AlterField(
            model_name='person',
            name='root',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='people.person'),
        ),
    ]
