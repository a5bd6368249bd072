"""Adding people to the register, and what they are called and numbered by."""

from __future__ import annotations

import uuid

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts, register_facts
from openmash.foundation.people.commands.finding import keep_findable
from openmash.foundation.people.commands.rows import (
    NewPerson,
    identifier_columns,
    name_columns,
    person_columns,
)
from openmash.foundation.people.commands.saying import ONCE, Once, write_once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Identifier, Person, PersonName


@transaction.atomic
def create_person(new: NewPerson, *, key: uuid.UUID, by: Actor) -> Person:
    """Add a person under a key made with the page: pressing twice adds one (P1, `data.md` §2)."""
    permit(by, P.PERSON_WRITE, register_facts(by))
    refuse_if(_nameless(new.given, new.family))
    person, is_new = Person.objects.get_or_create(
        pk=key, partnership_id=by.partnership, defaults=person_columns(new, key=key, by=by)
    )
    if is_new:
        record(PeopleEvent.ADDED, by=by, subject=person.subject, about=[person.subject])
        _add_name(person, new.given, new.family, new.name_kind, new.source, by)
    return person


@transaction.atomic
def add_name(
    person: Person,
    given: str,
    family: str,
    *,
    kind: str,
    source: str,
    by: Actor,
    once: Once = ONCE,
) -> PersonName:
    """Add a name a person has, had or is known by; it can be found by from now on."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    refuse_if(_nameless(given, family))
    name, is_new = _add_name(person, given, family, kind, source, by, once)
    if is_new:
        record(PeopleEvent.NAME_ADDED, by=by, subject=person.subject, about=[person.subject])
    return name


@transaction.atomic
def add_identifier(
    person: Person, kind: str, value: str, *, source: str, by: Actor, verified: bool = False
) -> Identifier:
    """Keep a number as given; one that cannot be right is kept with a warning (`data.md` §1).

    Saying it again adds nothing, but can say that it is verified now.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    columns = identifier_columns(kind, value, source=source, by=by, verified=verified)
    identifier, is_new = Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        value=columns["value"],
        in_error_at=None,
        defaults=columns,
    )
    if is_new:
        facts = {"kind": kind, "warned": bool(identifier.warning)}
        record(PeopleEvent.IDENTIFIER_ADDED, by=by, subject=person.subject, facts=facts)
        keep_findable(person, by=by)
    elif columns["verified"] and not identifier.verified:
        _verify(identifier, by)
    return identifier


def _verify(identifier: Identifier, by: Actor) -> None:
    Identifier.objects.filter(pk=identifier.pk).update(verified=True)
    identifier.verified = True
    subject, facts = identifier.person.subject, {"kind": identifier.kind}
    record(PeopleEvent.IDENTIFIER_VERIFIED, by=by, subject=subject, facts=facts)


def _add_name(  # a name, its provenance and its key
    person: Person, given: str, family: str, kind: str, source: str, by: Actor, once: Once = ONCE
) -> tuple[PersonName, bool]:
    columns = name_columns(given, family, kind=kind, source=source, by=by)
    columns["starts_on"] = once.starts_on
    name, is_new = write_once(PersonName.objects.all(), once.pk(), person, columns)
    if is_new:
        keep_findable(person, by=by)
    return name, is_new


def _nameless(given: str, family: str) -> list[str]:
    if f"{given}{family}".strip():
        return []
    return ["Give a name, or words that tell this person from others"]
