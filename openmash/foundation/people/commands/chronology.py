"""What is written into a chronology by hand: never edited, never deleted (`data.md` §4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.chronology.rules import why_not_written
from openmash.foundation.people.commands.saying import said, write_once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Certainty, ChronologyNote, Person
from openmash.foundation.people.rules import why_not_in_error

GONE_ON = "Somebody else has already corrected this line, or marked it as an error"


@dataclass(frozen=True)
class NewNote:
    """One event in somebody's life, as somebody tells it."""

    text: str
    kind: str
    happened_on: date
    source: str
    until: date | None = None
    agency: str | None = None
    certainty: str = Certainty.REPORTED
    significance: int = ChronologyNote.Significance.NOTABLE
    holds: Iterable[str] = ()


@transaction.atomic
def add_note(person: Person, new: NewNote, *, key: uuid.UUID, by: Actor) -> ChronologyNote:
    """Write a line by hand, under a key made with the page: pressing twice writes one."""
    permit(by, P.CHRONOLOGY_WRITE, record_facts(person))
    refuse_if(why_not_written(new.text, new.happened_on, new.until, london_day(by.at)))
    note, is_new = write_once(ChronologyNote.objects.all(), key, person, _columns(new, by))
    if is_new:
        facts = {"note": str(note.pk), "kind": note.kind}
        record(PeopleEvent.NOTED, by=by, subject=person.subject, facts=facts)
    return note


@transaction.atomic
def correct_note(
    note: ChronologyNote, new: NewNote, *, key: uuid.UUID, by: Actor
) -> ChronologyNote:
    """Write the line anew in place of this one, which stays readable behind it."""
    permit(by, P.CHRONOLOGY_WRITE, record_facts(note.person))
    refuse_if(why_not_written(new.text, new.happened_on, new.until, london_day(by.at)))
    done = ChronologyNote.objects.filter(pk=key, replaces=note).first()
    if done is not None:
        return done
    _standing(note)
    corrected = _in_its_place(note, new, key, by)
    facts = {"note": str(corrected.pk), "replaces": str(note.pk)}
    record(PeopleEvent.NOTE_CORRECTED, by=by, subject=note.person.subject, facts=facts)
    return corrected


@transaction.atomic
def mark_note_in_error(note: ChronologyNote, because: str, *, by: Actor) -> ChronologyNote:
    """Say that this never was, and why; it leaves the chronology and stays readable."""
    permit(by, P.CHRONOLOGY_WRITE, record_facts(note.person))
    refuse_if(why_not_in_error(because))
    _standing(note)
    note.in_error_because, note.in_error_at, note.in_error_by = (
        clean(because).strip(),
        by.at,
        by.name,
    )
    note.save(update_fields=["in_error_because", "in_error_at", "in_error_by"])
    facts = {"note": str(note.pk)}
    record(PeopleEvent.NOTE_IN_ERROR, by=by, subject=note.person.subject, facts=facts)
    return note


def _standing(note: ChronologyNote) -> None:
    """Held by this transaction until it ends, so that of two who press one is told."""
    mine = ChronologyNote.objects.select_for_update().filter(pk=note.pk, in_error_at=None)
    if mine.first() is None or ChronologyNote.objects.filter(replaces=note).exists():
        raise MovedMeanwhile(GONE_ON)


def _in_its_place(note: ChronologyNote, new: NewNote, key: uuid.UUID, by: Actor) -> ChronologyNote:
    try:
        with transaction.atomic():
            return ChronologyNote.objects.create(
                pk=key, person=note.person, replaces=note, **_columns(new, by)
            )
    except IntegrityError as taken:
        raise MovedMeanwhile(GONE_ON) from taken


def _columns(new: NewNote, by: Actor) -> dict[str, object]:
    return {
        "agency_id": new.agency or None,
        "kind": new.kind,
        "text": clean(new.text).strip(),
        "happened_on": new.happened_on,
        "until": new.until,
        "significance": new.significance,
        "certainty": Certainty(new.certainty),
        "holds": sorted(set(new.holds)),
        **said(new.source, by),
    }
