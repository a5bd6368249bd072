"""Homes from doors and periods, births, and corrections: the register's side of a family."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.commands import (
    Birth,
    NewPerson,
    add_flag,
    add_identifier,
    create_person,
    end_statement,
    enter_in_error,
    record_birth,
    relate,
)
from openmash.foundation.people.family.finding import risk_is_near
from openmash.foundation.people.family.homes import households_of
from openmash.foundation.people.family.network import network_of
from openmash.foundation.people.family.tree_of import siblings_of
from openmash.foundation.people.models import Person, PersonName, Voice
from openmash.foundation.people.queries import SearchTerms, search
from openmash.foundation.people.tests.families import a_person, is_of, lives, the_tarrants
from openmash.foundation.people.whole import whole
from tests.fixtures import Enter

BORN = Birth("Rosa", "Tarrant", date(2026, 11, 20), "F", "Midwife")


def an_unborn(by: Actor) -> Person:
    new = NewPerson(
        "Unborn", "Tarrant", "Midwife", kind="unborn", expected_birth_date=date(2026, 12, 9)
    )
    return create_person(new, key=uuid.uuid4(), by=by)


def names_in(home: object) -> set[str]:
    return {str(key) for key in home.members}  # type: ignore[attr-defined]


def test_who_lives_together_follows_from_doors_and_periods(enter: Enter) -> None:
    """L46, L47: also a child in two homes, and who was there before."""
    by = enter("tom")
    isla, dad, mum = (
        a_person(by, "Isla"),
        a_person(by, "Dean", "adult"),
        a_person(by, "Kelly", "adult"),
    )
    for one in (dad, mum):
        is_of(one, isla, "parent", by)
    lives(isla, by)
    lives(mum, by, at=("14 MILL ROW.", "zz14mr"))
    lives(isla, by, kind="second", at=("3 Foundry St", "ZZ1 3FS"))
    lives(dad, by, at=("3 Foundry Street", "ZZ1 3FS"))
    lives(dad, by, ends_on=date(2020, 1, 1), starts_on=date(2019, 1, 1))
    now = [home for home in households_of(network_of(isla, by=by)) if home.now]
    assert [len(home.members) for home in now] == [2, 2]
    assert all(str(isla.pk) in names_in(home) for home in now)


def test_people_who_came_after_each_other_did_not_live_together(enter: Enter) -> None:
    by = enter("tom")
    isla, dad = a_person(by, "Isla"), a_person(by, "Dean", "adult")
    is_of(dad, isla, "parent", by)
    lives(dad, by, starts_on=date(2010, 1, 1), ends_on=date(2015, 1, 1))
    lives(isla, by, starts_on=date(2019, 3, 14), ends_on=date(2024, 1, 1))
    assert households_of(network_of(isla, by=by)) == ()


def test_siblings_are_those_who_say_so_and_those_who_share_a_parent(enter: Enter) -> None:
    family = the_tarrants(enter("tom"))
    network = network_of(family.isla, by=enter("tom"))
    assert siblings_of(network) == [family.noah.pk]
    assert risk_is_near(network_of(family.kelly, by=enter("tom")))


def test_child_of_is_kept_as_parent_and_nobody_is_related_to_themselves(enter: Enter) -> None:
    by = enter("aisha")
    isla, kelly = a_person(by, "Isla"), a_person(by, "Kelly", "adult")
    tie = relate(isla, kelly, "child", source="school", by=by)
    assert (tie.person, tie.kind, tie.other) == (kelly, "parent", isla)
    for kind, other in (("enemy", kelly), ("sibling", isla)):
        with pytest.raises(NotReady):
            relate(isla, other, kind, source="school", by=by)
    with pytest.raises(NotAllowed):
        relate(isla, kelly, "friend", source="school", by=enter("ravi"))


def test_an_unborn_child_is_born_on_the_same_record(enter: Enter) -> None:
    """L29: the links stay, the due date is kept, what was said before the birth stays."""
    by = enter("aisha")
    unborn, kelly = an_unborn(by), a_person(by, "Kelly", "adult")
    is_of(kelly, unborn, "parent", by)
    said = {"source": "x", "recorded_at": by.at, "recorded_by": by.name}
    Voice.objects.create(
        person=unborn, about=unborn.subject, partnership_id=by.partnership, absence="unborn", **said
    )
    child = record_birth(unborn, BORN, by=by)
    assert (child.pk, child.kind, child.display_name) == (unborn.pk, "child", "Rosa Tarrant")
    assert (child.birth_date, child.was_due_on) == (BORN.birth_date, date(2026, 12, 9))
    assert kelly.pk in network_of(child, by=by).people
    assert child.voices.count() == 1
    before = PersonName.objects.get(person=child, given="Unborn")
    assert before.ends_on == BORN.birth_date


def test_a_birth_pressed_twice_is_one_birth_and_another_day_is_told(enter: Enter) -> None:
    by = enter("aisha")
    unborn = an_unborn(by)
    stale = Person.objects.get(pk=unborn.pk)
    record_birth(unborn, BORN, by=by)
    assert record_birth(stale, BORN, by=by).birth_date == BORN.birth_date
    assert Event.objects.filter(name="person.born").count() == 1
    with pytest.raises(MovedMeanwhile):
        record_birth(stale, replace(BORN, birth_date=date(2026, 11, 21)), by=by)
    with pytest.raises(NotReady):
        record_birth(an_unborn(by), replace(BORN, birth_date=date(2027, 1, 1)), by=by)


def test_a_number_entered_in_error_can_be_given_again_and_finds_nobody(enter: Enter) -> None:
    by = enter("aisha")
    isla = a_person(by, "Isla")
    wrong = add_identifier(isla, "nhs_number", "9991047212", source="GP", by=by)
    enter_in_error(wrong, "It is her brother's number", by=by)
    assert whole(isla, by=by).identifiers == []
    looked = SearchTerms("999 104 7212", reason="screening")
    assert search(looked, by=by).found == ()
    assert len(whole(isla, by=by).every("identifiers")) == 1
    again = add_identifier(isla, "nhs_number", "9991047212", source="GP", by=by, verified=True)
    assert again.pk != wrong.pk
    assert again.verified


def test_ending_and_correcting_need_a_day_and_a_reason_and_happen_once(enter: Enter) -> None:
    by = enter("aisha")
    flag = add_flag(
        a_person(by, "Isla"), "missing", source="Police", by=by, starts_on=date(2026, 11, 1)
    )
    for day in (date(2026, 10, 1), by.at.date() + timedelta(days=2)):
        with pytest.raises(NotReady):
            end_statement(flag, on=day, by=by)
    end_statement(flag, on=date(2026, 11, 20), by=by)
    with pytest.raises(MovedMeanwhile):
        end_statement(flag, on=date(2026, 11, 20), by=by)
    enter_in_error(flag, "She was at her grandmother's", by=by)
    with pytest.raises(MovedMeanwhile):
        enter_in_error(flag, "She was at her grandmother's", by=by)


def test_the_only_name_is_not_taken_away(enter: Enter) -> None:
    by = enter("aisha")
    name = PersonName.objects.get(person=a_person(by, "Isla"))
    with pytest.raises(NotReady):
        enter_in_error(name, "That is not her name", by=by)
