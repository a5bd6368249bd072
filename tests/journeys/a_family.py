"""The stage of a worked scenario: the cast, and one child whose school, nurse and practice are known."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from openmash.demo.cast import actor
from openmash.demo.known import Known
from openmash.demo.stage import build, put_up_desks
from openmash.foundation.access.row_security import act_as
from openmash.foundation.people.commands import NewInvolvement, record_involvement
from openmash.foundation.people.models import Involvement

NAME, BORN = "Bryony Lark", "14 March 2019"
WITH_HER = (
    ("st-oswins", Involvement.Kind.SCHOOL, "School roll"),
    ("brackenford-health", Involvement.Kind.HEALTH, "School nursing"),
    ("fernhill-surgery", Involvement.Kind.HEALTH, "GP practice"),
)


@transaction.atomic
def moves_in(at: datetime) -> None:
    """Everything that the hub knows before the story begins."""
    build(at=at)
    put_up_desks(at=at)
    by = actor("aisha", at=at)
    act_as(by)
    child = Known(by).child("Bryony", "Lark", date(2019, 3, 14), "F")
    for agency, kind, service in WITH_HER:
        new = NewInvolvement(kind, agency, service, "School roll", date(2024, 9, 1))
        record_involvement(child, new, by=by)
