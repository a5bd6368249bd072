"""Where people live and how they are reached."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.finding import keep_findable
from openmash.foundation.people.commands.rows import (
    NewAddress,
    NewContactPoint,
    address_columns,
    contact_point_columns,
)
from openmash.foundation.people.commands.saying import write_once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import why_not_period
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

    A refuge is confidential whatever is said. `place` is the door, however it is written.
    """
    new = NewAddress(lines, postcode, source, kind, confidential, starts_on=starts_on)
    return keep_address(person, new, by=by)


@transaction.atomic
def keep_address(person: Person, new: NewAddress, *, by: Actor) -> Address:
    """Keep where a person lives or lived, with its period and how sure it is (L46, L47)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    refuse_if(why_not_period(new.starts_on, new.ends_on, london_day(by.at)))
    columns = address_columns(new, by=by)
    address, is_new = write_once(Address.objects.all(), new.key, person, columns)
    if is_new:
        facts = {"confidential": address.confidential}
        record(PeopleEvent.ADDRESS_ADDED, by=by, subject=person.subject, facts=facts)
        keep_findable(person, by=by)
    return address


@transaction.atomic
def protect_address(address: Address, *, by: Actor) -> Address:
    """Protect an address from now on; there is no way back but a correction with a reason."""
    permit(by, P.PERSON_WRITE, record_facts(address.person))
    if Address.objects.filter(pk=address.pk, confidential=False).update(confidential=True):
        record(PeopleEvent.ADDRESS_PROTECTED, by=by, subject=address.person.subject)
        keep_findable(address.person, by=by)
    address.confidential = True
    return address


@transaction.atomic
def add_contact_point(person: Person, new: NewContactPoint, *, by: Actor) -> ContactPoint:
    """Keep a telephone number or e-mail address as given, and whether it is safe to use."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    columns = contact_point_columns(new, by=by)
    point, is_new = write_once(ContactPoint.objects.all(), new.key, person, columns)
    if is_new:
        facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
        record(PeopleEvent.CONTACT_POINT_ADDED, by=by, subject=person.subject, facts=facts)
        keep_findable(person, by=by)
    return point
