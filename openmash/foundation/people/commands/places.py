"""Where people live and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_postcode
from openmash.core.names import place_key
from openmash.core.phones import check_phone
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.finding import keep_findable
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Address, ContactPoint, Person


@dataclass(frozen=True)
class NewContactPoint:
    """A number or address somebody can be reached by; whether it is safe is asked, not assumed."""

    kind: str
    value: str
    source: str
    safe_to_use: bool | None = None
    safe_times: str = ""
    starts_on: date | None = None


@transaction.atomic
def add_address(
    person: Person,
    lines: str,
    postcode: str = "",
    *,
    source: str,
    by: Actor,
    kind: str = Address.Kind.MAIN,
    confidential: bool = False,
    starts_on: date | None = None,
) -> Address:
    """Add where a person lives; a confidential address is left out of read models (`roles.md` §3).

    A refuge is confidential whatever is said. `place` is the door, however it is written.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    code = check_postcode(postcode).value or ""
    confidential = confidential or kind == Address.Kind.REFUGE
    address = Address.objects.create(
        person=person,
        kind=kind,
        lines=lines,
        postcode=code,
        place=place_key(lines, code),
        confidential=confidential,
        starts_on=starts_on,
        **said(source, by),
    )
    facts = {"confidential": confidential}
    record(PeopleEvent.ADDRESS_ADDED, by=by, subject=person.subject, facts=facts)
    keep_findable(person, by=by)
    return address


@transaction.atomic
def add_contact_point(person: Person, new: NewContactPoint, *, by: Actor) -> ContactPoint:
    """Keep a telephone number or e-mail address as given, and whether it is safe to use."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    is_phone = new.kind == ContactPoint.Kind.PHONE
    checked = check_phone(new.value) if is_phone else Checked(new.value.strip().casefold())
    point = ContactPoint.objects.create(
        person=person,
        kind=new.kind,
        value=checked.value or new.value.strip(),
        warning=checked.problem or "",
        safe_to_use=new.safe_to_use,
        safe_times=new.safe_times,
        starts_on=new.starts_on,
        **said(new.source, by),
    )
    facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
    record(PeopleEvent.CONTACT_POINT_ADDED, by=by, subject=person.subject, facts=facts)
    keep_findable(person, by=by)
    return point
