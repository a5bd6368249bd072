"""Every enquiry that is there already has an agreement that nobody has considered.

Its own transaction: keys are checked at its end.
"""

from django.db import migrations

# The owner is held by the row policies too; `secure_database`, run after every migration, forces them again.
FILL = """
ALTER TABLE enquiries_mashenquiry NO FORCE ROW LEVEL SECURITY;
INSERT INTO enquiries_agreement (id, version, state, partnership_id, enquiry_id)
SELECT gen_random_uuid(), 0, 'not_considered', partnership_id, id FROM enquiries_mashenquiry;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0002_ask_the_family_to_agree'),
    ]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
