"""Who people are, where they live, who matters to them, who works with them, what children said."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.reference.models import Partnership


class Part(models.Model):
    """Common ground of the people tables: a partnership, a source and who wrote it when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    source = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()

    class Meta:
        abstract = True


class Person(Part):
    """A person the hub knows of (`data.md` §2). Never merged or linked without a human's click."""

    class Kind(models.TextChoices):
        CHILD = "child", "Child"
        ADULT = "adult", "Adult"
        UNBORN = "unborn", "Unborn child"

    class Sex(models.TextChoices):
        FEMALE = "F", "Female"
        MALE = "M", "Male"
        UNKNOWN = "U", "Not known"

    kind = models.TextField(choices=Kind.choices)
    display_name = models.TextField()
    birth_date = models.DateField(null=True)
    birth_date_estimated = models.BooleanField(default=False)
    expected_birth_date = models.DateField(null=True)
    death_date = models.DateField(null=True)
    sex = models.TextField(choices=Sex.choices, default=Sex.UNKNOWN)
    first_language = models.TextField(blank=True)
    interpreter_needed = models.BooleanField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["partnership", "birth_date"], name="person_by_birth"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(birth_date=None) | models.Q(expected_birth_date=None),
                name="person_born_or_expected",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """The typed reference the ledger knows this person by."""
        return f"person:{self.pk}"


class PersonName(Part):
    """A name a person has, had or is known by, with the keys search uses."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal name"
        KNOWN_AS = "known_as", "Known as"
        ALIAS = "alias", "Alias"
        BIRTH = "birth", "Name at birth"

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    kind = models.TextField(choices=Kind.choices)
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    keys = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = (GinIndex(fields=["keys"], name="name_keys"),)

    def __str__(self) -> str:
        return str(self.pk)


class Identifier(Part):
    """An NHS number, UPN or other identifier as given; a wrong one warns and is kept."""

    class Kind(models.TextChoices):
        NHS_NUMBER = "nhs_number", "NHS number"
        UPN = "upn", "Unique pupil number"
        LA_CHILD_ID = "la_child_id", "Council child number"
        OTHER = "other", "Other"

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.TextField(choices=Kind.choices)
    value = models.TextField()
    warning = models.TextField(blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["partnership", "kind", "value"], name="by_identifier"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "kind", "value"], name="identifier_once"),
        )

    def __str__(self) -> str:
        return self.kind


class Address(Part):
    """Where a person lives or lived. A confidential address is left out of every read model."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="addresses")
    lines = models.TextField()
    postcode = models.TextField(blank=True)
    uprn = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["partnership", "postcode"], name="by_postcode"),)

    def __str__(self) -> str:
        return str(self.pk)


class Relationship(Part):
    """How two people are related, who holds parental responsibility, and how sure we are."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.TextField()
    parental_responsibility = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)
    certainty = models.TextField(default="reported")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="related_to_another"
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Involvement(Part):
    """Who works with whom: answers "is this child open to someone?" (architecture §0.11)."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", "Children's social care"
        EARLY_HELP = "early_help", "Early help"
        SCHOOL = "school", "School or setting"
        HEALTH = "health", "Health service"
        ADULT_SERVICE = "adult_service", "Adult service"
        OTHER = "other", "Other service"

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    kind = models.TextField(choices=Kind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT)
    service = models.TextField()
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    worker_name = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["partnership", "person"], name="involvement_of"),)

    def __str__(self) -> str:
        return self.service


class Voice(Part):
    """A child's words, or why there are none (P28): one or the other, never neither."""

    class Absence(models.TextChoices):
        PRE_VERBAL = "pre_verbal", "Too young to talk: say what was observed"
        NOT_SEEN = "not_seen", "Not seen yet"
        UNSAFE = "unsafe", "Not safe to ask"
        DECLINED = "declined", "Did not want to say"
        LANGUAGE = "language", "No shared language yet"
        UNBORN = "unborn", "Not born yet"

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="voices")
    about = models.TextField()
    stage = models.TextField()
    words = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    obtained_by = models.TextField(blank=True)
    method = models.TextField(blank=True)  # told, seen, drawn; a parent's report is not the child's
    when_and_where = models.TextField(blank=True)
    alone = models.TextField(blank=True)
    absence = models.TextField(choices=Absence.choices, blank=True)
    observed = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["partnership", "about"], name="voice_about"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(words="") | ~models.Q(absence=""), name="voice_or_why_not"
            ),
        )

    def __str__(self) -> str:
        return self.stage
