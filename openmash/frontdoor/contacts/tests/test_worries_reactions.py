"""A receipt within a minute, people called in danger, unsent drafts remembered (P1, eMARF §8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.commands import drafting, screening
from openmash.frontdoor.contacts.commands.housekeeping import (
    warn_stale_drafts,
    withdraw_old_drafts,
)
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry
from tests.fixtures import Enter


def itself(at: datetime) -> Actor:
    by = system_actor("contacts.housekeeping", partnership="brackenford", at=at)
    act_as(by)
    return by


def messages() -> list[str]:
    return list(Message.objects.order_by("queued_at").values_list("template", flat=True))


def test_a_receipt_is_queued_and_its_clock_stops(enter: Enter, monday: datetime) -> None:
    """C01: the product's target is five minutes."""
    contact = a_sent_worry(enter)
    react_to_pending(at=monday + timedelta(seconds=20), partnership="brackenford")
    enter("ruth")
    contact.refresh_from_db()
    assert contact.state == ContactState.ACKNOWLEDGED
    assert ClockRun.objects.get(subject=contact.subject, code="C01").stopped_at
    assert messages() == ["acknowledged"]


def test_the_receipt_names_no_child(enter: Enter, monday: datetime) -> None:
    a_sent_worry(enter)
    react_to_pending(at=monday, partnership="brackenford")
    enter("ruth")
    message = Message.objects.get()
    assert "Isla" not in message.heading + message.body


def test_danger_is_put_before_screening_and_managers(enter: Enter, monday: datetime) -> None:
    """§9.2: in seconds, not when somebody refreshes."""
    a_draft(enter, A3="not_safe")
    react_to_pending(at=monday, partnership="brackenford")
    for who in ("aisha", "meera"):
        [task] = open_tasks(enter(who))
        assert "danger" in task.title
        assert "Isla" not in task.title
    assert open_tasks(enter("ruth")) == []


def test_an_unsent_draft_that_speaks_of_harm_warns_its_writer_once(
    enter: Enter, monday: datetime
) -> None:
    """§8: warning after 4 h when harm ticked."""
    a_draft(enter)
    calm: dict[str, Value] = {"B1": ["housing_poverty"], "E2": "2"}
    a_draft(enter, about_child=calm)
    assert warn_stale_drafts(by=itself(monday + timedelta(hours=3))) == 0
    for hours in (5, 6):
        assert warn_stale_drafts(by=itself(monday + timedelta(hours=hours))) == 1
    assert sorted(messages()) == ["not_sent_yet", "not_sent_yet_lead"]


def test_a_draft_nobody_touches_is_put_away_after_a_week(enter: Enter, monday: datetime) -> None:
    """§8: drafts after 7 days; kept, not erased."""
    contact = a_draft(enter)
    assert withdraw_old_drafts(by=itself(monday + timedelta(days=6))) == 0
    assert withdraw_old_drafts(by=itself(monday + timedelta(days=7))) == 1
    contact.refresh_from_db()
    assert contact.state == ContactState.WITHDRAWN
    assert contact.answers.exists()
    assert messages() == ["withdrawn_unsent"]


def to_read(by: Actor) -> list[str]:
    return [one.title for one in open_tasks(by) if one.kind == "contact.read_what_was_added"]


def test_what_a_sender_adds_is_put_before_whoever_holds_it(enter: Enter, monday: datetime) -> None:
    """“He hit her” typed an hour later must not wait until somebody happens to look."""
    contact = a_sent_worry(enter)
    screening.take_up(contact, by=enter("aisha"))
    drafting.add_later(contact, "She has just told me that it was a belt", by=enter("ruth"))
    drafting.add_later(contact, "And that it was on Sunday", by=enter("ruth"))
    react_to_pending(at=monday, partnership="brackenford")
    words = f"{contact.reference}: the sender has added something, read it"
    assert to_read(enter("aisha")) == [words]
    assert to_read(enter("tom")) == []


def test_a_worry_that_nobody_has_opened_is_read_as_a_whole(enter: Enter, monday: datetime) -> None:
    contact = a_sent_worry(enter)
    drafting.add_later(contact, "She has just told me that it was a belt", by=enter("ruth"))
    react_to_pending(at=monday, partnership="brackenford")
    assert to_read(enter("aisha")) == []


def test_once_it_is_decided_a_social_worker_reads_what_is_added(
    enter: Enter, monday: datetime
) -> None:
    contact = a_sent_worry(enter)
    Contact.objects.filter(pk=contact.pk).update(state="feedback_sent", decided_at=monday)
    drafting.add_later(contact, "She has just told me that it was a belt", by=enter("ruth"))
    react_to_pending(at=monday, partnership="brackenford")
    assert to_read(enter("aisha")) == []
    assert len(to_read(enter("tom"))) == 1
