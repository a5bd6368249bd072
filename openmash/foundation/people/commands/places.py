"""Where people live and how they are reached."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_postcode
from openmash.core.names import place_key
from openmash.core.phones import check_phone
from openmash.core.refusals import refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import why_not_period
from openmash.foundation.people.models import Address, Certainty, ContactPoint, Person


@dataclass(frozen=True)
class NewContactPoint:
    """A number or address somebody can be reached by; whether it is safe is asked, not assumed."""

    kind: str
    value: str
    source: str
    safe_to_use: bool | None = None
    safe_times: str = ""
    starts_on: date | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class NewAddress:
    """Where somebody lives or lived."""

    lines: str
    postcode: str
    source: str
    kind: str = Address.Kind.MAIN
    confidential: bool = False
    certainty: str = Certainty.REPORTED
    starts_on: date | None = None
    ends_on: date | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


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
    refuse_if(why_not_period(new.starts_on, new.ends_on, _today(by)))
    address, is_new = Address.objects.get_or_create(
        pk=new.key, person=person, defaults=_address_columns(new, by)
    )
    if is_new:
        facts = {"confidential": address.confidential}
        record(PeopleEvent.ADDRESS_ADDED, by=by, subject=person.subject, facts=facts)
    return address


@transaction.atomic
def protect_address(address: Address, *, by: Actor) -> Address:
    """Protect an address from now on; there is no way back but a correction with a reason."""
    permit(by, P.PERSON_WRITE, record_facts(address.person))
    if Address.objects.filter(pk=address.pk, confidential=False).update(confidential=True):
        record(PeopleEvent.ADDRESS_PROTECTED, by=by, subject=address.person.subject)
    address.confidential = True
    return address


@transaction.atomic
def add_contact_point(person: Person, new: NewContactPoint, *, by: Actor) -> ContactPoint:
    """Keep a telephone number or e-mail address as given, and whether it is safe to use."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    is_phone = new.kind == ContactPoint.Kind.PHONE
    checked = check_phone(new.value) if is_phone else Checked(new.value.strip().casefold())
    point, is_new = ContactPoint.objects.get_or_create(
        pk=new.key,
        person=person,
        defaults={
            "kind": new.kind,
            "value": checked.value or new.value.strip(),
            "warning": checked.problem or "",
            "safe_to_use": new.safe_to_use,
            "safe_times": new.safe_times,
            "starts_on": new.starts_on,
            **said(new.source, by),
        },
    )
    if is_new:
        facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
        record(PeopleEvent.CONTACT_POINT_ADDED, by=by, subject=person.subject, facts=facts)
    return point


def _address_columns(new: NewAddress, by: Actor) -> dict[str, object]:
    code = check_postcode(new.postcode).value or ""
    return {
        "kind": new.kind,
        "lines": new.lines,
        "postcode": code,
        "place": place_key(new.lines, code),
        "confidential": new.confidential or new.kind == Address.Kind.REFUGE,
        "certainty": new.certainty,
        "starts_on": new.starts_on,
        "ends_on": new.ends_on,
        **said(new.source, by),
    }


def _today(by: Actor) -> date:
    return by.at.astimezone(LONDON).date()
