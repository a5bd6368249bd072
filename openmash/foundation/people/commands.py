"""Writing to the register of people. Everything said of a person keeps its source."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_nhs_number, check_postcode, check_upn
from openmash.core.names import search_keys
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts, register_facts
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import (
    Address,
    Identifier,
    Involvement,
    Person,
    PersonName,
    Relationship,
)

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


@dataclass(frozen=True)
class NewInvolvement:
    """Who works with a person: service, agency and, where known, the worker."""

    kind: str
    agency: str
    service: str
    source: str
    starts_on: date
    worker: str | None = None
    worker_name: str = ""


@transaction.atomic
def create_person(new: NewPerson, *, key: uuid.UUID, by: Actor) -> Person:
    """Add a person under a key made with the page: pressing twice adds one (P1, `data.md` §2)."""
    permit(by, P.PERSON_WRITE, register_facts(by))
    refuse_if(_nameless(new))
    person, is_new = Person.objects.get_or_create(
        pk=key, partnership_id=by.partnership, defaults=_person_columns(new, by)
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
def add_identifier(person: Person, kind: str, value: str, *, source: str, by: Actor) -> Identifier:
    """Keep a number as given; one that cannot be right is kept with a warning (`data.md` §1)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    checked = _checked(kind, value)
    identifier, is_new = Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        value=checked.value or value.strip(),
        defaults=_said(source, by) | {"warning": checked.problem or ""},
    )
    if is_new:
        facts = {"kind": kind, "warned": bool(checked.problem)}
        record(PeopleEvent.IDENTIFIER_ADDED, by=by, subject=person.subject, facts=facts)
    return identifier


@transaction.atomic
def add_address(
    person: Person,
    lines: str,
    postcode: str = "",
    *,
    source: str,
    by: Actor,
    confidential: bool = False,
    starts_on: date | None = None,
) -> Address:
    """Add where a person lives; a confidential address is left out of read models (`roles.md` §3)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    address = Address.objects.create(
        person=person,
        lines=lines,
        postcode=check_postcode(postcode).value or "",
        confidential=confidential,
        starts_on=starts_on,
        **_said(source, by),
    )
    facts = {"confidential": confidential}
    record(PeopleEvent.ADDRESS_ADDED, by=by, subject=person.subject, facts=facts)
    return address


@transaction.atomic
def relate(
    person: Person,
    other: Person,
    kind: str,
    *,
    source: str,
    by: Actor,
    details: Mapping[str, object] | None = None,
) -> Relationship:
    """Record that `person` is `kind` of `other`: `relate(kelly, isla, "parent")`."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    relationship = Relationship.objects.create(
        person=person, other=other, kind=kind, **_said(source, by), **dict(details or {})
    )
    about = [person.subject, other.subject]
    record(PeopleEvent.RELATED, by=by, subject=person.subject, about=about, facts={"kind": kind})
    return relationship


@transaction.atomic
def record_involvement(person: Person, new: NewInvolvement, *, by: Actor) -> Involvement:
    """Record who works with a person: the answer to "open to whom?" (P1)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    involvement = Involvement.objects.create(
        person=person,
        kind=new.kind,
        agency_id=new.agency,
        service=new.service,
        worker_id=new.worker,
        worker_name=new.worker_name,
        starts_on=new.starts_on,
        **_said(new.source, by),
    )
    facts = {"kind": new.kind, "agency": new.agency}
    record(PeopleEvent.INVOLVEMENT_RECORDED, by=by, subject=person.subject, facts=facts)
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, on: date, by: Actor) -> Involvement:
    """Record that somebody no longer works with a person."""
    permit(by, P.PERSON_WRITE, record_facts(involvement.person))
    still = Involvement.objects.filter(pk=involvement.pk, ends_on=None)
    if not still.update(ends_on=on):
        raise MovedMeanwhile("Somebody else has already ended this involvement")
    involvement.ends_on = on
    facts = {"kind": involvement.kind}
    subject = involvement.person.subject
    record(PeopleEvent.INVOLVEMENT_ENDED, by=by, subject=subject, facts=facts)
    return involvement


def _add_name(
    person: Person, given: str, family: str, kind: str, source: str, by: Actor
) -> PersonName:
    return PersonName.objects.create(
        person=person,
        kind=kind,
        given=given.strip(),
        family=family.strip(),
        keys=sorted(search_keys(f"{given} {family}")),
        **_said(source, by),
    )


def _person_columns(new: NewPerson, by: Actor) -> dict[str, object]:
    return {
        "kind": new.kind,
        "display_name": f"{new.given} {new.family}".strip(),
        "birth_date": new.birth_date,
        "birth_date_estimated": new.birth_date_estimated,
        "expected_birth_date": None if new.birth_date else new.expected_birth_date,
        "sex": new.sex,
        "first_language": new.first_language,
        **_said(new.source, by),
    }


def _said(source: str, by: Actor) -> dict[str, object]:
    return {
        "partnership_id": by.partnership,
        "source": source,
        "recorded_at": by.at,
        "recorded_by": by.name,
    }


def _checked(kind: str, value: str) -> Checked:
    check = CHECKS.get(Identifier.Kind(kind))
    return check(value) if check else Checked(" ".join(value.split()))


def _nameless(new: NewPerson) -> list[str]:
    if f"{new.given}{new.family}".strip():
        return []
    return ["Give a name, or words that tell this person from others"]
