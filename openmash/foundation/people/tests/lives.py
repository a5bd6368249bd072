"""People with a history, made through the commands."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.people.chronology.composing import Entry, compose
from openmash.foundation.people.chronology.rules import in_order
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewNote,
    NewPerson,
    add_note,
    create_person,
    record_involvement,
)
from openmash.foundation.people.models import ChronologyNote, Involvement, Person


def a_child(by: Actor, given: str = "Isla", family: str = "Tarrant", **more: Any) -> Person:
    """A child of seven in the register."""
    new = NewPerson(given, family, "school roll", birth_date=date(2019, 3, 14), **more)
    return create_person(new, key=uuid.uuid4(), by=by)


def a_note(
    person: Person, by: Actor, text: str = "Cut lip, said she fell", **more: Any
) -> ChronologyNote:
    """A line written by hand."""
    fields: dict[str, Any] = {
        "text": text, "kind": "health", "happened_on": date(2026, 2, 12), "source": "Emergency department",
    }  # fmt: skip
    return add_note(person, NewNote(**{**fields, **more}), key=uuid.uuid4(), by=by)


def works_with(person: Person, by: Actor, **more: Any) -> Involvement:
    """Somebody works with a person."""
    fields: dict[str, Any] = {
        "kind": "health", "agency": "brackenford-health", "service": "School nursing",
        "source": "The nurse", "starts_on": date(2025, 9, 1),
    }  # fmt: skip
    return record_involvement(person, NewInvolvement(**{**fields, **more}), by=by)


def entries_of(*people: Person, by: Actor) -> list[Entry]:
    """The chronology of these people as this reader has it, oldest first."""
    composed = compose([one.pk for one in people], by=by).entries
    ordered = in_order((entry.line for entry in composed), "oldest")
    return sorted(composed, key=lambda entry: ordered.index(entry.line))


def texts_of(*people: Person, by: Actor) -> list[str]:
    """What stands in it."""
    return [entry.line.text for entry in entries_of(*people, by=by)]
