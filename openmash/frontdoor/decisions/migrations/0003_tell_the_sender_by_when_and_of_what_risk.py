"""By when the sender does what is asked, and the risk they must know for their own duty (`roles.md` §5)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_keep_what_stood_before")]

    operations = [
        migrations.AddField(
            model_name="thresholddecision",
            name="expected_due",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="thresholddecision",
            name="risk_for_sender",
            field=models.TextField(blank=True),
        ),
    ]
