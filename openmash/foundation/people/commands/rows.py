"""What the rows of the register hold: written one by one or many at once, they are the same."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_nhs_number, check_postcode, check_upn
from openmash.core.names import place_key
from openmash.core.phones import check_phone
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.models import (
    Address,
    Certainty,
    ContactPoint,
    Identifier,
    Involvement,
    Person,
    PersonName,
)

Columns = dict[str, object]
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
    ends_on: date | None = None
    not_for_family: bool = False


def person_columns(new: NewPerson, *, key: uuid.UUID, by: Actor) -> Columns:
    """A new record, which stands for itself."""
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


def name_columns(given: str, family: str, *, kind: str, source: str, by: Actor) -> Columns:
    """A name as it is written."""
    return {
        "kind": kind,
        "given": given.strip(),
        "family": family.strip(),
        **said(source, by),
    }


def identifier_columns(
    kind: str, value: str, *, source: str, by: Actor, verified: bool = False
) -> Columns:
    """A number in its proper form, or as given with what is wrong with it: then nobody verified it."""
    check = CHECKS.get(Identifier.Kind(kind))
    checked = check(value) if check else Checked(" ".join(value.split()))
    return {
        "kind": kind,
        "value": checked.value or value.strip(),
        "warning": checked.problem or "",
        "verified": verified and not checked.problem,
        **said(source, by),
    }


def address_columns(new: NewAddress, *, by: Actor) -> Columns:
    """A home. A refuge is confidential whatever is said; `place` is the door, however written."""
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


def contact_point_columns(new: NewContactPoint, *, by: Actor) -> Columns:
    """A telephone number or e-mail address in its proper form, or as given."""
    is_phone = new.kind == ContactPoint.Kind.PHONE
    checked = check_phone(new.value) if is_phone else Checked(new.value.strip().casefold())
    return {
        "kind": new.kind,
        "value": checked.value or new.value.strip(),
        "warning": checked.problem or "",
        "safe_to_use": new.safe_to_use,
        "safe_times": new.safe_times,
        "starts_on": new.starts_on,
        **said(new.source, by),
    }


def involvement_columns(new: NewInvolvement) -> Columns:
    """Who works with a person, from a day on; where it was said comes beside it."""
    return {
        "kind": Involvement.Kind(new.kind),
        "agency_id": new.agency,
        "service": new.service.strip(),
        "worker_id": new.worker,
        "worker_name": new.worker_name.strip(),
        "starts_on": new.starts_on,
        "ends_on": new.ends_on,
        "not_for_family": new.not_for_family,
    }


def life_facts(person: Person, changes: Mapping[str, object], source: str) -> dict[str, object]:
    """For the ledger: what stood before and what stands now, and who told us."""
    before = {column: _kept(getattr(person, column)) for column in changes}
    after = {column: _kept(value) for column, value in changes.items()}
    return {"before": before, "after": after, "source": source}


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
