"""Every record that is new or changed is compared once; what is likely one person waits."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.commands import looking
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.tests.builders import BORN, WHY, a_record
from openmash.foundation.people.commands import (
    NewPerson,
    add_address,
    add_name,
    create_person,
    relate,
)
from openmash.foundation.people.models import Person

Enter = Callable[..., Actor]
HOUSE = ("14 Mill Row, Brackenford", "ZZ1 4AR")


def looks(enter: Enter) -> int:
    """The whole round, as the worker does it."""
    hal = enter("hal")
    itself = system_actor("merging.looking", partnership=hal.partnership, at=hal.at)
    act_as(itself)
    compared = 0
    while done := do.look_for_pairs(by=itself):
        compared += done
    enter("hal")
    return compared


def pairs() -> set[frozenset[uuid.UUID]]:
    return {frozenset((one.one_id, one.two_id)) for one in DuplicatePair.objects.all()}


def at_home(person: Person, by: Actor) -> Person:
    add_address(person, *HOUSE, source="school roll", by=by)
    return person


def test_the_same_child_misspelt_with_day_and_month_turned_is_found_with_its_reasons(
    enter: Enter,
) -> None:
    hal = enter("hal")
    one = at_home(a_record(hal, "Zuzanna", "Kowalczyk", born=date(2018, 3, 11)), hal)
    two = at_home(a_record(hal, "Zuzana", "Kowalchyk", born=date(2018, 11, 3)), hal)
    a_record(hal, "Amy", "Lowe", born=date(2016, 1, 5))
    assert looks(enter) == 3
    assert pairs() == {frozenset((one.pk, two.pk))}
    pair = DuplicatePair.objects.get()
    assert "day and month swapped" in pair.reasons
    assert "same house" in pair.reasons
    assert pair.model == looking.MODEL


def test_twins_and_cousins_of_one_name_at_one_address_are_not_likely_one(enter: Enter) -> None:
    hal = enter("hal")
    for given, born in (("Ada", BORN), ("Grace", BORN), ("Isla", BORN), ("Isla", date(2012, 8, 9))):
        at_home(a_record(hal, given, "Quillen", born=born), hal)
    looks(enter)
    assert pairs() == set()


def test_a_second_round_compares_what_changed_since_and_adds_nothing_twice(enter: Enter) -> None:
    hal = enter("hal")
    one, two = a_record(hal), a_record(hal)
    assert looks(enter) == 2
    assert looks(enter) == 0
    add_name(two, "Isla", "Pike", kind="known_as", source="school", by=enter("hal"))
    assert looks(enter) == 1
    assert pairs() == {frozenset((one.pk, two.pk))}


def test_what_somebody_answered_is_not_raised_again(enter: Enter) -> None:
    hal = enter("hal")
    one, two = a_record(hal), a_record(hal)
    do.not_the_same(one, two, WHY, by=hal)
    looks(enter)
    assert DuplicatePair.objects.get().state == "not_the_same"


def test_those_who_are_recorded_as_related_are_two(enter: Enter) -> None:
    hal = enter("aisha")
    one, two = a_record(hal), a_record(hal)
    relate(one, two, "sibling", source="birth certificates", by=hal, details={})
    looks(enter)
    assert pairs() == set()


def test_a_restricted_record_is_compared_with_nobody_until_it_is_free(enter: Enter) -> None:
    one, two = a_record(enter("hal")), a_record(enter("hal"))
    meera = enter("meera")
    do.restrict(one, "staff", [meera.user], WHY, by=meera)
    assert looks(enter) == 1
    assert pairs() == set()
    meera = enter("meera")
    do.lift(one.restrictions.get(lifted_at=None), WHY, by=meera)
    looks(enter)
    assert pairs() == {frozenset((one.pk, two.pk))}


def test_the_other_partnership_is_never_compared(enter: Enter) -> None:
    a_record(enter("hal"))
    olu = enter("olu")
    create_person(NewPerson("Isla", "Tarrant", "roll", birth_date=BORN), key=uuid.uuid4(), by=olu)
    assert looks(enter) == 1
    assert pairs() == set()


def test_only_the_system_and_the_data_steward_look(enter: Enter) -> None:
    for key in ("aisha", "meera", "ruth"):
        with pytest.raises(NotAllowed):
            do.look_for_pairs(by=enter(key))
