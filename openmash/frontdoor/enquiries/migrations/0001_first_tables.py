import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contacts', '0009_open_a_mash_enquiry_about_it'),
        ('people', '0008_how_a_child_was_heard'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='MashEnquiry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('state', models.TextField(choices=[('opened', 'opened'), ('decision_pending', 'decision_pending'), ('decided', 'decided'), ('closed', 'closed'), ('ended_undecided', 'ended_undecided')], default='opened')),
                ('rag', models.TextField(choices=[('red', 'Red'), ('amber', 'Amber'), ('green', 'Green')])),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.TextField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='enquiry', to='contacts.contact')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='RagEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('rag', models.TextField(choices=[('red', 'Red'), ('amber', 'Amber'), ('green', 'Green')])),
                ('reason', models.TextField()),
                ('meanwhile', models.TextField(blank=True)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.TextField()),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rag_history', to='enquiries.mashenquiry')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='ScopePerson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('called', models.TextField(blank=True)),
                ('role', models.TextField(choices=[('child', 'child'), ('parent', 'parent'), ('carer', 'carer'), ('household', 'household'), ('other_address', 'other_address'), ('alleged_harmer', 'alleged_harmer')])),
                ('elsewhere', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.TextField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_by', models.TextField(blank=True)),
                ('removed_because', models.TextField(blank=True)),
                ('child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.contactchild')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scope', to='enquiries.mashenquiry')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='mashenquiry',
            index=models.Index(fields=['partnership', 'state'], name='enquiry_by_state'),
        ),
        migrations.AddConstraint(
            model_name='mashenquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['opened', 'decision_pending', 'decided', 'closed', 'ended_undecided'])), name='enquiry_state'),
        ),
        migrations.AddConstraint(
            model_name='mashenquiry',
            constraint=models.CheckConstraint(condition=models.Q(('rag__in', ['red', 'amber', 'green'])), name='enquiry_rag'),
        ),
        migrations.AddIndex(
            model_name='ragentry',
            index=models.Index(fields=['enquiry', 'set_at'], name='rag_in_order'),
        ),
        migrations.AddConstraint(
            model_name='ragentry',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('reason'), 20)), name='rag_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['child', 'parent', 'carer', 'household', 'other_address', 'alleged_harmer'])), name='scope_role'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.CheckConstraint(condition=models.Q(('elsewhere', False), django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('reason'), 20), _connector='OR'), name='scope_elsewhere_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.CheckConstraint(condition=models.Q(('child__isnull', False), ('person__isnull', False), models.Q(('called', ''), _negated=True), _connector='OR'), name='scope_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', '')), models.Q(('removed_at__isnull', False), models.Q(('removed_by', ''), _negated=True)), _connector='OR'), name='scope_removed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('enquiry', 'child'), name='scope_child_once'),
        ),
        migrations.AddConstraint(
            model_name='scopeperson',
            constraint=models.UniqueConstraint(condition=models.Q(('child', None), ('removed_at', None)), fields=('enquiry', 'person'), name='scope_person_once'),
        ),
    ]
