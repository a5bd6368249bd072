"""Where people live and how they are reached."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.rows import (
    NewContactPoint,
    address_row,
    contact_point_row,
)
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Address, ContactPoint, Person


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

    A refuge is confidential whatever is said.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    address = address_row(
        person,
        lines,
        postcode,
        source=source,
        by=by,
        kind=kind,
        confidential=confidential,
        starts_on=starts_on,
    )
    address.save(force_insert=True)
    facts = {"confidential": address.confidential}
    record(PeopleEvent.ADDRESS_ADDED, by=by, subject=person.subject, facts=facts)
    return address


@transaction.atomic
def add_contact_point(person: Person, new: NewContactPoint, *, by: Actor) -> ContactPoint:
    """Keep a telephone number or e-mail address as given, and whether it is safe to use."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    point = contact_point_row(person, new, by=by)
    point.save(force_insert=True)
    facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
    record(PeopleEvent.CONTACT_POINT_ADDED, by=by, subject=person.subject, facts=facts)
    return point
