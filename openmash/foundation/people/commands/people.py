"""Adding people to the register, and what they are called and numbered by."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_nhs_number, check_upn
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts, register_facts
from openmash.foundation.people.commands.finding import keep_findable
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Identifier, Person, PersonName

CHECKS = {Identifier.Kind.NHS_NUMBER: check_nhs_number, Identifier.Kind.UPN: check_upn}


@dataclass(frozen=True)
class NewPerson:
    """What is known of a person who is not in the register yet."""

    given: str
    family: str
    source: str
    kind: str = Person.Kind.CHILD
    birth_date: date | None = None
    birth_date_estimated: bool = False
    expected_birth_date: date | None = None
    sex: str = Person.Sex.UNKNOWN
    first_language: str = ""
    name_kind: str = PersonName.Kind.LEGAL


@transaction.atomic
def create_person(new: NewPerson, *, key: uuid.UUID, by: Actor) -> Person:
    """Add a person under a key made with the page: pressing twice adds one (P1, `data.md` §2)."""
    permit(by, P.PERSON_WRITE, register_facts(by))
    refuse_if(_nameless(new))
    person, is_new = Person.objects.get_or_create(
        pk=key, partnership_id=by.partnership, defaults=_person_columns(new, key, by)
    )
    if is_new:
        record(PeopleEvent.ADDED, by=by, subject=person.subject, about=[person.subject])
        _add_name(person, new.given, new.family, new.name_kind, new.source, by)
    return person


@transaction.atomic
def add_name(
    person: Person, given: str, family: str, *, kind: str, source: str, by: Actor
) -> PersonName:
    """Add a name a person has, had or is known by; it can be found by from now on."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    name = _add_name(person, given, family, kind, source, by)
    record(PeopleEvent.NAME_ADDED, by=by, subject=person.subject, about=[person.subject])
    return name


@transaction.atomic
def add_identifier(
    person: Person, kind: str, value: str, *, source: str, by: Actor, verified: bool = False
) -> Identifier:
    """Keep a number as given; one that cannot be right is kept with a warning (`data.md` §1)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    checked = _checked(kind, value)
    identifier, is_new = Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        value=checked.value or value.strip(),
        defaults=said(source, by)
        | {"warning": checked.problem or "", "verified": verified and checked.problem is None},
    )
    if is_new:
        facts = {"kind": kind, "warned": bool(checked.problem)}
        record(PeopleEvent.IDENTIFIER_ADDED, by=by, subject=person.subject, facts=facts)
        keep_findable(person, by=by)
    return identifier


def _add_name(
    person: Person, given: str, family: str, kind: str, source: str, by: Actor
) -> PersonName:
    name = PersonName.objects.create(
        person=person,
        kind=kind,
        given=given.strip(),
        family=family.strip(),
        **said(source, by),
    )
    keep_findable(person, by=by)
    return name


def _person_columns(new: NewPerson, key: uuid.UUID, by: Actor) -> dict[str, object]:
    return {
        "root_id": key,
        "kind": new.kind,
        "display_name": f"{new.given} {new.family}".strip(),
        "birth_date": new.birth_date,
        "birth_date_estimated": new.birth_date_estimated,
        "expected_birth_date": None if new.birth_date else new.expected_birth_date,
        "sex": new.sex,
        "first_language": new.first_language,
        **said(new.source, by),
    }


def _checked(kind: str, value: str) -> Checked:
    check = CHECKS.get(Identifier.Kind(kind))
    return check(value) if check else Checked(" ".join(value.split()))


def _nameless(new: NewPerson) -> list[str]:
    if f"{new.given}{new.family}".strip():
        return []
    return ["Give a name, or words that tell this person from others"]
