"""What stood in an answer before it was changed is kept, once the hub could read it (§9.7)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_say_who_cannot_be_identified"),
        ("reference", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("value", models.JSONField()),
                ("version", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.TextField()),
                ("replaced_at", models.DateTimeField()),
                ("replaced_by", models.TextField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="contacts.answer",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_answers",
                        to="contacts.contact",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "version"), name="earlier_answer_once"
                    )
                ],
            },
        ),
    ]
