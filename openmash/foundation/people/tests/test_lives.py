"""A birth date, a death or a sex that was wrong is put right, and what stood before stays readable."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.refusals import MovedMeanwhile, NotReady
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.commands import (
    Life,
    NewPerson,
    correct_due_date,
    correct_life,
    create_person,
)
from openmash.foundation.people.family.corrected import corrections_of
from openmash.foundation.people.models import Person, PersonCard

Enter = Callable[..., Actor]
BORN = date(2019, 3, 14)
RIGHT = Life(date(2018, 3, 14), False, None, "F", "birth certificate")


def a_record(by: Actor) -> Person:
    new = NewPerson("Isla", "Tarrant", "school roll", birth_date=BORN, sex="F")
    return create_person(new, key=uuid.uuid4(), by=by)


def test_a_wrong_birth_date_is_corrected_and_found_by_the_right_one(enter: Enter) -> None:
    aisha = enter("aisha")
    isla = a_record(aisha)
    correct_life(isla, RIGHT, version=isla.version, by=aisha)
    (line,) = corrections_of(isla, by=aisha)
    assert (line.now, line.before, line.source) == (
        "Born 14 March 2018", f"born 14 March {BORN.year}", "birth certificate")  # fmt: skip
    assert isla.birth_date == date(2018, 3, 14)
    assert "2018" in PersonCard.objects.get(person=isla).said


def test_saying_the_same_twice_is_one_correction_and_a_stale_page_is_told(enter: Enter) -> None:
    aisha = enter("aisha")
    isla = a_record(aisha)
    for _ in range(2):
        correct_life(isla, RIGHT, version=0, by=aisha)
    assert Event.objects.filter(name="person.corrected").count() == 1
    with pytest.raises(MovedMeanwhile):
        correct_life(isla, Life(BORN, False, None, "M", "school"), version=0, by=aisha)


@pytest.mark.parametrize(
    ("birth", "death", "reason"),
    [
        (date(2027, 1, 1), None, "in the future"),
        (BORN, date(2018, 1, 1), "before they were born"),
        (BORN, date(2027, 1, 1), "death is in the future"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    enter: Enter, birth: date, death: date | None, reason: str
) -> None:
    aisha = enter("aisha")
    isla = a_record(aisha)
    with pytest.raises(NotReady, match=reason):
        correct_life(isla, Life(birth, False, death, "F", "school"), version=0, by=aisha)
    assert Person.objects.get(pk=isla.pk).birth_date == BORN


def an_unborn(by: Actor, due: date) -> Person:
    new = NewPerson("Baby", "Tarrant", "midwife", kind=Person.Kind.UNBORN, expected_birth_date=due)
    return create_person(new, key=uuid.uuid4(), by=by)


def test_a_scan_moves_the_day_a_baby_is_due(enter: Enter) -> None:
    aisha = enter("aisha")
    today = aisha.at.date()
    first, second = today + timedelta(weeks=10), today + timedelta(weeks=12)
    baby = an_unborn(aisha, first)
    for _ in range(2):
        correct_due_date(baby, second, "scan letter", version=0, by=aisha)
    (line,) = corrections_of(baby, by=aisha)
    assert (line.now, line.source) == (f"Due {say_date(second)}", "scan letter")
    assert line.before == f"due {say_date(first)}"
    with pytest.raises(MovedMeanwhile):
        correct_due_date(baby, first, "midwife", version=0, by=aisha)


def test_a_day_nobody_can_be_due_on_is_refused_and_a_born_child_is_not_due(enter: Enter) -> None:
    aisha = enter("aisha")
    today = aisha.at.date()
    baby = an_unborn(aisha, today + timedelta(weeks=10))
    with pytest.raises(NotReady, match="more than 45 weeks"):
        correct_due_date(baby, today + timedelta(weeks=50), "midwife", version=0, by=aisha)
    with pytest.raises(NotReady, match="is born"):
        correct_due_date(a_record(aisha), today, "midwife", version=0, by=aisha)
