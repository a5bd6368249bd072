"""Who alone may know of a person: named, never nobody, and never given away by a join."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.commands import attach
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.models import Join
from openmash.foundation.merging.queries.readers import possible_readers
from openmash.foundation.merging.tests.builders import WHY, a_record, fresh
from openmash.foundation.people.access import get_person
from openmash.foundation.people.commands import add_flag
from openmash.foundation.people.models import Person, Restriction
from openmash.foundation.tasks.models import Task

Enter = Callable[..., Actor]


def users(enter: Enter, *keys: str) -> list[str]:
    return [enter(key).user for key in keys]


def test_a_restricted_person_is_there_for_the_named_alone(enter: Enter) -> None:
    one, named = a_record(enter("hal")), users(enter, "meera", "tom")
    do.restrict(one, "staff", named, WHY, by=enter("meera"))
    assert get_person(enter("tom"), one.pk) == one
    for key in ("hal", "aisha", "grace", "priya"):
        with pytest.raises(NotFound):
            get_person(enter(key), one.pk)
        assert not Person.objects.filter(pk=one.pk).exists()
    enter("meera")
    event = Event.objects.get(name="merging.restricted")
    assert (event.facts, event.subject) == ({"marker": "staff"}, one.subject)


def test_restricting_is_for_managers_names_oneself_and_at_most_five_for_an_identity(
    enter: Enter,
) -> None:
    one = a_record(enter("hal"))
    with pytest.raises(NotAllowed):
        do.restrict(one, "staff", users(enter, "tom"), WHY, by=enter("tom"))
    many = users(enter, "meera", "tom", "priya", "grace", "hal", "aisha")
    for marker, named in (("staff", users(enter, "tom")), ("staff", []), ("identity", many)):
        with pytest.raises(NotReady):
            do.restrict(one, marker, named, WHY, by=enter("meera"))
    do.restrict(one, "staff", many, WHY, by=enter("meera"))


def test_a_worker_on_a_case_is_shut_out_only_knowingly(enter: Enter) -> None:
    one, dev = a_record(enter("hal")), enter("dev").user
    attach(dev, subject=one.subject, because="open case", by=enter("meera"))
    named = users(enter, "meera")
    with pytest.raises(NotReady, match="Dev Whitlock"):
        do.restrict(one, "staff", named, WHY, by=enter("meera"))
    do.restrict(one, "staff", named, WHY, by=enter("meera"), knowingly=True)
    with pytest.raises(NotFound):
        get_person(enter("dev"), one.pk)


def test_a_record_is_handed_over_by_the_one_who_takes_it_on(enter: Enter) -> None:
    one = a_record(enter("hal"))
    do.restrict(one, "staff", users(enter, "meera", "grace"), WHY, by=enter("meera"))
    held = Restriction.objects.get(lifted_at=None)
    do.change_readers(held, users(enter, "grace"), "her own nephew", by=enter("grace"))
    with pytest.raises(NotFound):
        get_person(enter("meera"), one.pk)
    grace = enter("grace")
    do.lift(Restriction.objects.get(lifted_at=None), WHY, by=grace)
    assert get_person(enter("hal"), one.pk) == one


def test_readers_of_a_joined_person_may_know_of_every_restricted_record(enter: Enter) -> None:
    one, two = a_record(enter("hal")), a_record(enter("hal"))
    do.restrict(one, "staff", users(enter, "meera", "tom", "priya"), WHY, by=enter("meera"))
    do.restrict(two, "trust", users(enter, "meera", "tom", "grace"), WHY, by=enter("meera"))
    proposed = do.join(fresh(one), fresh(two), WHY, by=enter("meera"))
    do.confirm(proposed, by=enter("tom"))
    with pytest.raises(NotFound):
        get_person(enter("priya"), one.pk)
    tom = enter("tom")
    do.undo(Join.objects.get(), WHY, by=tom)
    assert get_person(enter("priya"), one.pk) == fresh(one)
    with pytest.raises(NotFound):
        get_person(enter("priya"), two.pk)


def test_a_join_that_would_shut_out_a_worker_is_refused_with_the_reason(enter: Enter) -> None:
    one, two = a_record(enter("hal")), a_record(enter("hal"))
    attach(enter("dev").user, subject=two.subject, because="open case", by=enter("meera"))
    do.restrict(one, "staff", users(enter, "meera", "tom"), WHY, by=enter("meera"))
    with pytest.raises(NotReady, match="Dev Whitlock is on an open case"):
        do.join(fresh(one), fresh(two), WHY, by=enter("tom"))


def test_restricting_takes_back_what_was_proposed_so_that_no_task_hints_at_it(
    enter: Enter,
) -> None:
    one, two = a_record(enter("hal")), a_record(enter("hal"))
    add_flag(one, "missing", source="police", by=enter("hal"))
    do.join(one, two, WHY, by=enter("hal"))
    do.restrict(one, "staff", users(enter, "grace"), WHY, by=enter("grace"))
    assert Join.objects.get().state == Join.State.WITHDRAWN
    assert not Task.objects.filter(state="open").exists()


def test_a_proposal_of_a_restricted_person_goes_to_somebody_who_may_know(enter: Enter) -> None:
    one, two = a_record(enter("hal")), a_record(enter("hal"))
    do.restrict(one, "identity", users(enter, "meera"), WHY, by=enter("meera"))
    with pytest.raises(NotReady, match="nobody else"):
        do.join(fresh(one), two, WHY, by=enter("meera"))
    held = Restriction.objects.get()
    do.change_readers(held, users(enter, "meera", "priya"), WHY, by=enter("meera"))
    priya = RoleHolding.objects.filter(user__email="priya@openmash.example")
    priya.update(suspended_since=enter("meera").at)
    assert "Priya Nair" not in [one.name for one in possible_readers(enter("meera"))]
    with pytest.raises(NotReady, match="nobody else"):
        do.join(fresh(one), two, WHY, by=enter("meera"))
    priya.update(suspended_since=None)
    assert do.join(fresh(one), two, WHY, by=enter("meera")).state == Join.State.PROPOSED
