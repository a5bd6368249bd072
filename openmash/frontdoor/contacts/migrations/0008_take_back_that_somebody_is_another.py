from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0007_set_a_contact_aside_with_two_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='notthesame',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notthesame',
            name='taken_back_by',
            field=models.TextField(blank=True),
        ),
        migrations.RemoveConstraint(
            model_name='notthesame',
            name='not_the_same_once',
        ),
        migrations.AddConstraint(
            model_name='notthesame',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('child', 'person'), name='not_the_same_once'),
        ),
    ]
