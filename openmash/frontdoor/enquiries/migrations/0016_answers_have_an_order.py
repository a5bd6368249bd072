from django.db import migrations, models

# Of two of the same moment nobody knows which came first: the random key has to say it, once.
# Row security is put back by `secure_database`, which runs after every migration.
NUMBERED = """
ALTER TABLE enquiries_checkanswer NO FORCE ROW LEVEL SECURITY;
UPDATE enquiries_checkanswer a SET number = n.number FROM (
  SELECT id, row_number() OVER (PARTITION BY about_id ORDER BY noted_at, id) AS number
    FROM enquiries_checkanswer) n
 WHERE n.id = a.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0015_duplicates_shut_the_gate'),
    ]

    operations = [
        migrations.AddField(
            model_name='checkanswer',
            name='number',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='checkanswer',
            name='number',
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AddConstraint(
            model_name='checkanswer',
            constraint=models.UniqueConstraint(fields=('about', 'number'), name='answers_in_order'),
        ),
    ]
