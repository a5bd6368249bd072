"""A practice may be asked once it is decided, where what was decided asks for it (P5 T4, T8, L66).

The net beneath `rules.agreement.why_checks_may_not_leave` lets that one question in, and no other.
"""

from django.db import migrations, models

# As in 0010, and in an enquiry that is decided, to a practice that its decision asks for.
AGREED = """
CREATE OR REPLACE FUNCTION enquiries_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM enquiries_agreement a
        JOIN enquiries_mashenquiry e ON e.id = a.enquiry_id AND (
            e.state IN ('opened', 'consent_check', 'checks_out', 'collating', 'analysis'){after}
        )
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
AFTER = """
            OR (e.state IN ('decision_pending', 'decided', 'closed') AND EXISTS (
                SELECT 1 FROM enquiries_gprequest g
                WHERE g.enquiry_id = e.id AND g.practice_id = NEW.agency_id
                    AND g.state = 'auto_created' AND g.after_decision
            ))"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0027_say_what_was_reported_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='gprequest',
            name='after_decision',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(AGREED.format(after=AFTER), AGREED.format(after='')),
    ]
