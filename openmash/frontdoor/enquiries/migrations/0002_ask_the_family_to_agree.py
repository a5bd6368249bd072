import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0009_open_a_mash_enquiry_about_it'),
        ('enquiries', '0001_first_tables'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('state', models.TextField(choices=[('not_considered', 'not_considered'), ('to_be_sought', 'to_be_sought'), ('given', 'given'), ('given_with_limits', 'given_with_limits'), ('refused', 'refused'), ('unobtainable', 'unobtainable'), ('withdrawn', 'withdrawn'), ('respected', 'respected'), ('override_without_asking', 'override_without_asking'), ('override_after_refusal', 'override_after_refusal')], default='not_considered')),
            ],
        ),
        migrations.CreateModel(
            name='AgreementAsk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('standing', models.TextField(choices=[('holds', 'holds'), ('able', 'able'), ('does_not', 'does_not'), ('not_known', 'not_known')])),
                ('method', models.TextField(choices=[('phone', 'By telephone'), ('face', 'Face to face'), ('written', 'In writing'), ('video', 'By video')])),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.TextField()),
                ('asked_by_user', models.TextField()),
                ('interpreter', models.BooleanField(default=False)),
                ('explained', models.BooleanField(default=False)),
                ('answer', models.TextField(choices=[('given', 'given'), ('limited', 'limited'), ('refused', 'refused'), ('not_reached', 'not_reached')])),
                ('limits', models.TextField(blank=True)),
                ('not_these', models.JSONField(default=list)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.TextField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.TextField(blank=True)),
                ('withdrawn_because', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='AgreementOverride',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('after_refusal', models.BooleanField()),
                ('ground', models.TextField(choices=[('RISK_TO_CHILD', 'RISK_TO_CHILD'), ('RISK_TO_OTHER', 'RISK_TO_OTHER'), ('PREJUDICE_CRIME', 'PREJUDICE_CRIME'), ('UNJUSTIFIED_DELAY', 'UNJUSTIFIED_DELAY'), ('REFUSED_PROPORTIONATE', 'REFUSED_PROPORTIONATE')])),
                ('rationale', models.TextField()),
                ('overridden_at', models.DateTimeField()),
                ('overridden_by', models.TextField()),
                ('overridden_by_user', models.TextField()),
                ('tell_on', models.DateField(null=True)),
                ('never_because', models.TextField(blank=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('told_by', models.TextField(blank=True)),
                ('told_how', models.TextField(blank=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.TextField(blank=True)),
                ('taken_back_because', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='YoungView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True)),
                ('why_not', models.TextField(blank=True)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.TextField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='mashenquiry',
            name='enquiry_state',
        ),
        migrations.AlterField(
            model_name='mashenquiry',
            name='state',
            field=models.TextField(choices=[('opened', 'opened'), ('consent_check', 'consent_check'), ('decision_pending', 'decision_pending'), ('decided', 'decided'), ('closed', 'closed'), ('ended_undecided', 'ended_undecided')], default="opened"),
        ),
        migrations.AddConstraint(
            model_name='mashenquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['opened', 'consent_check', 'decision_pending', 'decided', 'closed', 'ended_undecided'])), name='enquiry_state'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='enquiry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='enquiries.mashenquiry'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='agreementask',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='enquiries.agreement'),
        ),
        migrations.AddField(
            model_name='agreementask',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='agreementask',
            name='whom',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enquiries.scopeperson'),
        ),
        migrations.AddField(
            model_name='agreementoverride',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='enquiries.agreement'),
        ),
        migrations.AddField(
            model_name='agreementoverride',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='youngview',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='young_views', to='enquiries.agreement'),
        ),
        migrations.AddField(
            model_name='youngview',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership'),
        ),
        migrations.AddField(
            model_name='youngview',
            name='whom',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enquiries.scopeperson'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_considered', 'to_be_sought', 'given', 'given_with_limits', 'refused', 'unobtainable', 'withdrawn', 'respected', 'override_without_asking', 'override_after_refusal'])), name='agreement_state'),
        ),
        migrations.AddIndex(
            model_name='agreementask',
            index=models.Index(fields=['agreement', 'asked_at'], name='ask_in_order'),
        ),
        migrations.AddConstraint(
            model_name='agreementask',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['given', 'limited', 'refused', 'not_reached'])), name='ask_answer'),
        ),
        migrations.AddConstraint(
            model_name='agreementask',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['holds', 'able', 'does_not', 'not_known'])), name='ask_standing'),
        ),
        migrations.AddConstraint(
            model_name='agreementask',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'not_reached'), ('explained', True), _connector='OR'), name='ask_answered_knowing_what_for'),
        ),
        migrations.AddConstraint(
            model_name='agreementask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'limited'), _negated=True), models.Q(('limits', ''), _negated=True), models.Q(('not_these', []), _negated=True), _connector='OR'), name='ask_limit_is_said'),
        ),
        migrations.AddConstraint(
            model_name='agreementask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by', ''), _negated=True)), _connector='OR'), name='ask_withdrawn_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['RISK_TO_CHILD', 'RISK_TO_OTHER', 'PREJUDICE_CRIME', 'UNJUSTIFIED_DELAY', 'REFUSED_PROPORTIONATE'])), name='override_ground'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('rationale'), 60)), name='override_says_why'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.CheckConstraint(condition=models.Q(('tell_on__isnull', False), models.Q(('never_because', ''), _negated=True), _connector='OR'), name='override_parents_told_or_never'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', '')), models.Q(('told_at__isnull', False), models.Q(('told_by', ''), _negated=True)), _connector='OR'), name='override_told_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_by', ''), _negated=True)), _connector='OR'), name='override_taken_back_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agreementoverride',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('agreement',), name='one_override_stands'),
        ),
        migrations.AddConstraint(
            model_name='youngview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('why_not', ''), _negated=True), _connector='OR'), name='young_view_or_why'),
        ),
    ]
