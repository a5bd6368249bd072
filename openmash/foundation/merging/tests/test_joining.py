"""Joining moves nothing, takes two people where it hurts, and is undone without loss."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, NotReady
from openmash.foundation.access.commands import attach
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.commands import SuggestedPair, note_pairs
from openmash.foundation.merging.facts import facts_on
from openmash.foundation.merging.models import DuplicatePair, Join
from openmash.foundation.merging.queries.compared import compare
from openmash.foundation.merging.queries.waiting import Looking, queue
from openmash.foundation.merging.tests.builders import WHY, a_record, fresh
from openmash.foundation.people.access import get_person
from openmash.foundation.people.commands import (
    NewPerson,
    add_address,
    add_flag,
    add_identifier,
    add_name,
    relate,
)
from openmash.foundation.people.models import Person
from openmash.foundation.people.whole import whole
from openmash.foundation.tasks.models import Task

Enter = Callable[..., Actor]


def test_joining_moves_nothing_and_both_keys_lead_to_the_older_record(enter: Enter) -> None:
    by = enter("hal")
    old, new = a_record(by), a_record(enter("hal", at=by.at + timedelta(days=1)), "Isla Mae")
    number = add_identifier(new, "nhs_number", "9991047212", source="GP", by=by)
    made = do.join(new, old, WHY, by=by)
    assert (made.standing, made.absorbed, made.state) == (old, new, Join.State.MADE)
    assert get_person(by, new.pk) == get_person(by, old.pk) == old
    number.refresh_from_db()
    assert number.person_id == new.pk
    assert [n.value for n in whole(old, by=by).identifiers] == ["9991047212"]
    assert Event.objects.get(name="merging.joined").subject == old.subject


def test_who_may_not_join_may_not_and_a_reason_is_needed(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(by)
    with pytest.raises(NotReady):
        do.join(one, two, "same", by=by)
    with pytest.raises(NotAllowed):
        do.join(one, two, WHY, by=enter("aisha"))
    with pytest.raises(NotFound):
        do.join(one, two, WHY, by=enter("mari"))
    do.join(one, two, WHY, by=enter("tom"))
    with pytest.raises(MovedMeanwhile):
        do.join(one, two, WHY, by=enter("hal"))


def test_the_chosen_values_stand_until_the_undo_unless_somebody_changed_them(enter: Enter) -> None:
    by = enter("hal")
    old = a_record(by, "Isla", born=date(2019, 3, 14))
    new = a_record(enter("hal", at=by.at + timedelta(days=1)), "Eilidh", born=date(2019, 4, 13))
    made = do.join(old, new, WHY, by=by, chosen={"name": new.pk, "birth": new.pk})
    assert (fresh(old).display_name, fresh(old).birth_date) == ("Eilidh Tarrant", date(2019, 4, 13))
    Person.objects.filter(pk=old.pk).update(display_name="Isla Mae Tarrant")
    assert do.undo(made, WHY, by=by).left == ("the name",)
    assert fresh(old).display_name == "Isla Mae Tarrant"
    assert fresh(old).birth_date == date(2019, 3, 14)


def test_a_join_is_undone_after_later_joins_and_the_rest_stays_together(enter: Enter) -> None:
    by = enter("hal")
    a, b, c, d = (a_record(enter("hal", at=by.at + timedelta(days=n))) for n in range(4))
    first = do.join(a, b, WHY, by=by, chosen={"name": b.pk})
    do.join(fresh(b).root, c, WHY, by=by)
    do.join(a, d, WHY, by=by)
    do.undo(first, WHY, by=by)
    assert {fresh(one).root_id for one in (a, c, d)} == {a.pk}
    assert fresh(b).stands_alone
    with pytest.raises(MovedMeanwhile):
        do.undo(first, WHY, by=by)


def test_what_was_written_since_stays_unless_somebody_says_it_belongs_to_the_other(
    enter: Enter,
) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(enter("hal", at=by.at + timedelta(hours=1)), "Mae")
    made = do.join(one, two, WHY, by=enter("hal", at=by.at + timedelta(days=1)))
    later = enter("hal", at=by.at + timedelta(days=2))
    stays = add_name(one, "Issy", "", kind="known_as", source="GP", by=later)
    goes = add_name(one, "Maisie", "", kind="known_as", source="GP", by=later)
    before = {fact.key for fact in facts_on([one.pk, two.pk], by=by)}
    do.undo(made, WHY, by=later, theirs=[f"name:{goes.pk}"])
    assert {fact.key for fact in facts_on([one.pk], by=by)} >= {stays.pk}
    assert goes.pk in {fact.key for fact in facts_on([two.pk], by=by)}
    assert {fact.key for fact in facts_on([one.pk, two.pk], by=by)} == before


def test_a_flag_takes_two_people_and_the_proposer_is_not_the_second(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(by)
    add_flag(two, "cp_plan", source="plan", by=by)
    assert "There is a flag" in compare(one, two, by=by).verdict.second_person[0]
    proposed = do.join(one, two, WHY, by=by)
    assert (proposed.state, fresh(two).stands_alone) == (Join.State.PROPOSED, True)
    task = Task.objects.get(kind="merging.confirm_join")
    assert (task.for_role, task.state) == ("MASH_MGR", "open")
    with pytest.raises(NotReady):
        do.confirm(proposed, by=by)
    with pytest.raises(NotReady):
        do.withdraw(proposed, by=enter("meera"))
    do.confirm(proposed, by=enter("meera"))
    task.refresh_from_db()
    assert (fresh(one).root_id, task.state) == (fresh(two).root_id, "done")


def test_a_proposal_is_withdrawn_or_declined_and_nothing_was_joined(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(by)
    add_address(two, "14 Mill Row", "ZZ1 4MR", source="GP", by=by, confidential=True)
    do.withdraw(do.join(one, two, WHY, by=by), by=by)
    assert DuplicatePair.objects.get().state == "waiting"
    do.join(one, two, WHY, by=by)
    do.not_the_same(one, two, "different mothers", by=enter("meera"))
    assert Join.objects.filter(state="declined").count() == 1
    assert not Task.objects.filter(kind="merging.confirm_join", state="open").exists()


def test_recorded_twins_take_two_people(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(by, "Mae")
    relate(one, two, "sibling", source="school", by=by)
    assert do.join(one, two, WHY, by=by).state == Join.State.PROPOSED


def test_not_the_same_holds_both_ways_and_for_records_joined_later(enter: Enter) -> None:
    by = enter("hal")
    one, two, third = a_record(by), a_record(by), a_record(by)
    do.not_the_same(two, one, "different mothers", by=by)
    do.join(two, third, WHY, by=by)
    again = [SuggestedPair(one.pk, third.pk, 0.99), SuggestedPair(one.pk, two.pk, 0.99)]
    assert note_pairs(again, model="1", by=by) == 0
    assert compare(fresh(third).root, one, by=by).said_by == "Hal Brook"
    assert do.join(one, fresh(third).root, WHY, by=by).state == Join.State.PROPOSED


def test_an_undone_join_is_not_suggested_again(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(by)
    note_pairs([SuggestedPair(one.pk, two.pk, 0.99)], model="1", by=by)
    do.undo(do.join(one, two, WHY, by=by), WHY, by=by)
    assert DuplicatePair.objects.get().state == "not_the_same"
    assert note_pairs([SuggestedPair(one.pk, two.pk, 0.99)], model="2", by=by) == 0


def test_what_changed_since_the_page_was_shown_is_looked_at_again(enter: Enter) -> None:
    by = enter("hal")
    one, two, third = a_record(by), a_record(by), a_record(by)
    seen = compare(one, two, by=by).verdict.seen
    do.join(one, third, WHY, by=by)
    root = fresh(one).root
    with pytest.raises(MovedMeanwhile):
        do.join(root, two, WHY, by=by, seen=seen)


def test_whoever_is_on_a_case_of_one_record_opens_the_person_until_the_undo(enter: Enter) -> None:
    by = enter("hal")
    one, two = a_record(by), a_record(enter("hal", at=by.at + timedelta(hours=1)))
    dev = enter("dev")
    attach(dev.user, subject=two.subject, because="open case", by=enter("tom"))
    made = do.join(one, two, WHY, by=enter("tom"))
    assert get_person(enter("dev"), two.pk) == one
    do.undo(made, WHY, by=enter("tom"))
    assert get_person(enter("dev"), two.pk) == fresh(two)
    with pytest.raises(NotFound):
        get_person(enter("dev"), one.pk)


def test_the_queue_shows_what_weighs_most_first_and_then_the_surest(enter: Enter) -> None:
    by = enter("hal")
    flagged, sure, weak = ([a_record(by, name), a_record(by, name)] for name in "ABC")
    add_flag(flagged[1], "missing", source="police", by=by)
    pairs = [(weak, 0.6), (sure, 0.99), (flagged, 0.55)]
    note_pairs([SuggestedPair(a.pk, b.pk, p) for (a, b), p in pairs], model="1", by=by)
    page = queue(Looking(), by=by)
    assert [row.one for row in page.rows] == ["A Tarrant", "B Tarrant", "C Tarrant"]
    assert (page.waiting, page.rows[0].weighs) == (3, ("a flag",))
    do.join(sure[0], sure[1], WHY, by=by)
    assert (queue(Looking(), by=by).waiting, queue(Looking(), by=by).answered) == (2, 1)
    assert queue(Looking(sure="Almost certain"), by=by).rows == ()


def test_a_split_gives_facts_to_a_new_record_and_brings_them_back(enter: Enter) -> None:
    by = enter("hal")
    one, key = a_record(by), uuid.uuid4()
    theirs = add_name(one, "Mae", "Tarrant", kind="legal", source="GP", by=by)
    mae = NewPerson("Mae", "Tarrant", "parted")
    done = do.split(one, mae, [f"name:{theirs.pk}"], WHY, key=key, by=by)
    assert do.split(one, mae, [f"name:{theirs.pk}"], WHY, key=key, by=by) == done
    assert {f.words for f in facts_on([key], by=by)} == {"Mae Tarrant (legal name)"}
    with pytest.raises(NotReady):
        do.split(one, mae, [], WHY, key=uuid.uuid4(), by=by)
    late = add_name(done.made, "May", "", kind="alias", source="school", by=by)
    assert do.undo_split(done, WHY, by=by) == 0
    assert theirs.pk in {f.key for f in facts_on([one.pk], by=by)}
    assert late.pk in {n.pk for n in whole(fresh(one), by=by).names}
