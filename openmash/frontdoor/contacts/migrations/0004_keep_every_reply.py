"""Every reply to an outcome and every answer is a row of its own, in order (P8)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

# The owner sees no row of a table whose row security is forced; `secure_database` forces it again.
SEEN = "ALTER TABLE contacts_feedback NO FORCE ROW LEVEL SECURITY"
# Which kind an answered reply was, the one old column no longer says.
REPLIES = """
    INSERT INTO contacts_reply (id, partnership_id, feedback_id, kind, text, said_at, said_by)
    SELECT gen_random_uuid(), f.partnership_id, f.id,
           CASE f.state WHEN 'disagreed' THEN 'disagreement' ELSE 'query' END,
           f.reply_text, f.replied_at, u.name
    FROM contacts_feedback f JOIN access_user u ON u.id = f.recipient_id
    WHERE f.reply_text <> ''
"""
ANSWERS = """
    INSERT INTO contacts_reply (id, partnership_id, feedback_id, kind, text, said_at, said_by)
    SELECT gen_random_uuid(), partnership_id, id, 'answer', response_text, responded_at, responded_by
    FROM contacts_feedback WHERE response_text <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_first_tables"),
        ("contacts", "0003_keep_what_was_answered_before"),
        ("reference", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="feedback", name="deciders", field=models.JSONField(default=list)
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("query", "Question"),
                            ("disagreement", "Disagreement"),
                            ("answer", "Answer"),
                        ]
                    ),
                ),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.TextField()),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="contacts.feedback",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="reference.partnership"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["feedback", "said_at"], name="reply_in_order")],
            },
        ),
        migrations.RunSQL([SEEN, REPLIES, ANSWERS], reverse_sql=migrations.RunSQL.noop),
    ]
