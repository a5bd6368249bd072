"""Acts of sharing: from whom, to whom, about whom, on what ground (`data.md` §3.21)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.reference.models import PartnershipRow


class Disclosure(PartnershipRow):
    """One act of sharing, written in the transaction that shares. Never changed afterwards."""

    class Basis(models.TextChoices):
        A6_1_E = "A6_1_E", "UK GDPR Art 6(1)(e) public task"
        A6_1_C = "A6_1_C", "UK GDPR Art 6(1)(c) legal obligation"
        A6_1_D = "A6_1_D", "UK GDPR Art 6(1)(d) vital interests"
        A6_1_F = "A6_1_F", "UK GDPR Art 6(1)(f) legitimate interests"
        A9_2_G = "A9_2_G", "UK GDPR Art 9(2)(g) with DPA 2018 Sch 1 para 18"
        CA04_S11 = "CA04_S11", "Children Act 2004 s.11"

    at = models.DateTimeField()
    from_agency = models.TextField()
    from_user = models.TextField()
    to_agency = models.TextField()
    to_user = models.TextField()
    about = models.TextField()
    subjects = models.JSONField(default=list)
    purpose = models.TextField()
    bases = models.JSONField()
    necessity = models.TextField()
    handling = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.about
