"""Whose turn it is: nobody's work waits without somebody being called (P1, L36)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import feedback, outcome
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.tray import tray
from openmash.frontdoor.contacts.queries.tray_filters import Looking
from openmash.frontdoor.contacts.rules.feedback import OutcomeFacts, Receiver
from openmash.frontdoor.contacts.rules.meanwhile import wording_of_second_look
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child, rated
from tests.fixtures import Enter

WHY = "Tom is ill today and very likely tomorrow"


def kinds(by: Actor) -> list[str]:
    return sorted(task.kind for task in open_tasks(by))


def to_decide(enter: Enter) -> Contact:
    contact = rated(enter, do.take_up(a_sent_worry(enter), by=enter("aisha")))
    do.cannot_identify(only_child(contact), "No name was given, only the school", by=enter("tom"))
    return do.send_to_decision(contact, by=enter("tom"))


def test_sending_to_decision_calls_a_social_worker_by_the_decision_clock(enter: Enter) -> None:
    contact = to_decide(enter)
    task = open_tasks(enter("priya"))[0]
    assert (task.kind, task.due_at is not None) == ("contact.to_recommend", True)
    assert kinds(enter("meera")) == []
    rows = tray(Looking(), by=enter("aisha")).rows
    assert [row.state for row in rows] == ["To decide · social worker, then manager"]
    do.back_to_screening(contact, "Noah is missing", by=enter("meera"))
    assert kinds(enter("priya")) == []
    assert kinds(enter("aisha")) == ["contact.screen_again"]


def test_reopening_calls_a_social_worker_and_the_last_holder(enter: Enter) -> None:
    contact = to_decide(enter)
    outcome.mark_decided(contact, by=enter("meera"))
    assert kinds(enter("priya")) == []
    Contact.objects.filter(pk=contact.pk).update(state="feedback_sent")
    contact.refresh_from_db()
    outcome.reopen(contact, "The school has told us more", by=enter("meera"))
    assert kinds(enter("priya")) == ["contact.to_recommend"]
    assert kinds(enter("aisha")) == ["contact.reopened"]


def test_a_colleagues_contact_is_taken_over_and_the_colleague_hears(
    enter: Enter, client: Client
) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("tom"))
    with pytest.raises(NotReady):
        do.take_over(contact, WHY, by=enter("tom"))
    client.force_login(User.objects.get(pk=enter("priya").user))
    here = f"/contacts/{contact.reference}/"
    assert "from Tom Ashdown, who is told" in client.get(here).content.decode()
    assert client.post(here + "take-over/", {"reason": WHY}).status_code == 302
    contact.refresh_from_db()
    assert str(contact.assigned_to_id) == enter("priya").user
    assert kinds(enter("tom")) == ["contact.taken_over"]


@pytest.mark.parametrize("what", ["red", "harm"])
def test_what_is_with_the_sender_comes_back_when_harm_appears(enter: Enter, what: str) -> None:
    """P1: never back to the sender where significant harm is possible."""
    contact = rated(enter, do.take_up(a_sent_worry(enter), by=enter("aisha")))
    tom = enter("tom")
    do.judge_harm(contact, False, "Seen by the health visitor today", by=tom)
    do.return_for_information(contact, ["Who lives at home with Isla now?"], by=tom)
    rated(enter, contact, "amber", who="tom")
    assert contact.state == "returned_for_info"
    if what == "red":
        rated(enter, contact, "red", who="tom")
    else:
        do.judge_harm(contact, True, by=tom)
    assert contact.state == "screening"
    assert kinds(enter("aisha")) == ["contact.screen_again"]


def test_a_call_for_danger_cannot_be_ticked_away(enter: Enter, client: Client) -> None:
    contact = a_draft(enter, A3="not_safe")
    by = enter("aisha")
    react_to_pending(at=by.at, partnership="brackenford")
    enter("aisha")
    task = Task.objects.get(kind="danger")
    client.force_login(User.objects.get(pk=by.user))
    refused = client.post(f"/tasks/{task.pk}/finish/").content.decode()
    assert "when somebody takes it up" in refused
    enter("aisha")
    assert Task.objects.get(pk=task.pk).state == "open"
    do.take_up(Contact.objects.get(pk=contact.pk), by=enter("aisha"))


def test_the_timeline_says_to_which_to_whom_and_why(enter: Enter, client: Client) -> None:
    contact = rated(enter, do.take_up(a_sent_worry(enter), by=enter("aisha")))
    do.judge_harm(contact, False, "Seen by the health visitor today", by=enter("aisha"))
    do.hand_over(contact, enter("tom").user, by=enter("aisha"))
    client.force_login(User.objects.get(pk=enter("tom").user))
    page = client.get(f"/contacts/{contact.reference}/").content.decode()
    for said in (
        "rated the urgency: Green",
        "significant harm is possible: no",
        "handed it over to Tom Ashdown",
        "Seen by the health visitor today",
    ):
        assert said in page


def test_any_contact_is_found_by_its_reference_and_the_closed_ones_together(
    enter: Enter, monday: datetime
) -> None:
    first = a_sent_worry(enter, at=monday - timedelta(hours=3))
    second = rated(enter, a_sent_worry(enter, "nell"))
    do.mark_duplicate(second, first, by=enter("aisha"))
    by = enter("aisha")
    typed = second.reference.lower().replace("-", " ")
    assert [row.reference for row in tray(Looking(reference=typed), by=by).rows] == [
        second.reference
    ]
    assert [row.state for row in tray(Looking(state="closed"), by=by).rows] == ["Duplicate"]
    assert [row.reference for row in tray(Looking(), by=by).rows] == [first.reference]


def test_the_tray_narrows_to_a_colleague_and_to_what_is_due(enter: Enter, monday: datetime) -> None:
    late = a_sent_worry(enter, at=monday - timedelta(days=4))
    mine = do.take_up(a_sent_worry(enter), by=enter("tom"))
    tom, by = enter("tom").user, enter("aisha")

    def shown(looking: Looking) -> list[str]:
        return [row.reference for row in tray(looking, by=by).rows]

    assert shown(Looking(who=tom)) == [mine.reference]
    assert shown(Looking(due="overdue")) == [late.reference]
    assert shown(Looking(due="today")) == []


def test_a_question_of_the_sender_has_its_clock_on_the_tray_and_the_page(
    enter: Enter, client: Client
) -> None:
    """C41, L36."""
    contact = decided_and_read(enter)
    ruth = enter("ruth")
    feedback.query(Feedback.objects.get(contact=contact), "When is she seen?", by=ruth)
    row = tray(Looking(), by=enter("aisha")).rows[0]
    assert row.state == "Sender waits for our answer"
    assert row.due is not None
    assert row.due.label == "Answer the sender"
    client.force_login(User.objects.get(pk=enter("aisha").user))
    page = client.get(f"/contacts/{contact.reference}/").content.decode()
    assert "Sender waits for our answer" in page
    assert "Answer the sender" in page
    Contact.objects.filter(pk=contact.pk).update(state="closed")
    assert [one.reference for one in tray(Looking(), by=enter("aisha")).rows] == [contact.reference]


def decided_and_read(enter: Enter) -> Contact:
    """Put away, so that the sender was told and has read it: the shortest way to an answer."""
    contact = to_decide(enter)
    meera = enter("meera")
    outcome.mark_decided(contact, by=meera)
    debt = Feedback.objects.get(contact=contact)
    body = wording_of_second_look(Receiver.WITH_DUTY, OutcomeFacts("Hub", "01632 960110"))
    feedback.compose_and_send(debt, body, by=meera)
    feedback.read(debt, by=enter("ruth"))
    contact.refresh_from_db()
    return contact


def test_every_page_of_the_hub_counts_the_dangers_and_no_other_page(
    enter: Enter, client: Client
) -> None:
    """P1: on top with sound alert."""
    contact = a_draft(enter, A3="not_safe")
    client.force_login(User.objects.get(pk=enter("aisha").user))
    page = client.get("/tasks/").content.decode()
    assert "1 worry with immediate danger, 1 taken by nobody" in page
    assert "danger.js" in page
    part = client.get("/tray/rows/?part=danger").content.decode()
    assert 'data-danger-count="1"' in part
    assert contact.reference not in part
    assert "act now" in client.get("/tray/").content.decode()
    client.force_login(User.objects.get(pk=enter("ruth").user))
    assert "danger.js" not in client.get("/worries/").content.decode()
    assert client.get("/tray/rows/?part=danger").status_code == 403


def test_the_page_has_the_numbers_to_ring_the_sender_on(enter: Enter, client: Client) -> None:
    contact = a_sent_worry(enter)
    client.force_login(User.objects.get(pk=enter("aisha").user))
    page = client.get(f"/contacts/{contact.reference}/").content.decode()
    assert "Ring the sender" in page
    assert 'href="tel:+441632960301"' in page or 'href="tel:01632960301"' in page
