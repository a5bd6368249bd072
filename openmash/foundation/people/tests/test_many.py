"""Many facts written at once are the very rows and events that one command after the other leaves."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed
from openmash.foundation.ledger.models import Event
from openmash.foundation.people import commands
from openmash.foundation.people.commands import (
    Many,
    NewAddress,
    NewContactPoint,
    NewInvolvement,
    NewPerson,
    write_many,
)
from openmash.foundation.people.models import Involvement, Part, Person
from tests.fixtures import Enter

ISLA = NewPerson("Isla Mae", "Tarrant", "roll", birth_date=date(2019, 3, 14), sex="F")
WORK = NewInvolvement(
    "health", "brackenford-health", "School nursing", "roll", date(2026, 9, 1), worker_name="Bo"
)
TODAY = date(2026, 11, 23)


def a_phone() -> NewContactPoint:
    return NewContactPoint("phone", "07700 900123", "roll")


def one_by_one(by: Actor) -> Person:
    isla = commands.create_person(ISLA, key=uuid.uuid4(), by=by)
    commands.add_name(isla, "Isla", "Moss", kind="known_as", source="roll", by=by)
    commands.add_identifier(isla, "nhs_number", "9990000018", source="roll", by=by, verified=True)
    commands.add_identifier(isla, "upn", "wrong", source="roll", by=by, verified=True)
    commands.add_address(isla, "14 Mill Row", "ZZ1 4AR", source="roll", by=by, confidential=True)
    commands.add_contact_point(isla, a_phone(), by=by)
    work = commands.record_involvement(isla, WORK, by=by)
    commands.end_involvement(work, on=TODAY, by=by)
    return isla


def at_once(by: Actor) -> Person:
    many = Many(by)
    isla = many.create_person(ISLA, key=uuid.uuid4())
    many.add_name(isla, "Isla", "Moss", kind="known_as", source="roll")
    many.add_identifier(isla, "nhs_number", "9990000018", source="roll", verified=True)
    many.add_identifier(isla, "upn", "wrong", source="roll", verified=True)
    many.keep_address(isla, NewAddress("14 Mill Row", "ZZ1 4AR", "roll", confidential=True))
    many.add_contact_point(isla, a_phone())
    work = many.record_involvement(isla, WORK, key=uuid.uuid4())
    many.end_involvement(work, on=TODAY)
    write_many(many, by=by)
    return isla


def without_keys(facts: dict[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (facts or {}).items() if name != "involvement"}


def said_of(person: Person) -> list[object]:
    """Every column of every row about a person, and every event, without their keys."""

    def columns(row: Part) -> dict[str, object]:
        keys = {"id", "person", "root"}
        return {f.name: f.value_from_object(row) for f in row._meta.fields if f.name not in keys}

    person = Person.objects.get(pk=person.pk)
    facts = [columns(row) for kind in ("names", "identifiers", "addresses", "contact_points",
             "involvements") for row in getattr(person, kind).order_by("pk")]  # fmt: skip
    events = Event.objects.filter(subject=person.subject)
    told = [(e.name, len(e.about), without_keys(e.facts), e.user, e.via) for e in events]
    return [columns(person), sorted(map(str, facts)), sorted(map(str, told))]


def test_at_once_leaves_what_one_by_one_leaves(enter: Enter) -> None:
    by = enter("hal")
    assert said_of(at_once(by)) == said_of(one_by_one(by))


def test_who_may_not_write_the_register_writes_none_of_it(enter: Enter) -> None:
    with pytest.raises(NotAllowed):
        at_once(enter("ruth"))
    enter("hal")
    assert Person.objects.count() == 0


def test_an_involvement_somebody_ended_meanwhile_stops_all_of_it(enter: Enter) -> None:
    by = enter("hal")
    isla = one_by_one(by)
    many = Many(by)
    many.end_involvement(isla.involvements.get(), on=TODAY)
    with pytest.raises(MovedMeanwhile):
        write_many(many, by=by)
    assert Involvement.objects.get().ends_on == TODAY
