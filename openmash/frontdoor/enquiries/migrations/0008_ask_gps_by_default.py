import django.db.models.deletion
import openmash.frontdoor.enquiries.states.gp
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
        ('enquiries', '0007_keep_facts'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='GpRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('state', models.TextField(choices=[('auto_created', 'auto_created'), ('sent', 'sent'), ('opted_out', 'opted_out'), ('used_in_analysis', 'used_in_analysis'), ('not_used', 'not_used'), ('outcome_sent_to_gp', 'outcome_sent_to_gp'), ('lapsed', 'lapsed')], default=openmash.frontdoor.enquiries.states.gp.GpState['DUE'])),
                ('triggers', models.JSONField(default=list)),
                ('not_asked_because', models.TextField(blank=True, choices=[('NOT_REGISTERED', 'Known not to be registered with a practice'), ('RECENT_ANSWER', 'The practice answered a short time ago, and that answer is read'), ('RISK_AT_PRACTICE', 'Somebody at the practice could put a child at risk by knowing'), ('OTHER', 'Another reason, decided by a manager')])),
                ('made_at', models.DateTimeField()),
                ('answer_read', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enquiries.agencycheck')),
                ('check_sent', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gp', to='enquiries.agencycheck')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gp_requests', to='enquiries.mashenquiry')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
                ('practice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['enquiry', 'made_at'], name='gp_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['auto_created', 'sent', 'opted_out', 'used_in_analysis', 'not_used', 'outcome_sent_to_gp', 'lapsed'])), name='gp_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'opted_out'), _negated=True), models.Q(('not_asked_because', ''), _negated=True), _connector='OR'), name='gp_left_out_for_a_reason'), models.CheckConstraint(condition=models.Q(('state__in', ['auto_created', 'opted_out', 'lapsed']), ('check_sent__isnull', False), _connector='OR'), name='gp_asked_by_a_question'), models.UniqueConstraint(condition=models.Q(('state', 'auto_created')), fields=('enquiry', 'practice'), name='gp_due_once', nulls_distinct=False)],
            },
        ),
    ]
