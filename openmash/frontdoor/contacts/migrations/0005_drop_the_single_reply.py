"""The one slot for a reply is empty: what was in it is a row by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_keep_every_reply")]

    operations = [
        migrations.RemoveField(model_name="feedback", name="reply_text"),
        migrations.RemoveField(model_name="feedback", name="response_text"),
        migrations.RemoveField(model_name="feedback", name="responded_at"),
        migrations.RemoveField(model_name="feedback", name="responded_by"),
    ]
