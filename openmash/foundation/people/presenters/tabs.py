"""The parts of a person's page; a part that one may not open is not made into a tab."""

from __future__ import annotations

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.models import Person
from openmash.foundation.ui.parts import Tab

# What it is called, the name of its address, and who may open it.
TABS: tuple[tuple[str, str, P], ...] = (
    ("Person", "person", P.PERSON_READ),
    ("Chronology", "person_chronology", P.CHRONOLOGY_READ),
    ("Who works with them", "person_involvement", P.PERSON_READ),
)


def tabs_of(person: Person, current: str, *, by: Actor) -> tuple[Tab, ...]:
    """The parts of this person's page that this reader may open."""
    facts = record_facts(person)
    return tuple(
        Tab(label, reverse(name, args=[person.pk]), current=name == current)
        for label, name, permission in TABS
        if may(by, permission, facts)
    )
