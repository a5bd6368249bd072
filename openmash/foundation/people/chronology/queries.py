"""Lines written by hand, one by one: those that stand, and what was behind them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.models import Agency
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.chronology.composing import secrets_of
from openmash.foundation.people.chronology.rules import GUARDED, is_guarded, mask
from openmash.foundation.people.models import ChronologyNote, Person
from openmash.foundation.people.rules import may_see_protected_address


@dataclass(frozen=True)
class NotePage:
    """A line written by hand, what it took the place of, and what took its own."""

    note: ChronologyNote
    earlier: tuple[ChronologyNote, ...]
    later: ChronologyNote | None
    guarded: bool  # this reader may not know all that stands here

    @property
    def stands(self) -> bool:
        """Whether it is in the chronology now."""
        return self.later is None and self.note.in_error_at is None


def get_note(person: Person, key: uuid.UUID, *, by: Actor) -> NotePage:
    """One line of this human being. The caller has got the person, which logs the look."""
    records = visible_to(by).filter(root_id=person.root_id)
    notes = ChronologyNote.objects.filter(person__in=records).select_related("person", "agency")
    by_key = {note.pk: note for note in notes.filter(_chain_of(notes.filter(pk=key).first()))}
    note = by_key.get(key)
    if note is None:
        raise NotFound("There is no such line for you")
    later = next((one for one in by_key.values() if one.replaces_id == key), None)
    page = [note, *_before(note, by_key)]
    guarded = _guard(page, records.values_list("pk", flat=True), by)
    return NotePage(note, tuple(page[1:]), later, guarded)


def no_longer_there(person: Person, *, by: Actor) -> list[ChronologyNote]:
    """Lines that were entered in error: out of the chronology, and still readable."""
    records = visible_to(by).filter(root_id=person.root_id)
    gone = ChronologyNote.objects.filter(person__in=records, in_error_at__isnull=False)
    return list(gone.order_by("-in_error_at", "id"))


def agency_choices(*, by: Actor) -> list[tuple[str, str]]:
    """The agencies of this partnership, by name."""
    found = Agency.objects.filter(partnerships=by.partnership).order_by("name")
    return [(agency.code, agency.name) for agency in found]


def _guard(notes: list[ChronologyNote], records: Iterable[uuid.UUID], by: Actor) -> bool:
    """Take out of what is shown, never of what is kept, whatever this reader may not know."""
    if may_see_protected_address(by.role):
        return False
    secrets, written = secrets_of(records, by=by), [note.text for note in notes]
    for note in notes:
        hidden = is_guarded(note.holds, by.role)
        note.text = GUARDED if hidden else mask(note.text, secrets)
        note.source = mask(note.source, secrets)
    return [note.text for note in notes] != written


def _chain_of(note: ChronologyNote | None) -> Q:
    """All lines of the person: a chain of corrections is short, and read in one query."""
    return Q(person_id=note.person_id) if note else Q(pk__in=[])


def _before(note: ChronologyNote, by_key: dict[uuid.UUID, ChronologyNote]) -> list[ChronologyNote]:
    found, here = [], note
    while here.replaces_id is not None and here.replaces_id in by_key:
        here = by_key[here.replaces_id]
        found.append(here)
    return found
