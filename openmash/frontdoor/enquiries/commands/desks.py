"""Keeping where an agency is asked: which questions, and who answers there for whom."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.access.models import User
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import Desk


@dataclass(frozen=True)
class NewDesk:
    """As the partnership's file says it: people by their addresses, `questions` a kind of template."""

    agency: str
    questions: str
    service: str = ""
    first: str = ""
    deputy: str = ""
    lead: str = ""
    mailbox: str = ""
    phone: str = ""


def keep_desk(new: NewDesk, *, by: Actor) -> bool:
    """Keep it as it is said now; whether anything changed. Whoever runs the server says so, in a file."""
    people = {part: _user(getattr(new, part)) for part in ("first", "deputy", "lead")}
    said = {**people, "service": new.service, "mailbox": new.mailbox, "phone": new.phone}
    desk, is_new = Desk.objects.get_or_create(
        partnership_id=by.partnership, agency_id=new.agency, template=new.questions
    )
    if not is_new and all(getattr(desk, name) == value for name, value in said.items()):
        return False
    Desk.objects.filter(pk=desk.pk).update(**said)
    facts = {"questions": new.questions}
    record(CheckEvent.DESK_KEPT, by=by, subject=f"agency:{new.agency}", facts=facts)
    return True


def _user(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first() if email else None
