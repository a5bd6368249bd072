"""The database lets no question to an agency in without agreement or an override (P4).

The net beneath `rules.agreement.why_checks_may_not_leave`, which stays the readable truth.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION enquiries_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM enquiries_agreement a
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
CREATE TRIGGER asked_only_when_agreed BEFORE INSERT ON enquiries_agencycheck
    FOR EACH ROW EXECUTE FUNCTION enquiries_agreed();
"""

BACKWARDS = """
DROP TRIGGER asked_only_when_agreed ON enquiries_agencycheck;
DROP FUNCTION enquiries_agreed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0004_ask_agencies'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
