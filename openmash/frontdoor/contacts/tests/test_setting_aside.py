"""Setting a contact aside, who hears of it, and the way back (P1, P8, L41)."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.commands import NewInvolvement, record_involvement
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import outcome
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.tests.builders import (
    a_draft,
    a_sent_worry,
    a_test_put_away,
    only_child,
    rated,
)
from tests.fixtures import Enter

WHY = "Another worry altogether, sent on the same day"
TEST = "A test by the school, not a child"


def two_about_isla(enter: Enter) -> tuple[Contact, Contact]:
    first = a_sent_worry(enter)
    return first, rated(enter, do.take_up(a_sent_worry(enter, "nell"), by=enter("aisha")))


def settle(enter: Enter, who: str) -> Actor:
    by = enter(who)
    react_to_pending(at=by.at, partnership="brackenford")
    return enter(who)


def accepted(enter: Enter, contact: Contact) -> Contact:
    """Dev holds Isla's open case and has accepted the worry into it."""
    by = enter("aisha")
    if contact.state != "screening":
        do.take_up(contact, by=by)
    do.create_and_link(only_child(contact), uuid.uuid4(), by=by)
    dev = enter("dev").user
    new = NewInvolvement(
        "social_care", "brackenford-council", "Team 2", "record", date(2026, 9, 1), worker=dev
    )
    by = enter("aisha")
    person = only_child(contact).person
    assert person is not None
    record_involvement(person, new, by=by)
    do.route_to_open_case(contact, dev, by=enter("aisha"))
    return do.accept_routed(get_contact(enter("dev"), contact.reference), by=enter("dev"))


def told(contact: Contact) -> set[tuple[str, str]]:
    rows = Feedback.objects.filter(contact=contact)
    return {(row.because, row.body.get("heading", "")) for row in rows}


def test_a_duplicate_is_kept_and_its_sender_is_owed_an_answer(enter: Enter) -> None:
    first, second = two_about_isla(enter)
    draft, by = a_draft(enter), enter("aisha")
    with pytest.raises(NotReady):
        do.mark_duplicate(second, second, by=by)
    with pytest.raises(NotAllowed):
        do.mark_duplicate(second, draft, by=by)
    do.mark_duplicate(second, first, by=by)
    assert second.duplicate_of == first
    assert Feedback.objects.get().recipient_id == second.sender_id
    with pytest.raises(NotReady):
        do.mark_duplicate(rated(enter, first), second, by=by)


def test_danger_is_no_duplicate_of_another_childs_worry(enter: Enter) -> None:
    """P1: same incident, same child; and never while a child may be in danger."""
    other = a_sent_worry(enter, child={"A1_name": "Jaden Okafor", "A1_age": "2 May 2015"})
    danger = a_draft(enter, A3="not_safe")
    with pytest.raises(NotReady) as refusal:
        do.mark_duplicate(danger, other, by=enter("aisha"))
    assert len(refusal.value.reasons) == 3
    calm = rated(enter, a_sent_worry(enter))
    with pytest.raises(NotReady):
        do.mark_duplicate(calm, other, by=enter("aisha"))
    do.mark_duplicate(calm, other, "The same fight on Monday at the bus stop", by=enter("aisha"))
    assert calm.state == "duplicate_of"


def test_a_duplicate_comes_back_with_the_time_it_always_had(enter: Enter) -> None:
    first, second = two_about_isla(enter)
    before = ClockRun.objects.get(subject=second.subject, code="C02").due_at
    do.mark_duplicate(second, first, by=enter("aisha"))
    with pytest.raises(NotReady):
        do.not_duplicate(second, "no", by=enter("aisha"))
    do.not_duplicate(second, WHY, by=enter("aisha"))
    running = ClockRun.objects.get(subject=second.subject, stopped_at=None, code="C02")
    assert (second.state, second.duplicate_of, running.due_at) == ("screening", None, before)
    assert [task.kind for task in open_tasks(enter("aisha"))] == ["contact.screen_again"]
    settle(enter, "nell")
    assert ("again", "Your worry is being looked at again") in told(second)


def test_the_sender_of_a_duplicate_hears_when_a_worker_takes_it(enter: Enter) -> None:
    """G3, L41: whichever way the contact that stands is settled."""
    first, second = two_about_isla(enter)
    do.mark_duplicate(second, first, by=enter("aisha"))
    accepted(enter, first)
    with pytest.raises(NotReady):
        outcome.close(second, by=enter("tom"))
    settle(enter, "nell")
    assert ("open_case", "Your worry has been taken over") in told(second)


def test_what_was_accepted_by_mistake_goes_back_and_every_sender_hears(enter: Enter) -> None:
    first, second = two_about_isla(enter)
    do.mark_duplicate(second, first, by=enter("aisha"))
    contact = accepted(enter, first)
    settle(enter, "dev")
    with pytest.raises(NotAllowed):
        do.give_back(Contact.objects.get(pk=contact.pk), WHY, by=enter("aisha"))
    do.give_back(get_contact(enter("dev"), contact.reference), WHY, by=enter("dev"))
    with pytest.raises(NotFound):
        get_contact(enter("dev"), contact.reference)
    settle(enter, "aisha")
    contact.refresh_from_db()
    assert (contact.state, contact.decided_at) == ("screening", None)
    for one in (contact, second):
        assert ("again", "Your worry is being looked at again") in told(one)
    assert [task.kind for task in open_tasks(enter("aisha"))] == ["contact.screen_again"]


def test_two_managers_put_a_mistake_away_and_its_sender_hears(enter: Enter) -> None:
    contact = rated(enter, do.take_up(a_sent_worry(enter), by=enter("aisha")))
    with pytest.raises(NotAllowed):
        do.propose_in_error(contact, TEST, by=enter("aisha"))
    with pytest.raises(NotReady):
        do.enter_in_error(contact, by=enter("meera"))
    do.propose_in_error(contact, TEST, by=enter("meera"))
    with pytest.raises(NotReady):
        do.enter_in_error(contact, by=enter("meera"))
    assert contact.state == "screening"
    assert [task.kind for task in open_tasks(enter("grace"))] == ["contact.confirm_error"]
    do.enter_in_error(contact, by=enter("grace"))
    assert open_tasks(enter("grace")) == []
    settle(enter, "ruth")
    assert ("in_error", "We have put this away: it was entered in error") in told(contact)
    assert not ClockRun.objects.filter(subject=contact.subject, stopped_at=None).exists()


@pytest.mark.parametrize("rag", ["red", ""])
def test_what_counts_as_red_is_never_put_away(enter: Enter, rag: str) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    if rag:
        rated(enter, contact, rag)
    with pytest.raises(NotReady):
        do.propose_in_error(contact, TEST, by=enter("meera"))
    do.propose_in_error(rated(enter, contact, "green"), TEST, by=enter("meera"))


def test_a_worry_put_away_by_mistake_comes_back(enter: Enter) -> None:
    contact = a_test_put_away(enter)
    do.not_in_error(contact, "The school rang: it was no test", by=enter("meera"))
    assert contact.state == "screening"
    assert ClockRun.objects.filter(subject=contact.subject, code="C02", stopped_at=None).exists()
    settle(enter, "ruth")
    assert ("again", "Your worry is being looked at again") in told(contact)


def test_a_proposal_that_is_not_agreed_to_leaves_everything_as_it_was(enter: Enter) -> None:
    contact = rated(enter, a_sent_worry(enter))
    do.propose_in_error(contact, TEST, by=enter("meera"))
    do.refuse_in_error(contact, "I rang the school: it is no test", by=enter("grace"))
    assert contact.error_proposals.get().confirmed is False
    with pytest.raises(NotReady):
        do.enter_in_error(contact, by=enter("grace"))


def test_the_sender_is_no_longer_asked_once_it_is_put_away(enter: Enter, client: Client) -> None:
    contact = rated(enter, do.take_up(a_sent_worry(enter), by=enter("aisha")))
    tom = enter("tom")
    do.judge_harm(contact, False, "Seen by the health visitor today", by=tom)
    do.return_for_information(contact, ["Who lives at home with Isla now?"], by=tom)
    do.propose_in_error(contact, TEST, by=enter("meera"))
    client.force_login(User.objects.get(pk=enter("ruth").user))
    place = f"/worries/{contact.reference}/questions/"
    assert client.get(place).status_code == 200
    do.enter_in_error(contact, by=enter("grace"))
    assert client.get(place).status_code == 302


def test_the_pages_offer_what_came_before_and_show_the_proposal(
    enter: Enter, client: Client
) -> None:
    first, second = two_about_isla(enter)
    client.force_login(User.objects.get(pk=enter("meera").user))
    here = f"/contacts/{second.reference}/"
    page = client.get(here + "duplicate/").content.decode()
    assert first.reference in page
    assert first.worry_line in page
    assert "Who this is about" in page
    assert client.post(here + "in-error/", {"reason": TEST}).status_code == 302
    page = client.get(here + "in-error/agree/").content.decode()
    assert TEST in page
    assert "another manager has to confirm it" in page
    assert client.post(here + "duplicate/", {"which": first.reference}).status_code == 302
    assert "Not a duplicate after all" in client.get(here).content.decode()
    assert client.post(here + "duplicate/undo/", {"reason": WHY}).status_code == 302
