"""Facts, one by one. The database keeps each as it was written: it can be taken back, once."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.db import migrations, models

FORWARDS = """
CREATE FUNCTION enquiries_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.taken_back_at IS NOT NULL
        OR to_jsonb(NEW) - '{taken_back_at,taken_back_by,taken_back_because}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{taken_back_at,taken_back_by,taken_back_because}'::text[]
    THEN
        RAISE EXCEPTION 'a fact stays as it was written, and is taken back once'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_stays BEFORE UPDATE ON enquiries_evidenceitem
    FOR EACH ROW EXECUTE FUNCTION enquiries_item_stays();
"""
BACKWARDS = """
DROP TRIGGER item_stays ON enquiries_evidenceitem;
DROP FUNCTION enquiries_item_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_attachments_that_follow'),
        ('enquiries', '0006_no_question_once_it_is_over'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('source_system', models.TextField(blank=True)),
                ('dated_from', models.DateField(null=True)),
                ('dated_to', models.DateField(null=True)),
                ('dated_words', models.TextField(blank=True)),
                ('category', models.TextField(choices=[('physical', 'Physical health'), ('development', 'Development'), ('injury', 'Injury'), ('ed_attendance', 'Emergency department'), ('was_not_brought', 'Was not brought'), ('immunisation', 'Immunisation'), ('growth', 'Growth'), ('maternity', 'Pregnancy and birth'), ('mental_health', 'Mental health'), ('substance', 'Alcohol or drugs'), ('learning_disability', 'Learning disability'), ('medication', 'Medication'), ('safeguarding_flag', 'Safeguarding flag in a health record'), ('other_health', 'Other health'), ('education', 'School or nursery'), ('police', 'Police'), ('domestic_abuse', 'Domestic abuse'), ('housing', 'Housing and money'), ('social_care', 'Social care'), ('family', 'Family and who lives there'), ('voice', 'What the child says'), ('other', 'Something else')])),
                ('text', models.TextField()),
                ('certainty', models.TextField(choices=[('fact', 'Fact: it is in the record'), ('reported', 'Reported: somebody said so'), ('opinion', 'Opinion')])),
                ('tell_family', models.TextField(choices=[('yes', 'The family may be told'), ('no', 'Do not tell the family'), ('ask', 'Ask the source first')])),
                ('handling', models.JSONField(default=list)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.TextField()),
                ('noted_by_user', models.TextField()),
                ('noted_by_role', models.TextField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.TextField(blank=True)),
                ('taken_back_because', models.TextField(blank=True)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='enquiries.scopeperson')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.agency')),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='enquiries.checkanswer')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='enquiries.mashenquiry')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reference.partnership')),
            ],
            options={
                'indexes': [models.Index(fields=['enquiry', 'noted_at'], name='item_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 2000)), name='item_says_something'), models.CheckConstraint(condition=models.Q(('category__in', ['physical', 'development', 'injury', 'ed_attendance', 'was_not_brought', 'immunisation', 'growth', 'maternity', 'mental_health', 'substance', 'learning_disability', 'medication', 'safeguarding_flag', 'other_health', 'education', 'police', 'domestic_abuse', 'housing', 'social_care', 'family', 'voice', 'other'])), name='item_category'), models.CheckConstraint(condition=models.Q(('dated_from__isnull', False), models.Q(('dated_words', ''), _negated=True), _connector='OR'), name='item_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_by', ''), _negated=True), models.Q(('taken_back_because', ''), _negated=True)), _connector='OR'), name='item_taken_back_by_somebody')],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
