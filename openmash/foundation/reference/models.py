"""What a partnership sets up for itself: versioned data, never constants in code."""

from __future__ import annotations

import uuid

from django.db import models


class Partnership(models.Model):
    """A safeguarding partnership: one front door, one set of rules. Several live in one deployment."""

    code = models.SlugField(primary_key=True)
    name = models.TextField()
    prefix = models.TextField(unique=True)
    area = models.TextField()
    hub_name = models.TextField()
    hub_phone = models.TextField()
    edt_phone = models.TextField()
    hub_email = models.EmailField()
    la_number = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class PartnershipRow(models.Model):
    """What nearly every row is: its partnership's alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Calendar(PartnershipRow):
    """Opening hours and closures of a hub, one row per version; old clock runs keep theirs (P0.1)."""

    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    opens = models.TimeField()
    closes = models.JSONField(help_text="Seven closing times from Monday, null when closed")
    extra_closures = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "version"], name="calendar_version"),
        )

    def __str__(self) -> str:
        return f"{self.partnership_id} calendar {self.version}"


class Guidance(PartnershipRow):
    """One version of the partnership's threshold guidance: levels and descriptors (L11, P7)."""

    name = models.TextField()
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "version"], name="guidance_version"),
        )

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class FormVersion(PartnershipRow):
    """One version of a form's questions; answers keep the version they were given to (eMARF 3.10)."""

    form = models.SlugField()
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "form", "version"], name="form_version"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.version}"


class Today(models.Func):
    """The day in London on which this transaction's actor acts, as the database was told."""

    template = (
        "(COALESCE(NULLIF(current_setting('openmash.at', true), '')::timestamptz, now())"
        " AT TIME ZONE 'Europe/London')::date"
    )
    output_field = models.DateField()


class InForce(models.Manager["RuleSetting"]):
    """The values that hold on the day somebody acts: one of each key."""

    def get_queryset(self) -> models.QuerySet[RuleSetting]:
        """Whatever is asked, earlier values and those to come are left out."""
        began = models.Q(valid_from=None) | models.Q(valid_from__lte=Today())
        goes_on = models.Q(valid_until=None) | models.Q(valid_until__gt=Today())
        return super().get_queryset().filter(began & goes_on)


class RuleSetting(PartnershipRow):
    """A number marked as a local default: reference data with its source, never a constant.

    One row per value. Each holds from a day until the next one does: the first since ever, the last
    without an end.
    """

    key = models.SlugField()
    value = models.JSONField()
    source = models.TextField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    objects = InForce()
    versions = models.Manager["RuleSetting"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "key"],
                condition=models.Q(valid_until=None),
                name="setting_goes_on_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="setting_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
