"""Every record that is there already stands for itself. Its own transaction: keys are checked at its end."""

from django.db import migrations

# The owner is held by the row policies too; `secure_database`, run after every migration, forces them again.
FILL = """
ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY;
UPDATE people_person SET root_id = id WHERE root_id IS NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_records_flags_and_ways_to_reach'),
    ]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
