"""The database lets no question in either while the enquiry is not running (P3, P4)."""

from django.db import migrations

RUNNING = "'opened', 'consent_check', 'checks_out'"
AGREED = """
CREATE OR REPLACE FUNCTION enquiries_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM enquiries_agreement a
        JOIN enquiries_mashenquiry e ON e.id = a.enquiry_id{running}
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
FORWARDS = AGREED.format(running=f" AND e.state IN ({RUNNING})")
BACKWARDS = AGREED.format(running="")


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0005_no_question_without_agreement'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
