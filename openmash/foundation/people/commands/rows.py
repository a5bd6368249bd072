"""The rows the register is made of, not yet written: one by one or many at once, they are the same."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_nhs_number, check_postcode, check_upn
from openmash.core.names import place_key, search_keys
from openmash.core.phones import check_phone
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Involvement,
    Person,
    PersonName,
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
class NewContactPoint:
    """A number or address somebody can be reached by; whether it is safe is asked, not assumed."""

    kind: str
    value: str
    source: str
    safe_to_use: bool | None = None
    safe_times: str = ""
    starts_on: date | None = None


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


def person_columns(new: NewPerson, *, key: uuid.UUID, by: Actor) -> dict[str, object]:
    """The columns of a new record, which stands for itself."""
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


def name_row(
    person: Person, given: str, family: str, *, kind: str, source: str, by: Actor
) -> PersonName:
    """A name with the keys it is found by."""
    return PersonName(
        person=person,
        kind=kind,
        given=given.strip(),
        family=family.strip(),
        keys=sorted(search_keys(f"{given} {family}")),
        **said(source, by),
    )


def identifier_row(
    person: Person, kind: str, value: str, *, source: str, by: Actor, verified: bool = False
) -> Identifier:
    """A number in its proper form, or as given with what is wrong with it."""
    check = CHECKS.get(Identifier.Kind(kind))
    checked = check(value) if check else Checked(" ".join(value.split()))
    return Identifier(
        person=person,
        kind=kind,
        value=checked.value or value.strip(),
        warning=checked.problem or "",
        verified=verified and not checked.problem,
        **said(source, by),
    )


def address_row(
    person: Person,
    lines: str,
    postcode: str,
    *,
    source: str,
    by: Actor,
    kind: str = Address.Kind.MAIN,
    confidential: bool = False,
    starts_on: date | None = None,
) -> Address:
    """A home. A refuge is confidential whatever is said; `place` is the door, however written."""
    code = check_postcode(postcode).value or ""
    return Address(
        person=person,
        kind=kind,
        lines=lines,
        postcode=code,
        place=place_key(lines, code),
        confidential=confidential or kind == Address.Kind.REFUGE,
        starts_on=starts_on,
        **said(source, by),
    )


def contact_point_row(person: Person, new: NewContactPoint, *, by: Actor) -> ContactPoint:
    """A telephone number or e-mail address in its proper form, or as given."""
    is_phone = new.kind == ContactPoint.Kind.PHONE
    checked = check_phone(new.value) if is_phone else Checked(new.value.strip().casefold())
    return ContactPoint(
        person=person,
        kind=new.kind,
        value=checked.value or new.value.strip(),
        warning=checked.problem or "",
        safe_to_use=new.safe_to_use,
        safe_times=new.safe_times,
        starts_on=new.starts_on,
        **said(new.source, by),
    )


def involvement_row(person: Person, new: NewInvolvement, *, by: Actor) -> Involvement:
    """Who works with a person, from a day on."""
    return Involvement(
        person=person,
        kind=new.kind,
        agency_id=new.agency,
        service=new.service,
        worker_id=new.worker,
        worker_name=new.worker_name,
        starts_on=new.starts_on,
        **said(new.source, by),
    )
