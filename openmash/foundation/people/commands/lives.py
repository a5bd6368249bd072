"""When somebody was born and died, and their sex: corrected, with what stood before kept readable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from openmash.foundation.people.commands.rows import life_facts
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import why_not_due, why_not_lived
from openmash.foundation.people.models import Person


@dataclass(frozen=True)
class Life:
    """What is said now of somebody's birth, death and sex; an empty date is not known."""

    birth_date: date | None
    birth_date_estimated: bool
    death_date: date | None
    sex: str
    source: str


@transaction.atomic
def correct_life(person: Person, life: Life, *, version: int, by: Actor) -> Person:
    """Say it anew; the ledger keeps what stood before, and who said otherwise.

    `version` is that of the record when the page was shown. Saying the same twice is harmless;
    `MovedMeanwhile` when somebody else has changed the record since.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    today = by.at.astimezone(LONDON).date()
    unborn = person.kind == Person.Kind.UNBORN
    refuse_if(why_not_lived(life.birth_date, life.death_date, today, unborn=unborn))
    said = {
        column: getattr(life, column)
        for column in ("birth_date", "birth_date_estimated", "death_date", "sex")
    }
    return _say_anew(person, said, life.source, version, by)


@transaction.atomic
def correct_due_date(
    person: Person, due: date | None, source: str, *, version: int, by: Actor
) -> Person:
    """Say anew when an unborn child is due, as a scan moves it; None is not known.

    As `correct_life` in everything else: what stood before is kept, a stale page is told.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    today = by.at.astimezone(LONDON).date()
    refuse_if(why_not_due(due, today, unborn=person.kind == Person.Kind.UNBORN))
    return _say_anew(person, {"expected_birth_date": due}, source, version, by)


def _say_anew(
    person: Person, said: Mapping[str, object], source: str, version: int, by: Actor
) -> Person:
    person.refresh_from_db()
    changes = {column: now for column, now in said.items() if now != getattr(person, column)}
    if changes:
        facts = life_facts(person, changes, source)
        _write(person, changes, version)
        keep_findable(person, by=by)
        about = [person.subject]
        record(PeopleEvent.CORRECTED, by=by, subject=person.subject, about=about, facts=facts)
    return person


def _write(person: Person, changes: Mapping[str, object], version: int) -> None:
    columns = {**changes, "version": version + 1}
    if not Person.objects.filter(pk=person.pk, version=version).update(**columns):
        raise MovedMeanwhile("Somebody else has changed this record. Look at it again")
    person.refresh_from_db()
