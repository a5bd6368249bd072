"""A sign such as a bruise on a baby who cannot move stands with the contact (e-MARF §5)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0005_drop_the_single_reply")]

    operations = [
        migrations.AddField(
            model_name="contact", name="sign", field=models.TextField(blank=True, default="")
        ),
        migrations.AlterField(
            model_name="contact", name="sign", field=models.TextField(blank=True)
        ),
    ]
