from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0026_files_are_read_by_health'),
    ]

    operations = [
        migrations.AddField(
            model_name='gprequest',
            name='repeats',
            field=models.JSONField(default=list),
        ),
    ]
