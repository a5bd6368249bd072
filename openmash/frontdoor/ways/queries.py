"""What somebody without an account may learn: how far theirs has come, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.reference.queries import number, setting
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.writing import why_not_addable
from openmash.frontdoor.ways.models import Arrival
from openmash.frontdoor.ways.rules import Stage, stage_of
from openmash.frontdoor.ways.secret import digest_of

MOST_SETTING, END_SETTING = "public-many-in-an-hour", "public-hears-of-the-end"
HELPLINES_SETTING = "young-helplines"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Status:
    """How far it has come."""

    contact: Contact
    stage: Stage
    why_not_addable: str | None


def status_for(by: Actor) -> Status | None:
    """What was sent by whoever holds this secret, if there is anything; each look is logged."""
    contact = visible_to(by, P.CONTACT_FOLLOW).first()
    if contact is None:
        return None
    log_read(Action.VIEW, by=by, subject=contact.subject)
    tells = bool(setting(by.partnership, END_SETTING))
    stage = stage_of(contact.state, tells_the_end=tells)
    return Status(contact, stage, why_not_addable(contact.state))


def sent_from(source: str, *, by: Actor) -> int:
    """How much was sent from there within the hour."""
    return Arrival.objects.filter(
        partnership_id=by.partnership, source=digest_now(source, by.at), at__gt=by.at - HOUR
    ).count()


def most_in_an_hour(by: Actor) -> int:
    """So many arrive from one place before somebody is asked whether they are a person."""
    return number(by.partnership, MOST_SETTING)


def helplines(by: Actor) -> list[tuple[str, ...]]:
    """Whom a child can reach now: name, address of the link, its words, and when they answer."""
    found = setting(by.partnership, HELPLINES_SETTING)
    rows = found if isinstance(found, list) else []
    return [tuple(str(one) for one in row) for row in rows]


def digest_now(source: str, at: datetime) -> str:
    """The digest of a place, which is another one every day."""
    return digest_of(source, london_day(at).isoformat())
