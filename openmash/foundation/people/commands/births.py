"""An unborn child is born: the same record, with its clocks, links, voice and history (L29)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.dates import check_birth_date, say_date
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.people import add_name
from openmash.foundation.people.commands.saying import Once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Person, PersonName


@dataclass(frozen=True)
class Birth:
    """What is known on the day a child is born."""

    given: str
    family: str
    birth_date: date
    sex: str
    source: str


@transaction.atomic
def record_birth(person: Person, birth: Birth, *, by: Actor) -> Person:
    """The unborn child is a child from now on; the due date is kept beside the birth date.

    Saying the same birth twice is harmless; another birth date meanwhile is not.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    refuse_if(_why_not_born(birth, by))
    unborn = Person.objects.filter(pk=person.pk, kind=Person.Kind.UNBORN, version=person.version)
    name = f"{birth.given} {birth.family}".strip()
    if not unborn.update(**_columns(person, birth, name)):
        return _as_told_before(person, birth)
    person.refresh_from_db()
    _rename(person, birth, by)
    facts = {"was_due_on": person.was_due_on.isoformat() if person.was_due_on else ""}
    record(PeopleEvent.BORN, by=by, subject=person.subject, about=[person.subject], facts=facts)
    return person


def _columns(person: Person, birth: Birth, name: str) -> dict[str, object]:
    return {
        "kind": Person.Kind.CHILD,
        "birth_date": birth.birth_date,
        "was_due_on": person.expected_birth_date,
        "expected_birth_date": None,
        "sex": birth.sex,
        "display_name": name,
        "version": person.version + 1,
    }


def _rename(person: Person, birth: Birth, by: Actor) -> None:
    """What the child was called before the birth ends with it."""
    before = PersonName.objects.filter(
        person__root_id=person.root_id, ends_on=None, in_error_at=None
    )
    before.filter(starts_on=None).update(ends_on=birth.birth_date)
    add_name(
        person,
        birth.given,
        birth.family,
        kind=PersonName.Kind.LEGAL,
        source=birth.source,
        by=by,
        once=Once(starts_on=birth.birth_date),
    )


def _as_told_before(person: Person, birth: Birth) -> Person:
    person.refresh_from_db()
    if person.kind == Person.Kind.CHILD and person.birth_date == birth.birth_date:
        return person
    raise MovedMeanwhile("Somebody else has changed this record; read it again")


def _why_not_born(birth: Birth, by: Actor) -> Iterator[str]:
    if not f"{birth.given}{birth.family}".strip():
        yield "Give a name: the surname alone will do"
    today = by.at.astimezone(LONDON).date()
    if odd := check_birth_date(birth.birth_date, today):
        yield odd
    elif (today - birth.birth_date).days > 366:
        yield f"Born on {say_date(birth.birth_date)} is more than a year ago: look for a record"
