import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
        ('contacts', '0009_open_a_mash_enquiry_about_it'),
        ('enquiries', '0003_every_enquiry_has_an_agreement'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('state', models.TextField(choices=[('requested', 'requested'), ('answered_relevant', 'answered_relevant'), ('answered_nothing_relevant', 'answered_nothing_relevant'), ('not_known', 'not_known'), ('refused_with_reason', 'refused_with_reason'), ('no_answer', 'no_answer')], default='requested')),
                ('asked_of', models.TextField(blank=True)),
                ('method', models.TextField(choices=[('phone', 'By telephone'), ('mail', 'By secure e-mail'), ('face', 'Face to face in the hub')])),
                ('questions', models.TextField()),
                ('necessity', models.TextField()),
                ('bases', models.JSONField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('outcome', models.TextField(choices=[('info', 'info'), ('nothing_relevant', 'nothing_relevant'), ('not_known', 'not_known'), ('not_searched', 'not_searched')])),
                ('said', models.TextField(blank=True)),
                ('told_by', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='CheckPerson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='mashenquiry',
            name='enquiry_state',
        ),
        migrations.AlterField(
            model_name='mashenquiry',
            name='state',
            field=models.TextField(choices=[('opened', 'opened'), ('consent_check', 'consent_check'), ('checks_out', 'checks_out'), ('decision_pending', 'decision_pending'), ('decided', 'decided'), ('closed', 'closed'), ('ended_undecided', 'ended_undecided')], default='opened'),
        ),
        migrations.AddConstraint(
            model_name='mashenquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['opened', 'consent_check', 'checks_out', 'decision_pending', 'decided', 'closed', 'ended_undecided'])), name='enquiry_state'),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency'),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='enquiry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='enquiries.mashenquiry'),
        ),
        migrations.AddField(
            model_name='agencycheck',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='checkanswer',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='check_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='enquiries.agencycheck'),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='checkperson',
            name='whom',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enquiries.scopeperson'),
        ),
        migrations.AddField(
            model_name='checkanswer',
            name='about',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='enquiries.checkperson'),
        ),
        migrations.AddIndex(
            model_name='agencycheck',
            index=models.Index(fields=['enquiry', 'asked_at'], name='check_in_order'),
        ),
        migrations.AddConstraint(
            model_name='agencycheck',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'answered_relevant', 'answered_nothing_relevant', 'not_known', 'refused_with_reason', 'no_answer'])), name='check_state'),
        ),
        migrations.AddConstraint(
            model_name='checkperson',
            constraint=models.UniqueConstraint(fields=('check_of', 'whom'), name='asked_about_once'),
        ),
        migrations.AddIndex(
            model_name='checkanswer',
            index=models.Index(fields=['about', 'noted_at'], name='answer_in_order'),
        ),
        migrations.AddConstraint(
            model_name='checkanswer',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['info', 'nothing_relevant', 'not_known', 'not_searched'])), name='answer_outcome'),
        ),
        migrations.AddConstraint(
            model_name='checkanswer',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['nothing_relevant', 'not_known']), models.Q(('said', ''), _negated=True), _connector='OR'), name='answer_says_what_or_why'),
        ),
    ]
