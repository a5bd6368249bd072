from django.db import migrations, models


class Migration(migrations.Migration):
    """Every card waits to be compared; from now on each that is made anew."""

    dependencies = [("people", "0008_how_a_child_was_heard")]

    operations = [
        migrations.AddField(
            model_name="personcard",
            name="compared",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="personcard",
            index=models.Index(
                fields=["partnership", "person"],
                condition=models.Q(compared=False),
                name="card_to_compare",
            ),
        ),
    ]
