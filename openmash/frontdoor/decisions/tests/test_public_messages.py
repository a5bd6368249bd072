"""What the hub does with a message or a call without an account, up to the end (P8, roles.md §5)."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from openmash.config.rows import POLICIES
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import outcome, screening
from openmash.frontdoor.contacts.commands.feedback import not_owed, tell_by_phone
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, rated
from openmash.frontdoor.decisions.tests.builders import a_decided, screened
from openmash.frontdoor.ways.tests.builders import (
    SEEN,
    holder_of,
    secret_in,
    sends,
    sent_contact,
    taken,
)
from tests.fixtures import Enter

PAGES = (
    "",
    "answer/",
    "decision/",
    "ask/",
    "hand-over/",
    "route/",
    "duplicate/",
    "done/",
    "rating/",
)
MESSAGES: dict[str, dict[str, str]] = {
    "public, danger and nothing else": {"form": "public", "A3": Safety.NOT_SAFE},
    "public, a story alone": {"form": "public", "B2": SEEN},
    "young, a number alone": {"form": "young", "X2": "07700 900123"},
    "young, words alone": {"form": "young", "C1-1": "He shouts"},
}


HEARD = {"C1-1": "I hide when he shouts"}  # by the caller, from the child
HER_WORDS = [
    {"text": "She hides in her own home, and nobody else has told us of it.", "evidence": ["C1-1"]},
    {"text": "It comes so often that she has a place for it already.", "evidence": ["C1-1"]},
]


def follow(enter: Enter, who: str) -> None:
    react_to_pending(at=enter(who).at, partnership="brackenford")
    enter(who)


def now_is(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


@pytest.mark.parametrize("typed", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("who", ["aisha", "tom", "meera", "grace"])
def test_every_page_of_the_hub_opens_however_little_was_said(
    enter: Enter, client: Client, monday: datetime, who: str, typed: dict[str, str]
) -> None:
    """A page that fails on what is empty would cost the hub the child."""
    page = sends(client, at=monday, **typed)
    follow(enter, who)
    contact = sent_contact(page)
    rated(enter, screening.take_up(contact, by=enter("aisha")))
    client.force_login(User.objects.get(pk=enter(who).user))
    for part in PAGES:
        answer = client.get(f"/contacts/{contact.reference}/{part}")
        assert answer.status_code in (200, 403), part
    assert contact.reference in client.get("/tray/").content.decode()


def test_the_sender_hears_that_it_was_dealt_with_and_nothing_else(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """P8: no message, no act of sharing, no fact of anybody; the contact can close (G3)."""
    typed = {"A1_name-1": "Isla Tarrant", "X2": "07700 900123", "S_ring": "yes"}
    typed |= {"C1-1": "I hide when he shouts", "A3": "safe_for_now"}
    page = sends(client, at=monday, form="young", **typed)
    follow(enter, "aisha")
    messages, shared = Message.objects.count(), Disclosure.objects.count()
    contact = a_decided(enter, screened(enter, sent_contact(page)), rationale=HER_WORDS)
    follow(enter, "meera")
    owed = Feedback.objects.get(contact=contact)
    assert (owed.recipient, owed.state) == (None, "delivered")
    assert Message.objects.count() == messages
    assert Disclosure.objects.count() == shared
    assert "Isla" not in str(owed.body)
    assert "level" not in str(owed.body)
    assert Task.objects.filter(about=owed.subject, kind="feedback.telephone").exists()
    contact.refresh_from_db()
    assert contact.state == "feedback_sent"
    shown = client.get(f"/tell/brackenford/sent/{secret_in(page)}/").content.decode()
    assert "was dealt with" in shown
    assert "Isla" not in shown


def test_whoever_has_no_account_is_rung_and_not_written_to(
    enter: Enter, client: Client, monday: datetime
) -> None:
    page = sends(client, at=monday, B2=SEEN, A3="safe")
    follow(enter, "aisha")
    contact = screening.take_up(sent_contact(page), by=enter("aisha"))
    rated(enter, contact)
    screening.judge_harm(
        contact, possible=False, reason="A dog barked, and no child lives there", by=enter("tom")
    )
    with pytest.raises(NotReady, match="has no account"):
        screening.return_for_information(contact, ["Which house is it exactly?"], by=enter("tom"))
    with pytest.raises(NotReady, match="professional"):
        rate_referral(contact, ["facts"], by=enter("tom"))


def test_the_holder_of_a_secret_sees_what_they_sent_and_no_other_row(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """Security: asked of every table, as the application's role (ADR 0030)."""
    other = a_sent_worry(enter)
    rated(enter, other)
    secret = secret_in(sends(client, at=monday, B2=SEEN))
    stranger = secret_in(sends(client, at=monday, B2=SEEN))
    holder_of(stranger, at=monday)
    by = holder_of(secret, at=monday)
    assert Contact.objects.get().public_key == uuid.UUID(by.user)
    seen: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in POLICIES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            (seen[table],) = cursor.fetchone()
    assert {table for table, rows in seen.items() if rows} == {
        "ledger_event",
        "clocks_clockrun",
        "contacts_contact",
        "contacts_contactchild",
        "contacts_answer",
        "ways_arrival",
    }
    assert seen["ledger_event"] == 2, "their own two steps, and nobody’s work"
    assert seen["contacts_contactchild"] == 1


def test_a_caller_has_been_told_when_they_were_rung(enter: Enter) -> None:
    """G3, C03: who rang has no page to look at, so nothing is owed no longer only then."""
    contact = taken(enter("aisha"), X2="07700 900461", S_ring="yes", **HEARD)
    follow(enter, "aisha")
    a_decided(enter, screened(enter, now_is(contact)), rationale=HER_WORDS)
    follow(enter, "meera")
    contact.refresh_from_db()
    owed = Feedback.objects.get(contact=contact)
    with pytest.raises(NotReady, match="grounds"):
        not_owed(owed, "out_of_reach", "It would take time", by=enter("meera"))
    assert (owed.recipient, owed.state, contact.state) == (None, "composed", "decided")
    task = Task.objects.get(about=owed.subject, kind="feedback.telephone", state="open")
    assert task.for_role == "MASH_SW"
    assert not Disclosure.objects.filter(about=owed.subject).exists()
    with pytest.raises(NotReady):
        outcome.close(contact, by=enter("meera"))
    tell_by_phone(owed, "Told that it was dealt with", by=enter("tom"))
    contact.refresh_from_db()
    assert contact.state == "feedback_sent"
    task.refresh_from_db()
    assert task.state == "done"


def test_what_a_caller_at_work_is_told_is_an_act_of_sharing_with_their_agency(enter: Enter) -> None:
    contact = taken(enter("aisha"), "midshire-police", X2="07700 900461", **HEARD)
    follow(enter, "aisha")
    a_decided(enter, screened(enter, now_is(contact)), rationale=HER_WORDS)
    follow(enter, "meera")
    owed = Feedback.objects.get(contact=contact)
    tell_by_phone(owed, "Told the outcome on their own line", by=enter("tom"))
    shared = Disclosure.objects.get(about=owed.subject)
    assert (shared.to_agency, shared.to_user) == ("midshire-police", "")


@pytest.mark.parametrize(
    "said", [{}, {"X2": "07700 900461", "S_ring": "no"}], ids=["no number", "do not ring"]
)
def test_nobody_is_rung_who_cannot_be_or_said_not_to(enter: Enter, said: dict[str, str]) -> None:
    """A call could be heard by whoever must not hear it: a manager says that nothing is owed (P8)."""
    contact = taken(enter("aisha"), **HEARD, **said)
    follow(enter, "aisha")
    a_decided(enter, screened(enter, now_is(contact)), rationale=HER_WORDS)
    follow(enter, "meera")
    owed = Feedback.objects.get(contact=contact)
    task = Task.objects.get(about=owed.subject, kind="feedback.telephone", state="open")
    assert task.for_role == "MASH_MGR"
    assert "no answer is owed" in task.title
    not_owed(owed, "out_of_reach", "They asked not to be rung", by=enter("meera"))
    contact.refresh_from_db()
    assert contact.state == "feedback_sent"
    task.refresh_from_db()
    assert task.state == "done"
