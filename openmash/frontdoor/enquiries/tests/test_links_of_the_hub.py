"""The hub’s side of a one-time link: who sends it, what reminds of it, how the outcome comes (P5)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.messaging.models import Message
from openmash.frontdoor.enquiries.commands import checks as hub_does
from openmash.frontdoor.enquiries.commands.announcing import remind_agencies, tell_outcome
from openmash.frontdoor.enquiries.commands.links import (
    end_old_links,
    read_code,
    send_link,
)
from openmash.frontdoor.enquiries.models import AnswerLink
from openmash.frontdoor.enquiries.queries.links import door
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.tests.answering import hub, signed_in
from openmash.frontdoor.enquiries.tests.links import (
    AMY,
    PRACTICE,
    asked_by_link,
    asked_page,
    code_for,
    enters,
    letter_to,
    live,
    ringing,
)
from openmash.frontdoor.enquiries.tests.test_waiting_for_agencies import react
from tests.fixtures import Enter


@pytest.fixture(autouse=True)
def on_monday(monday: datetime) -> object:
    with time_machine.travel(monday, tick=False):
        yield


def test_only_the_hub_of_the_partnership_reads_codes_out(enter: Enter) -> None:
    check = asked_by_link(enter)
    for key in ("aisha", "osei", "carol", "mari", "ravi"):
        by = enter("tom")
        found = hub(check)
        assert found.enquiry.contact
        by = enter(key)
        enter("tom")
        with pytest.raises(NotAllowed):
            read_code(found, by=by)
        with pytest.raises(NotAllowed):
            send_link(found, by=by)
    assert len(read_code(hub(check), by=enter("meera"))) == 6


def test_the_hub_sees_the_link_and_the_code_once(enter: Enter, client: Client) -> None:
    check = asked_by_link(enter)
    letter_to(check, enter("tom"))
    signed_in(client, "tom")
    enquiry = f"/contacts/{check.reference}/enquiry/"
    page = client.get(enquiry).content.decode()
    assert "Link sent to safeguarding@millbrook-surgery.example" in page
    assert "ring them with the code" in page
    code_page = f"{enquiry}agencies/{check.pk}/code/"
    assert "Shown once" not in client.get(code_page).content.decode()
    shown = client.post(code_page).content.decode()
    assert "Shown once" in shown
    assert "01632 960300" in shown
    assert "Shown once" not in client.get(code_page).content.decode()
    done = client.post(f"{enquiry}agencies/{check.pk}/link/", follow=True).content.decode()
    assert "Sent. Ring them, and read out the code" in done
    enter("tom")
    assert AnswerLink.objects.count() == 2


def test_asked_once_more_by_a_new_link_that_a_late_reaction_leaves_alone(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(f"{asked_page(check)}nil/", {"outcome": "nothing_relevant"})
    enter("tom")
    hub_does.clarify(hub(check), "Was he seen alone, and by whom?", by=enter("tom"))
    send_link(hub(check), by=enter("tom"))
    react(enter, monday)
    assert live(check) is not None
    again = Client()
    enters(again, check, enter("tom"))
    assert "Was he seen alone, and by whom?" in again.get(asked_page(check)).content.decode()


def test_the_outcome_comes_back_by_a_link_and_a_call(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(f"{asked_page(check)}nil/", {"outcome": "nothing_relevant"})
    react(enter, monday)
    by = door("brackenford", at=monday)
    tell_outcome(hub(check), ["The family is offered early help."], by=by)
    assert [one for one in ringing() if "what was decided waits, ring and read out" in one]
    letter = letter_to(check, enter("tom"))
    assert Message.objects.filter(template="request_link_outcome").count() == 1
    reader = Client()
    reader.post(letter, {"code": code_for(check, enter("tom")), **AMY})
    assert "The family is offered early help." in reader.get(asked_page(check)).content.decode()


def test_a_reminder_speaks_of_the_link_not_of_signing_in(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = asked_by_link(enter)
    late = monday + timedelta(days=2)
    enter("meera")
    assert remind_agencies(by=door("brackenford", at=late))
    message = Message.objects.get(template="request_link_late")
    assert "/answer/brackenford/" in message.body
    assert "Sign in" not in message.body
    shown = client.get(message.path).content.decode()
    assert "01632 960110" in shown
    assert live(check) is not None


def test_somebody_of_the_practice_who_gets_an_account_needs_no_link(enter: Enter) -> None:
    check = asked_by_link(enter)
    user = User.objects.get(email="lee@openmash.example")
    tom = enter("tom")
    RoleHolding.objects.create(
        user=user, role="GP", agency_id=PRACTICE, partnership_id="brackenford", starts_at=tom.at
    )
    with pytest.raises(NotReady, match="can sign in"):
        send_link(hub(check), by=tom)


def test_a_reminder_where_the_link_is_dead_does_not_speak_of_signing_in_either(
    enter: Enter, monday: datetime
) -> None:
    check = asked_by_link(enter)
    late = monday + timedelta(days=8)
    system = door("brackenford", at=late)
    act_as(system)
    end_old_links(by=system)
    assert live(check) is None
    assert remind_agencies(by=system)
    message = Message.objects.filter(about=check.subject).latest("queued_at")
    assert message.template == "request_link_late"
    assert "Sign in" not in message.body


def test_a_colleague_who_can_sign_in_is_reminded_to_sign_in(enter: Enter, monday: datetime) -> None:
    """Also by the agency’s mailbox, which its people read."""
    check = asked_by_link(enter)
    user = User.objects.get(email="lee@openmash.example")
    RoleHolding.objects.create(
        user=user, role="GP", agency_id=PRACTICE, partnership_id="brackenford", starts_at=monday
    )
    enter("meera")
    assert remind_agencies(by=door("brackenford", at=monday + timedelta(days=2)))
    message = Message.objects.get(about=check.subject, to_user=user)
    assert "Sign in to answer" in message.body
    assert not Message.objects.filter(template="request_link_late").exists()


def test_a_worker_of_the_open_case_reads_the_enquiry_and_not_where_the_link_went(
    enter: Enter,
) -> None:
    """The link is the hub’s: its address, its number and its code are no part of a case."""
    check = asked_by_link(enter)
    rows = EnquiryRows(hub(check).enquiry)
    rows.read()
    assert rows.checks[0].open_link == live(check)
    enter("dev")
    assert not AnswerLink.objects.exists()
