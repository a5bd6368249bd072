"""Who works with whom: open to whom, whom we ask, who must attend (architecture §0.11)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.people.commands import (
    NewInvolvement,
    cease_work,
    confirm_involvement,
    correct_involvement,
    end_involvement,
    mark_involvement_in_error,
    record_involvement,
    work_with,
)
from openmash.foundation.people.involvement.queries import (
    not_named,
    register_of,
    who_must_attend,
    whom_to_ask,
)
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.people.queries import open_involvement
from openmash.foundation.people.tests.lives import a_child, works_with
from tests.fixtures import Enter

NURSING = NewInvolvement(
    "health", "brackenford-health", "School nursing", "The nurse", date(2025, 9, 1)
)
ANSWERS: tuple[Callable[..., Sequence[object]], ...] = (
    register_of,
    whom_to_ask,
    open_involvement,
    who_must_attend,
)


def test_hub_and_steward_write_it_once_and_nobody_else_does(enter: Enter) -> None:
    by, key = enter("hal"), uuid.uuid4()
    isla = a_child(by)
    once = record_involvement(isla, NURSING, by=by, key=key)
    assert record_involvement(isla, NURSING, by=by, key=key) == once
    for name in ("ruth", "dev", "ines", "sam"):
        with pytest.raises(NotAllowed):
            record_involvement(isla, NURSING, by=enter(name))
    wrong = replace(NURSING, service=" ", ends_on=date(2024, 1, 1))
    with pytest.raises(NotReady):
        record_involvement(isla, wrong, by=enter("aisha"))


def test_what_nobody_has_confirmed_for_a_year_is_marked_and_not_hidden(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    nurse = works_with(isla, by)
    later = enter("tom", at=by.at + timedelta(days=367))
    assert [one.stale for one in register_of([isla.pk], by=later)] == [True]
    assert len(open_involvement([isla.pk], by=later)) == 1
    confirm_involvement(nurse, by=later)
    assert [one.stale for one in register_of([isla.pk], by=later)] == [False]


def test_of_two_who_correct_one_is_told(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    nurse = works_with(isla, by)
    right = replace(NURSING, service="Health visiting")
    correct_involvement(nurse, right, 0, by=by)
    assert register_of([isla.pk], by=by)[0].service == "Health visiting"
    with pytest.raises(MovedMeanwhile):
        correct_involvement(nurse, right, 0, by=enter("priya"))


def test_what_never_was_leaves_every_answer(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    nurse = works_with(isla, by)
    with pytest.raises(NotReady):
        mark_involvement_in_error(nurse, "no", by=by)
    mark_involvement_in_error(nurse, "It was her namesake", by=by)
    for ask in ANSWERS:
        assert ask([isla.pk], by=by) == [], ask
    with pytest.raises(MovedMeanwhile):
        confirm_involvement(nurse, by=by)


def test_it_does_not_end_before_it_begins_and_ends_once(enter: Enter) -> None:
    by = enter("tom")
    nurse = works_with(a_child(by), by)
    with pytest.raises(NotReady):
        end_involvement(nurse, on=date(2024, 1, 1), by=by)
    end_involvement(nurse, on=date(2026, 1, 1), by=by)
    with pytest.raises(MovedMeanwhile):
        end_involvement(nurse, on=date(2026, 1, 2), by=by)


def test_whom_do_we_ask_names_each_service_once_with_every_reason(enter: Enter) -> None:
    by = enter("tom")
    isla, noah = a_child(by), a_child(by, "Noah")
    works_with(isla, by)
    works_with(noah, by)
    worked = works_with(noah, by, agency="haven", kind="other", service="Family support")
    end_involvement(worked, on=date(2026, 1, 31), by=by)
    asked = whom_to_ask([isla.pk, noah.pk], by=by)
    assert [(one.service, one.agency_name) for one in asked] == [
        ("School nursing", "Brackenford Healthcare Trust"),
        ("Family support", "Haven family charity"),
    ]
    assert asked[0].reasons == (
        "works with Isla Tarrant since 1 September 2025",
        "works with Noah Tarrant since 1 September 2025",
    )
    assert asked[1].reasons == ("worked with Noah Tarrant until 31 January 2026",)


def test_a_school_that_nobody_named_is_a_gap(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    assert not_named([isla.pk], by=by) == ["Isla Tarrant: School: nobody has said which"]
    works_with(isla, by, kind="school", agency="st-oswins", service="School roll")
    assert not_named([isla.pk], by=by) == []


def test_who_must_attend_is_each_worker_once_and_a_service_that_must_say_who(enter: Enter) -> None:
    by = enter("tom")
    isla, noah = a_child(by), a_child(by, "Noah")
    for child in (isla, noah):
        works_with(child, by, worker_name="J. Farrow")
    works_with(isla, by, kind="school", agency="st-oswins", service="School roll")
    attend = who_must_attend([isla.pk, noah.pk], by=by)
    assert [(one.name, one.agency_name, one.about) for one in attend] == [
        ("J. Farrow", "Brackenford Healthcare Trust", ("Isla Tarrant", "Noah Tarrant")),
        ("", "St Oswin’s Primary School", ("Isla Tarrant",)),
    ]


def test_a_restricted_persons_work_answers_nobody_else(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    works_with(isla, by)
    Person.objects.filter(pk=isla.pk).update(readers=[by.user])
    assert len(whom_to_ask([isla.pk], by=by)) == 1
    for other in (enter("aisha"), enter("mari")):
        for ask in (*ANSWERS, not_named):
            assert ask([isla.pk], by=other) == [], ask


def test_work_that_a_part_begins_is_recorded_once_and_ends_with_what_began_it(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    first = work_with(isla, NURSING, by=by)
    again = work_with(isla, replace(NURSING, service="Nursing", source="somebody else"), by=by)
    assert again == first
    assert Involvement.objects.get().confirmed_by == "Tom Ashdown"
    assert cease_work(isla, "The nurse", on=date(2026, 11, 1), by=by, but="health") == 0
    assert cease_work(isla, "The nurse", on=date(2026, 11, 1), by=by) == 1
    assert open_involvement([isla.pk], by=by) == []
