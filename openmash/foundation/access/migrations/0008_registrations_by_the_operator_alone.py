"""Nobody who signs in changes a registration: whoever runs the server keeps it, from a file (P6)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION access_registration_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('openmash.role', true), '') <> 'SYSTEM' THEN
        RAISE EXCEPTION 'a registration is kept by whoever runs the server';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_by_the_operator BEFORE INSERT OR UPDATE ON access_registration
    FOR EACH ROW EXECUTE FUNCTION access_registration_kept();
"""
BACKWARDS = """
DROP TRIGGER kept_by_the_operator ON access_registration;
DROP FUNCTION access_registration_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0007_registrations'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
