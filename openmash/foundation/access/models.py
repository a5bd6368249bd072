"""People who use the product, the roles they hold, and what they looked at."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from openmash.foundation.access.roles import NOT_HELD, ROLE_NAMES, Role
from openmash.foundation.reference.models import Partnership


class Agency(models.Model):
    """A tenant: council, trust, school, practice, force. May belong to several partnerships."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        POLICE = "police", "Police"
        HEALTH_TRUST = "health_trust", "Health trust"
        MENTAL_HEALTH_TRUST = "mental_health_trust", "Mental-health trust"
        GP_PRACTICE = "gp_practice", "GP practice"
        SCHOOL = "school", "School, college or early years"
        ADULT_SERVICE = "adult_service", "Adult service"
        PROBATION = "probation", "Probation"
        YOUTH_JUSTICE = "youth_justice", "Youth justice"
        HOUSING = "housing", "Housing"
        DOMESTIC_ABUSE = "domestic_abuse", "Domestic-abuse service"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        PUBLIC = "public", "Members of the public"
        OTHER = "other", "Other"

    code = models.SlugField(primary_key=True)
    name = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    safeguarding_email = models.EmailField(blank=True)
    phone = models.TextField(blank=True)
    partnerships = models.ManyToManyField(Partnership, related_name="agencies")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Holds no permission by itself: roles do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    name = models.TextField()
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sessions_void_before = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name


class RoleHolding(models.Model):
    """A user holds a role in an agency for one partnership, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    agency = models.ForeignKey(Agency, models.PROTECT)
    role = models.TextField(choices=[(r.value, ROLE_NAMES[r]) for r in Role if r not in NOT_HELD])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)
    ended_because = models.TextField(blank=True)
    # Somebody who knows them said that they still work here and need it (`roles.md` §8).
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.TextField(blank=True)
    asked_since = models.DateTimeField(null=True)  # since when somebody is asked to say it again
    suspended_since = models.DateTimeField(null=True)  # nobody said it: held, and of no use

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
                name="role_confirmed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["user", "partnership", "agency", "role"],
                condition=models.Q(ends_at=None),
                name="role_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} at {self.agency_id}"


class Registration(models.Model):
    """With whom a health practitioner is registered, and for what: looked up, never typed at signing.

    Kept by whoever keeps the partnership's file. Ended or expired, its holder signs nothing (P6).
    """

    class Body(models.TextChoices):
        NMC = "NMC", "Nursing and Midwifery Council"
        GMC = "GMC", "General Medical Council"
        HCPC = "HCPC", "Health and Care Professions Council"

    class Competence(models.TextChoices):
        MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health"
        CHILD = "CHILD", "Child health"
        ADULT = "ADULT", "Adult health"
        MIDWIFERY = "MIDWIFERY", "Midwifery"
        SUBSTANCE = "SUBSTANCE", "Substance misuse"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.OneToOneField(User, models.PROTECT, related_name="registration")
    body = models.TextField(choices=Body.choices)
    number = models.TextField()
    competences = models.JSONField(default=list)
    checked_on = models.DateField()
    valid_until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(body__in=["NMC", "GMC", "HCPC"]), name="registration_body"
            ),
            models.UniqueConstraint(fields=["body", "number"], name="registered_once"),
        )

    def __str__(self) -> str:
        return f"{self.body} {self.number}"


class Attachment(models.Model):
    """A person is on a case: the ground for the reach *attached* (`roles.md` §3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    subject = models.TextField()
    user = models.ForeignKey(User, models.PROTECT)
    because = models.TextField()
    # Follows from another record of the same human being, and ends when the two are parted.
    carried = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "subject", "user"],
                condition=models.Q(ends_at=None),
                name="attached_once",
            ),
        )

    def __str__(self) -> str:
        return self.subject


class ReadLog(models.Model):
    """Somebody looked, searched or tried; written before the response leaves, and chained."""

    class Action(models.TextChoices):
        VIEW = "view", "opened"
        LIST = "list", "listed"
        SEARCH = "search", "searched"
        PRINT = "print", "printed"
        REFUSED = "refused", "was refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.TextField()
    at = models.DateTimeField()
    user = models.TextField()
    user_name = models.TextField()
    role = models.TextField()
    agency = models.TextField(blank=True)
    action = models.TextField(choices=Action.choices)
    subject = models.TextField()
    about = models.JSONField(default=list)
    facts = models.JSONField(default=dict, null=True)
    reason = models.TextField(blank=True, null=True)  # noqa: DJ001  # null once purged
    request_id = models.TextField(blank=True)
    facts_digest = models.TextField(editable=False, default="")
    digest = models.TextField(editable=False, default="")

    class Meta:
        indexes = (
            models.Index(fields=["partnership", "subject", "at"], name="read_by_subject"),
            models.Index(fields=["partnership", "user", "at"], name="read_by_user"),
            # “Who looked at this record?” (`data.md` §3.22)
            GinIndex(fields=["about"], opclasses=["jsonb_path_ops"], name="read_by_about"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
