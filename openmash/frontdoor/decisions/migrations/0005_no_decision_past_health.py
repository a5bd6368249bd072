"""The database lets no decision in while health is owed for it, at any level (gate G1, P6)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION decisions_health_has_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF enquiries_health_owed(NEW.contact_id) THEN
        RAISE EXCEPTION 'no health practitioner has signed: nobody decides'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decided_only_after_health BEFORE UPDATE ON decisions_thresholddecision
    FOR EACH ROW WHEN (NEW.decided_at IS NOT NULL AND OLD.decided_at IS NULL)
    EXECUTE FUNCTION decisions_health_has_read();
CREATE TRIGGER begun_decided_only_after_health BEFORE INSERT ON decisions_thresholddecision
    FOR EACH ROW WHEN (NEW.decided_at IS NOT NULL)
    EXECUTE FUNCTION decisions_health_has_read();
"""
BACKWARDS = """
DROP TRIGGER begun_decided_only_after_health ON decisions_thresholddecision;
DROP TRIGGER decided_only_after_health ON decisions_thresholddecision;
DROP FUNCTION decisions_health_has_read();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0004_say_why_otherwise'),
        ('enquiries', '0012_nobody_decides_past_health'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
