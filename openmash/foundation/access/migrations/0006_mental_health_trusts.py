from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agency',
            name='kind',
            field=models.TextField(choices=[('council', 'Council'), ('police', 'Police'), ('health_trust', 'Health trust'), ('mental_health_trust', 'Mental-health trust'), ('gp_practice', 'GP practice'), ('school', 'School, college or early years'), ('adult_service', 'Adult service'), ('voluntary', 'Voluntary organisation'), ('other', 'Other')]),
        ),
    ]
