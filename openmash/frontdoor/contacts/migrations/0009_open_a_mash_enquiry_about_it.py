from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
        ('contacts', '0008_take_back_that_somebody_is_another'),
        ('reference', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='contact',
            name='contact_state',
        ),
        migrations.AddField(
            model_name='contact',
            name='in_enquiry',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='contact',
            name='state',
            field=models.TextField(choices=[('draft', 'draft'), ('withdrawn', 'withdrawn'), ('submitted', 'submitted'), ('acknowledged', 'acknowledged'), ('screening', 'screening'), ('returned_for_info', 'returned_for_info'), ('routed_open_case', 'routed_open_case'), ('mash_enquiry', 'mash_enquiry'), ('decision_pending', 'decision_pending'), ('decided', 'decided'), ('feedback_sent', 'feedback_sent'), ('closed', 'closed'), ('duplicate_of', 'duplicate_of'), ('entered_in_error', 'entered_in_error')], default='draft'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn', 'submitted', 'acknowledged', 'screening', 'returned_for_info', 'routed_open_case', 'mash_enquiry', 'decision_pending', 'decided', 'feedback_sent', 'closed', 'duplicate_of', 'entered_in_error'])), name='contact_state'),
        ),
    ]
