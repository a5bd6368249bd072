import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0017_a_reading_is_of_its_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidenceitem',
            name='told_as',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='put_to_health', to='enquiries.evidenceitem'),
        ),
    ]
