"""What was said of a person is ended, or marked as never so. Nothing is deleted."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.finding import keep_findable
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import why_not_period
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Person,
    PersonFlag,
    PersonName,
    Relationship,
)
from openmash.foundation.people.rules import why_not_in_error

OfPerson = PersonName | Identifier | Address | ContactPoint | Relationship | PersonFlag


@transaction.atomic
def end_statement(statement: OfPerson, *, on: date, by: Actor) -> OfPerson:
    """Say that something is no longer so since this day; it was so until then."""
    person = _permitted(statement, by)
    today = by.at.astimezone(LONDON).date()
    refuse_if(why_not_period(statement.starts_on, on, today))
    _still_stands(statement, ends_on=on)
    statement.ends_on = on
    facts = {"kind": statement._meta.model_name, "statement": str(statement.pk)}
    record(PeopleEvent.STATEMENT_ENDED, by=by, subject=person.subject, facts=facts)
    return statement


@transaction.atomic
def enter_in_error(statement: OfPerson, because: str, *, by: Actor) -> OfPerson:
    """Say that something was never so, and why. It stays readable; nobody is found by it.

    A person is called by a name that stands: with the last name gone wrong, add the right one first.
    """
    person = _permitted(statement, by)
    refuse_if(why_not_in_error(because))
    refuse_if(_last_name(statement))
    _still_stands(statement, in_error_at=by.at, in_error_by=by.name, in_error_because=because)
    statement.in_error_at = by.at
    if isinstance(statement, PersonName):
        _called_by_what_stands(statement)
    if isinstance(statement, PersonName | Identifier | Address | ContactPoint):
        keep_findable(person, by=by)
    facts = {"kind": statement._meta.model_name, "statement": str(statement.pk)}
    record(
        PeopleEvent.STATEMENT_IN_ERROR,
        by=by,
        subject=person.subject,
        facts=facts,
    )
    return statement


def _permitted(statement: OfPerson, by: Actor) -> Person:
    person = statement.person
    permit(by, P.PERSON_WRITE, record_facts(person))
    if isinstance(statement, Relationship):
        permit(by, P.PERSON_WRITE, record_facts(statement.other))
    return person


def _still_stands(statement: OfPerson, **changes: object) -> None:
    """Two people pressing at once: the second is told."""
    rows = type(statement)._default_manager.filter(pk=statement.pk, in_error_at=None)
    if "ends_on" in changes:
        rows = rows.filter(ends_on=None)
    if not rows.update(**changes):
        raise MovedMeanwhile("Somebody else has already ended or corrected this")


def _last_name(statement: OfPerson) -> list[str]:
    if not isinstance(statement, PersonName):
        return []
    standing = PersonName.objects.filter(
        person__root_id=statement.person.root_id, in_error_at=None
    ).exclude(pk=statement.pk)
    return [] if standing.exists() else ["Add the right name first: this is the only one"]


def _called_by_what_stands(wrong: PersonName) -> None:
    """Every record that is shown by the wrong name is shown by the newest that stands.

    The name that was chosen when records were joined may have been written on another of them.
    """
    standing = list(
        PersonName.objects.filter(person__root_id=wrong.person.root_id, in_error_at=None).order_by(
            "-recorded_at", "id"
        )
    )
    names = [_written(name) for name in standing]
    if names and _written(wrong) not in names:
        legal = [_written(one) for one in standing if one.kind == PersonName.Kind.LEGAL]
        shown = Person.objects.filter(root_id=wrong.person.root_id, display_name=_written(wrong))
        shown.update(display_name=(legal or names)[0])
        wrong.person.refresh_from_db(fields=["display_name"])


def _written(name: PersonName) -> str:
    return f"{name.given} {name.family}".strip()
