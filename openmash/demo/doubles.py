"""Records that may be one person: one child written twice, and twins who are not."""

from __future__ import annotations

import uuid
from datetime import date

from openmash.core.actor import Actor
from openmash.foundation.merging.commands import SuggestedPair, note_pairs
from openmash.foundation.people.commands import (
    NewContactPoint,
    NewPerson,
    add_address,
    add_contact_point,
    add_flag,
    add_identifier,
    create_person,
)
from openmash.foundation.people.models import Person

SCHOOL, HEALTH, COUNCIL = "School roll", "Health visitor’s list", "Council’s case system"
TWINS_SINCE, WRITTEN_TWICE = date(2020, 5, 2), date(2018, 11, 30)


def fill_doubles(by: Actor) -> None:
    """The twins Ada and Ava, one of them on a plan, and Zuzanna under two spellings."""
    ada = _child("Ada", "Quillen", TWINS_SINCE, SCHOOL, by)
    ava = _child("Ava", "Quillen", TWINS_SINCE, COUNCIL, by)
    for twin, source in ((ada, SCHOOL), (ava, COUNCIL)):
        add_address(twin, "9 Tannery Walk, Brackenford", "ZZ1 9TW", source=source, by=by)
    add_flag(ava, "child_in_need", source=COUNCIL, by=by)
    one = _child("Zuzanna", "Kowalczyk", WRITTEN_TWICE, SCHOOL, by)
    two = _child("Zuzana", "Kowalchyk", WRITTEN_TWICE, HEALTH, by)
    add_identifier(two, "nhs_number", "9991046836", source=HEALTH, by=by)
    add_contact_point(one, NewContactPoint("phone", "01632 960431", SCHOOL), by=by)
    note_pairs(
        [
            SuggestedPair(
                one.pk,
                two.pk,
                0.97,
                ("same first name by sound", "same surname by sound", "same date of birth"),
            ),
            SuggestedPair(
                ada.pk,
                ava.pk,
                0.71,
                (
                    "first names one letter apart",
                    "same surname",
                    "same date of birth",
                    "same house",
                ),
                ("may be twins",),
            ),
        ],
        model="demonstration",
        by=by,
    )


def _child(given: str, family: str, born: date, source: str, by: Actor) -> Person:
    new = NewPerson(given, family, source, birth_date=born, sex="F")
    return create_person(new, key=uuid.uuid4(), by=by)
