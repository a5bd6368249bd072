"""When a message was first opened in the product, so that unread ones come first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_first_tables")]
    operations = [
        migrations.AddField("message", "read_at", models.DateTimeField(null=True)),
    ]
