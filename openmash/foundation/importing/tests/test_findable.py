"""People are found by what is so, whichever command said it, took it back or gave it to another."""

from __future__ import annotations

import uuid
from datetime import date

from openmash.core.actor import Actor
from openmash.foundation.importing.tests.builders import ISLA, a_file, is_imported
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.tests.builders import WHY, a_record
from openmash.foundation.people.commands import (
    Birth,
    NewPerson,
    add_address,
    add_name,
    create_person,
    enter_in_error,
    protect_address,
    record_birth,
)
from openmash.foundation.people.models import Person, Restriction
from openmash.foundation.people.presenters import Wanted
from openmash.foundation.people.queries import SearchTerms, candidates, search
from tests.fixtures import Enter


def found(words: str, by: Actor) -> set[uuid.UUID]:
    """Whom a search for these words leads to."""
    return {one.key for one in search(SearchTerms(words, reason="screening"), by=by).found}


def test_a_name_entered_in_error_finds_nobody(enter: Enter) -> None:
    hal = enter("hal")
    isla = a_record(hal)
    wrong = add_name(isla, "Zebedee", "Quatermass", kind="alias", source="GP", by=hal)
    assert isla.pk in found("zebedee quatermass", hal)
    enter_in_error(wrong, "said of another child", by=hal)
    assert isla.pk not in found("zebedee quatermass", hal)


def test_a_home_that_is_protected_later_gives_nobody_away(enter: Enter) -> None:
    hal = enter("hal")
    isla = a_record(hal)
    home = add_address(isla, "14 Mill Row", "ZZ1 4MR", source="GP", by=hal)
    assert isla.pk in found("14 Mill Row ZZ1 4MR", hal)
    protect_address(home, by=hal)
    assert found("14 Mill Row ZZ1 4MR", hal) == set()


def test_an_imported_person_is_found_like_any_other(enter: Enter) -> None:
    hal = enter("hal")
    is_imported(hal, a_file([ISLA]))
    isla = Person.objects.get()
    assert found("tarant isla", hal) == found("9990000018", hal) == {isla.pk}


def test_a_birth_is_found_by_its_day(enter: Enter) -> None:
    tom = enter("tom")
    due = NewPerson(
        "Baby", "Tarrant", "midwife", kind="unborn", expected_birth_date=date(2026, 11, 30)
    )
    baby = create_person(due, key=uuid.uuid4(), by=tom)
    record_birth(baby, Birth("Wren", "Tarrant", date(2026, 11, 20), "F", "midwife"), by=tom)
    wren = Wanted("Wren", "Tarrant", date(2026, 11, 20))
    assert "same date of birth" in candidates(wren, by=tom)[0].speaks_for


def test_who_is_restricted_is_found_by_named_readers_alone_until_it_is_lifted(enter: Enter) -> None:
    meera = enter("meera")
    isla = a_record(meera)
    do.restrict(isla, "staff", [meera.user], WHY, by=meera)
    assert isla.pk in found("isla tarrant", meera)
    assert isla.pk not in found("isla tarrant", enter("hal"))
    meera = enter("meera")
    do.lift(Restriction.objects.get(), "she has left", by=meera)
    assert isla.pk in found("isla tarrant", enter("hal"))


def test_a_name_that_was_given_to_another_record_finds_that_one(enter: Enter) -> None:
    hal = enter("hal")
    isla = a_record(hal)
    theirs = add_name(isla, "Zebedee", "Quatermass", kind="alias", source="GP", by=hal)
    new = NewPerson("Zebedee", "Quatermass", "GP")
    made = do.split(isla, new, [f"name:{theirs.pk}"], WHY, key=uuid.uuid4(), by=hal)
    assert found("zebedee quatermass", hal) == {made.made_id}
    do.undo_split(made, "one child after all", by=hal)
    assert found("zebedee quatermass", hal) == {isla.pk}
