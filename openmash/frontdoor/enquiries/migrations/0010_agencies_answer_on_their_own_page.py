"""What an agency may know of a question stands in its own rows; what it types is kept (P3)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


RUNNING = "'opened', 'consent_check', 'checks_out'"
ALSO = f"{RUNNING}, 'collating', 'analysis'"
# As in 0006, with the states in which answers come in: one more agency may be asked then (P3).
AGREED = """
CREATE OR REPLACE FUNCTION enquiries_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM enquiries_agreement a
        JOIN enquiries_mashenquiry e ON e.id = a.enquiry_id AND e.state IN ({running})
        WHERE a.enquiry_id = NEW.enquiry_id AND (
            a.state IN ('given', 'given_with_limits')
            OR (a.state IN ('override_without_asking', 'override_after_refusal') AND EXISTS (
                SELECT 1 FROM enquiries_agreementoverride o
                WHERE o.agreement_id = a.id AND o.taken_back_at IS NULL
            ))
        )
    ) THEN
        RAISE EXCEPTION 'no agreement and no override: nobody is asked'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
        ('contacts', '0009_open_a_mash_enquiry_about_it'),
        ('enquiries', '0009_keep_a_day_in_each_childs_life'),
        ('reference', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('field', models.TextField()),
                ('value', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('template', models.TextField()),
                ('service', models.TextField(blank=True)),
                ('mailbox', models.EmailField(blank=True, max_length=254)),
                ('phone', models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='agencycheck',
            name='check_state',
        ),
        migrations.RemoveConstraint(
            model_name='checkanswer',
            name='answer_says_what_or_why',
        ),
        migrations.RemoveConstraint(
            model_name='mashenquiry',
            name='enquiry_state',
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='about',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='acknowledged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='acknowledged_by',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='asker_phone',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='for_roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='for_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='form',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.formversion'),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='may_share',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='reference',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='refusal',
            field=models.TextField(blank=True, choices=[('LEGAL_BAR', 'LEGAL_BAR'), ('NOT_PROPORTIONATE', 'NOT_PROPORTIONATE'), ('WRONG_AGENCY', 'WRONG_AGENCY'), ('OTHER', 'OTHER')]),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='reminders',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='template',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='unclear',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkanswer',
            name='facts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkanswer',
            name='told',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='address',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='age',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='birth_date',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='is_child',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='name',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='nhs_number',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='part',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='position',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='agencycheck',
            name='method',
            field=models.TextField(choices=[('phone', 'By telephone'), ('mail', 'By secure e-mail'), ('face', 'Face to face in the hub'), ('here', 'On this page')]),
        ),
        migrations.AlterField(
            model_name='agencycheck',
            name='state',
            field=models.TextField(choices=[('requested', 'requested'), ('acknowledged', 'acknowledged'), ('answered_relevant', 'answered_relevant'), ('answered_nothing_relevant', 'answered_nothing_relevant'), ('not_known', 'not_known'), ('refused_with_reason', 'refused_with_reason'), ('no_answer', 'no_answer'), ('clarification_asked', 'clarification_asked'), ('accepted', 'accepted')], default='requested'),
        ),
        migrations.AlterField(
            model_name='mashenquiry',
            name='state',
            field=models.TextField(choices=[('opened', 'opened'), ('consent_check', 'consent_check'), ('checks_out', 'checks_out'), ('collating', 'collating'), ('analysis', 'analysis'), ('decision_pending', 'decision_pending'), ('decided', 'decided'), ('closed', 'closed'), ('ended_undecided', 'ended_undecided')], default='opened'),
        ),
        migrations.AddIndex(
            model_name='agencycheck',
            index=models.Index(fields=['partnership', 'agency', 'asked_at'], name='check_of_agency'),
        ),
        migrations.AddConstraint(
            model_name='agencycheck',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'acknowledged', 'answered_relevant', 'answered_nothing_relevant', 'not_known', 'refused_with_reason', 'no_answer', 'clarification_asked', 'accepted'])), name='check_state'),
        ),
        migrations.AddConstraint(
            model_name='agencycheck',
            constraint=models.CheckConstraint(condition=models.Q(('refusal__in', ['', 'LEGAL_BAR', 'NOT_PROPORTIONATE', 'WRONG_AGENCY', 'OTHER'])), name='check_refusal'),
        ),
        migrations.AddConstraint(
            model_name='agencycheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', '')), models.Q(('acknowledged_at__isnull', False), models.Q(('acknowledged_by', ''), _negated=True)), _connector='OR'), name='check_seen_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='checkanswer',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['nothing_relevant', 'not_known']), models.Q(('said', ''), _negated=True), models.Q(('outcome', 'info'), models.Q(models.Q(('told', {}), _negated=True), ('facts__gt', 0), _connector='OR')), _connector='OR'), name='answer_says_what_or_why'),
        ),
        migrations.AddConstraint(
            model_name='mashenquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['opened', 'consent_check', 'checks_out', 'collating', 'analysis', 'decision_pending', 'decided', 'closed', 'ended_undecided'])), name='enquiry_state'),
        ),
        migrations.AddField(
            model_name='checkdraft',
            name='check_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='enquiries.agencycheck'),
        ),
        migrations.AddField(
            model_name='checkdraft',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='desk',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency'),
        ),
        migrations.AddField(
            model_name='desk',
            name='deputy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='desk',
            name='first',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='desk',
            name='lead',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='desk',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddConstraint(
            model_name='checkdraft',
            constraint=models.UniqueConstraint(fields=('check_of', 'field'), name='drafted_once'),
        ),
        migrations.AddConstraint(
            model_name='desk',
            constraint=models.UniqueConstraint(fields=('partnership', 'agency', 'template'), name='one_desk_for_questions'),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='outcome',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(AGREED.format(running=ALSO), AGREED.format(running=RUNNING)),
    ]
