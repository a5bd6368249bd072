"""Screening a contact: who may, what is refused, and what follows (P1)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from openmash.core.actor import system_actor
from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, NotReady
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewPerson,
    add_identifier,
    create_person,
    record_involvement,
)
from openmash.foundation.people.models import Person
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.commands.sending import answer_questions
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.models import Contact, ContactChild, Feedback
from openmash.frontdoor.contacts.queries.screening import wanted
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, only_child, rated
from tests.fixtures import Enter

WHY = "Hurt twice this month, safe until Friday"


def in_screening(enter: Enter, **more: object) -> Contact:
    contact = a_sent_worry(enter, **more)  # type: ignore[arg-type]  # answers of the form
    return do.take_up(contact, by=enter("aisha"))


def linked(enter: Enter, contact: Contact) -> Person:
    by = enter("aisha")
    do.create_and_link(only_child(contact), uuid.uuid4(), by=by)
    person = only_child(contact).person
    assert person is not None
    return person


def open_to_dev(enter: Enter, person: Person) -> str:
    dev = enter("dev").user
    new = NewInvolvement(
        "social_care", "brackenford-council", "Team 2", "record", date(2026, 9, 1), worker=dev
    )
    record_involvement(person, new, by=enter("aisha"))
    return dev


def test_only_a_verified_number_with_its_birth_date_links_by_itself(enter: Enter) -> None:
    """`data.md` §1.4: everything else is a person's click, and this too can be taken back."""
    by, born = enter("aisha"), date(2019, 3, 14)
    isla = create_person(
        NewPerson("Isla", "Tarrant", "roll", birth_date=born), key=uuid.uuid4(), by=by
    )
    number = {"A1_name": "Isla Tarrant", "A1_age": "14 March 2019", "A1_nhs": "999 104 7212"}
    add_identifier(isla, "nhs_number", "9991047212", source="school", by=by)
    assert arrived(enter, number).person is None
    add_identifier(
        isla, "nhs_number", "9990000018", source="spine", by=enter("aisha"), verified=True
    )
    child = arrived(enter, number | {"A1_nhs": "999 000 0018"})
    assert (child.person, child.linked_by) == (isla, "by itself")
    contact = do.take_up(child.contact, by=enter("aisha"))
    assert do.unlink_child(only_child(contact), by=enter("aisha")).person is None


def arrived(enter: Enter, child: Mapping[str, Value]) -> ContactChild:
    """A worry that has come in, and what happens by itself when it does."""
    contact = a_sent_worry(enter, child=child)
    react_to_pending(at=enter("aisha").at, partnership="brackenford")
    enter("aisha")
    contact.refresh_from_db()
    return only_child(contact)


def test_the_hub_takes_a_contact_up_once_and_a_sender_never(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    with pytest.raises(NotAllowed):
        do.take_up(contact, by=enter("ruth"))
    by = enter("aisha")
    stale = Contact.objects.get(pk=contact.pk)
    assert str(do.take_up(contact, by=by).assigned_to_id) == by.user
    with pytest.raises(MovedMeanwhile):
        do.take_up(stale, by=by)


def test_urgency_has_a_reason_and_a_history(enter: Enter) -> None:
    contact = in_screening(enter)
    by = enter("aisha")
    with pytest.raises(NotReady):
        do.rate_urgency(contact, "amber", "because", by=by)
    do.rate_urgency(contact, "amber", WHY, by=by)
    do.rate_urgency(contact, "red", WHY, by=by)
    assert contact.rag == "red"
    assert [one.rag for one in contact.urgency_ratings.order_by("rated_at")] == ["amber", "red"]


def test_a_contact_is_handed_over_to_somebody_who_screens(enter: Enter) -> None:
    contact = in_screening(enter)
    tom, ruth, by = enter("tom").user, enter("ruth").user, enter("aisha")
    with pytest.raises(NotReady):
        do.hand_over(contact, ruth, by=by)
    assert str(do.hand_over(contact, tom, by=by).assigned_to_id) == tom
    assert [task.kind for task in open_tasks(enter("tom"))] == ["contact.handed_over"]
    by = enter("tom")
    do.hand_over(contact, enter("aisha").user, by=by)
    assert open_tasks(enter("tom")) == []


def test_a_child_is_linked_by_a_click_and_unlinked_again(enter: Enter) -> None:
    contact = in_screening(enter)
    child, by = only_child(contact), enter("aisha")
    key = uuid.uuid4()
    do.create_and_link(child, key, by=by)
    do.create_and_link(only_child(contact), key, by=by)
    assert Person.objects.count() == 1
    assert (child.linked_by, str(child.person)) == (by.name, str(key))
    do.unlink_child(child, by=by)
    assert only_child(contact).person is None
    with pytest.raises(NotAllowed):
        do.link_child(child, Person.objects.get(), by=replace(by, role="EDT"))


def test_a_stale_page_does_not_link_a_child_twice(enter: Enter) -> None:
    contact = in_screening(enter)
    one, two, by = only_child(contact), only_child(contact), enter("aisha")
    do.create_and_link(one, uuid.uuid4(), by=by)
    with pytest.raises(MovedMeanwhile):
        do.create_and_link(two, uuid.uuid4(), by=by)


def test_a_refused_suggestion_does_not_come_again(enter: Enter) -> None:
    contact = in_screening(enter)
    by = enter("aisha")
    person = create_person(NewPerson("Isla", "Tarrant", "roll"), key=uuid.uuid4(), by=by)
    do.not_the_same(only_child(contact), person, by=by)
    do.not_the_same(only_child(contact), person, by=by)
    assert only_child(contact).not_the_same.count() == 1


def test_a_refusal_is_taken_back_and_stays_as_what_was_said_once(enter: Enter) -> None:
    contact = in_screening(enter)
    by = enter("aisha")
    isla = create_person(NewPerson("Isla", "Tarrant", "roll"), key=uuid.uuid4(), by=by)
    child = only_child(contact)
    do.maybe_the_same(child, isla, by=by)
    assert not Event.objects.filter(name="contact.suggestion_refusal_taken_back").exists()
    do.not_the_same(child, isla, by=by)
    assert wanted(child).refused == {isla.pk}
    with pytest.raises(NotAllowed):
        do.maybe_the_same(child, isla, by=enter("ravi"))
    by = enter("tom")
    do.maybe_the_same(child, isla, by=by)
    do.maybe_the_same(child, isla, by=by)
    assert wanted(child).refused == frozenset()
    assert Event.objects.filter(name="contact.suggestion_refusal_taken_back").count() == 1
    do.not_the_same(child, isla, by=by)
    said = list(child.not_the_same.order_by("said_at", "taken_back_at"))
    assert sorted((one.said_by, one.taken_back_by) for one in said) == [
        (enter("aisha").name, by.name),
        (by.name, ""),
    ]
    Contact.objects.filter(pk=contact.pk).update(state="decided")
    with pytest.raises(NotReady):
        do.maybe_the_same(ContactChild.objects.get(pk=child.pk), isla, by=by)


def test_children_are_not_linked_before_somebody_has_taken_it_up(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    by = enter("aisha")
    with pytest.raises(NotReady):
        do.create_and_link(only_child(contact), uuid.uuid4(), by=by)
    do.take_up(contact, by=by)
    do.create_and_link(only_child(contact), uuid.uuid4(), by=by)


def test_questions_go_to_the_sender_only_where_no_harm_is_possible(enter: Enter) -> None:
    contact = in_screening(enter)
    by, asked = enter("tom"), ["Who lives at home with Isla now?"]
    with pytest.raises(NotReady):
        do.return_for_information(contact, asked, by=by)
    do.judge_harm(contact, False, WHY, by=by)
    rated(enter, contact)
    with pytest.raises(NotAllowed):
        do.return_for_information(contact, asked, by=enter("aisha"))
    do.return_for_information(contact, asked, by=enter("tom"))
    message = Message.objects.get(template="questions")
    assert "Isla" not in message.heading + message.body
    assert ClockRun.objects.filter(subject=contact.subject, code="C02", stopped_at=None).exists()
    question = contact.questions.get()
    answer_questions(contact, {question.pk: "Mum and Craig"}, by=enter("ruth"))
    react_to_pending(at=by.at, partnership="brackenford")
    by = enter("aisha")
    contact.refresh_from_db()
    assert contact.state == "screening"
    assert [task.kind for task in open_tasks(by)] == ["contact.screen_again"]


def test_unanswered_questions_come_back_for_a_manager_to_decide(
    enter: Enter, monday: datetime
) -> None:
    contact = in_screening(enter)
    rated(enter, contact)
    do.judge_harm(contact, False, WHY, by=enter("tom"))
    do.return_for_information(contact, ["Who lives at home with Isla now?"], by=enter("tom"))
    itself = system_actor("watcher", partnership="brackenford", at=monday)
    act_as(itself)
    assert do.take_back_unanswered(by=itself) == 0
    late = replace(itself, at=monday + timedelta(days=2))
    assert (do.take_back_unanswered(by=late), do.take_back_unanswered(by=late)) == (1, 0)
    assert [t.kind for t in open_tasks(enter("meera"))] == ["contact.decide_on_what_is_known"]


def test_the_worker_of_an_open_case_accepts_and_the_sender_is_owed_an_answer(enter: Enter) -> None:
    contact = in_screening(enter)
    person = linked(enter, contact)
    tom, dev = enter("tom").user, enter("dev").user
    with pytest.raises(NotReady):
        do.route_to_open_case(contact, dev, by=enter("aisha"))
    open_to_dev(enter, person)
    with pytest.raises(NotReady):
        do.route_to_open_case(contact, tom, by=enter("aisha"))
    do.route_to_open_case(contact, dev, by=enter("aisha"))
    by = enter("dev")
    assert [task.about for task in open_tasks(by)] == [contact.subject]
    mine = get_contact(by, contact.reference)
    do.accept_routed(mine, by=by)
    assert (mine.state, open_tasks(by)) == ("decided", [])
    assert Feedback.objects.get().because == "open_case"


def test_a_worker_not_on_the_case_finds_nothing_and_declining_needs_a_reason(enter: Enter) -> None:
    contact = in_screening(enter)
    dev = open_to_dev(enter, linked(enter, contact))
    with pytest.raises(NotFound):
        get_contact(enter("dev"), contact.reference)
    do.route_to_open_case(contact, dev, by=enter("aisha"))
    by = enter("dev")
    mine = get_contact(by, contact.reference)
    with pytest.raises(NotReady):
        do.decline_routed(mine, "no", by=by)
    do.decline_routed(mine, "The case was closed on Friday after the review", by=by)
    with pytest.raises(NotFound):
        get_contact(by, contact.reference)
    assert [task.kind for task in open_tasks(enter("aisha"))] == ["contact.screen_again"]


def test_what_nobody_accepts_in_its_hour_comes_back_by_itself(
    enter: Enter, monday: datetime
) -> None:
    """C39, P1."""
    contact = in_screening(enter)
    dev = open_to_dev(enter, linked(enter, contact))
    do.route_to_open_case(contact, dev, by=enter("aisha"))
    itself = system_actor("watcher", partnership="brackenford", at=monday + timedelta(minutes=59))
    act_as(itself)
    assert do.return_unaccepted(by=itself) == 0
    late = replace(itself, at=monday + timedelta(minutes=61))
    assert do.return_unaccepted(by=late) == 1
    contact.refresh_from_db()
    route = contact.routes.get()
    assert (contact.state, bool(route.returned_because)) == ("screening", True)
    assert open_tasks(enter("dev")) == []


def test_a_social_worker_sends_to_decision_when_nothing_is_missing(enter: Enter) -> None:
    contact = in_screening(enter)
    by = enter("tom")
    with pytest.raises(NotReady) as refusal:
        do.send_to_decision(contact, by=by)
    assert len(refusal.value.reasons) == 2
    do.rate_urgency(contact, "amber", WHY, by=by)
    do.cannot_identify(only_child(contact), "No name was given, only the school", by=by)
    with pytest.raises(NotAllowed):
        do.send_to_decision(contact, by=enter("aisha"))
    do.send_to_decision(contact, by=enter("tom"))
    with pytest.raises(NotReady):
        do.back_to_screening(contact, " ", by=by)
    assert do.back_to_screening(contact, "Noah is missing", by=by).state == "screening"


def test_no_task_names_a_child(enter: Enter) -> None:
    contact = in_screening(enter)
    dev = open_to_dev(enter, linked(enter, contact))
    do.route_to_open_case(contact, dev, by=enter("aisha"))
    do.take_back(contact, "Dev is on leave until Monday", by=enter("aisha"))
    assert Task.objects.count() == 2
    assert not [t for t in Task.objects.all() if "Isla" in t.title or "Tarrant" in t.title]
