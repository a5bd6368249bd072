"""The parts of a person's page. To add one, add a line: its words, its address, who may open it."""

from __future__ import annotations

import uuid

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.parts import Tab

TABS: tuple[tuple[str, str, P], ...] = (
    ("Person", "person", P.PERSON_READ),
    ("Family and home", "person_family", P.PERSON_READ),
    ("Chronology", "person_chronology", P.CHRONOLOGY_READ),
    ("Who works with them", "person_involvement", P.PERSON_READ),
    ("Records", "person_records", P.PERSON_JOIN),
)


def tabs_of(key: uuid.UUID, current: str, *, record: RecordFacts, by: Actor) -> tuple[Tab, ...]:
    """The parts this reader may open; a part that one may not open is not shown."""
    return tuple(
        Tab(label, reverse(name, args=[key]), current=name == current)
        for label, name, permission in TABS
        if may(by, permission, record)
    )
