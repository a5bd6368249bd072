from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0001_first_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='task',
            name='task_open_once',
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(
                condition=models.Q(('state', 'open')),
                fields=('partnership', 'kind', 'about'),
                name='task_open_once',
            ),
        ),
    ]
