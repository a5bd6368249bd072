"""A contact may be restricted to named people, and the database keeps the list of those that are."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# As the owner, and as one who reads the hub’s rows: the designated officer, who does not, opens a contact
# to the hub again, and its key has to go.
FORWARDS = """
CREATE FUNCTION contacts_note_restricted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reach text := coalesce(current_setting('openmash.reach', true), '');
BEGIN
  PERFORM set_config('openmash.reach', 'hub', true);
  IF TG_OP = 'DELETE' OR NEW.readers IS NULL THEN
    DELETE FROM contacts_restrictedcontact WHERE id = OLD.id;
  ELSE
    INSERT INTO contacts_restrictedcontact (id, partnership_id) VALUES (NEW.id, NEW.partnership_id)
    ON CONFLICT DO NOTHING;
  END IF;
  PERFORM set_config('openmash.reach', reach, true);
  RETURN NULL;
END $$;

CREATE TRIGGER contact_restricted AFTER UPDATE OF readers ON contacts_contact
  FOR EACH ROW EXECUTE FUNCTION contacts_note_restricted();
CREATE TRIGGER contact_made_restricted AFTER INSERT ON contacts_contact
  FOR EACH ROW WHEN (NEW.readers IS NOT NULL) EXECUTE FUNCTION contacts_note_restricted();
CREATE TRIGGER contact_restricted_gone AFTER DELETE ON contacts_contact
  FOR EACH ROW WHEN (OLD.readers IS NOT NULL) EXECUTE FUNCTION contacts_note_restricted();
"""
BACKWARDS = """
DROP TRIGGER contact_restricted_gone ON contacts_contact;
DROP TRIGGER contact_made_restricted ON contacts_contact;
DROP TRIGGER contact_restricted ON contacts_contact;
DROP FUNCTION contacts_note_restricted();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0012_find_feedback_whose_sender_waits"),
        ("reference", "0002_dated_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="readers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), null=True, size=None
            ),
        ),
        migrations.CreateModel(
            name="RestrictedContact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="reference.partnership"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
