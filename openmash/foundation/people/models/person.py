"""Who people are: records, names, numbers, what has to be known of them, and who may know."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.people.models.ground import Part, Statement


class Person(Part):
    """A record of a person (`data.md` §2).

    Several records may turn out to be one human being: they are joined by a person's click, never
    moved together. Each keeps its id and its facts; `root` says which of them stands for all.
    """

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
    # When the birth was expected, once it has happened.
    was_due_on = models.DateField(null=True)
    death_date = models.DateField(null=True)
    sex = models.TextField(choices=Sex.choices, default=Sex.UNKNOWN)
    first_language = models.TextField(blank=True)
    interpreter_needed = models.BooleanField(null=True)
    version = models.PositiveIntegerField(default=0)
    # The record that stands for this human being: itself, until records are joined.
    root = models.ForeignKey("self", models.PROTECT, related_name="records")
    # Who alone may know of this human being; null when the ordinary rules hold (`roles.md` §4).
    readers = ArrayField(models.TextField(), null=True)
    # The import that made it was taken back: it is there for nobody, and nothing of it is deleted.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["partnership", "birth_date"], name="person_by_birth"),
            models.Index(fields=["partnership", "root"], name="person_by_root"),
            models.Index(
                fields=["partnership"],
                condition=models.Q(readers__isnull=False),
                name="person_restricted",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(birth_date=None) | models.Q(expected_birth_date=None),
                name="person_born_or_expected",
            ),
        )

    @property
    def subject(self) -> str:
        """The typed reference the ledger knows this person by."""
        return f"person:{self.pk}"

    @property
    def stands_alone(self) -> bool:
        """Whether this record stands for the human being, and is not joined to another."""
        return self.root_id == self.pk


class PersonName(Statement):
    """A name a person has, had or is known by."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal name"
        KNOWN_AS = "known_as", "Known as"
        ALIAS = "alias", "Alias"
        BIRTH = "birth", "Name at birth"

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    kind = models.TextField(choices=Kind.choices)
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)


class Identifier(Statement):
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

    class Meta(Statement.Meta):
        indexes = (models.Index(fields=["partnership", "kind", "value"], name="by_identifier"),)
        constraints = (
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind", "value"],
                condition=models.Q(in_error_at=None),
                name="identifier_once",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class PersonFlag(Statement):
    """Something every worker has to know of a person before they act (`data.md` §2)."""

    class Code(models.TextChoices):
        CP_PLAN = "cp_plan", "Child protection plan"
        LOOKED_AFTER = "looked_after", "Looked after"
        CHILD_IN_NEED = "child_in_need", "Child in need or family help plan"
        EHCP = "ehcp", "Education, health and care plan"
        PRIVATE_FOSTERING = "private_fostering", "Private fostering"
        MISSING = "missing", "Missing"
        EXPLOITATION = "exploitation", "Exploitation"
        PROTECTED_IDENTITY = "protected_identity", "Protected identity"
        POSES_RISK = "poses_risk", "Person posing risk"
        MARAC = "marac", "MARAC"
        MAPPA = "mappa", "MAPPA"
        STAFF_RELATIVE = "staff_relative", "Member of staff, or their relative"

    person = models.ForeignKey(Person, models.PROTECT, related_name="flags")
    code = models.TextField(choices=Code.choices)

    class Meta(Statement.Meta):
        indexes = (models.Index(fields=["partnership", "person"], name="flag_of"),)

    def __str__(self) -> str:
        return self.code


class Restriction(Part):
    """A record that only named people may know of, why, and for how long (`roles.md` §4)."""

    class Marker(models.TextChoices):
        STAFF = "staff", "Staff, relative of staff, or public figure"
        IDENTITY = "identity", "Protected identity or witness protection"
        TRUST = "trust", "Position of trust"
        SEALED = "sealed", "Adoption or sealed record"

    person = models.ForeignKey(Person, models.PROTECT, related_name="restrictions")
    marker = models.TextField(choices=Marker.choices)
    readers = ArrayField(models.TextField())
    because = models.TextField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_at=None), name="restricted_once"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by="")
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by="")),
                name="lifted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.marker
