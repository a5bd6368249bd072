"""What is said and what can be done when a one-time link is over, late or was never sent (P5)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client, override_settings

from openmash.foundation.messaging.models import Message
from openmash.frontdoor.contacts.tests.builders import a_draft
from openmash.frontdoor.enquiries.commands.announcing import remind_agencies, tell_outcome
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.queries.links import door
from openmash.frontdoor.enquiries.tests.answering import hub, signed_in
from openmash.frontdoor.enquiries.tests.links import (
    AMY,
    asked_by_link,
    asked_page,
    code_for,
    enters,
    letter_to,
    live,
    ringing,
    wrong,
)
from openmash.frontdoor.enquiries.tests.test_waiting_for_agencies import react
from tests.fixtures import Enter

TOLD = "The family is offered early help."


@pytest.fixture(autouse=True)
def on_monday(monday: datetime) -> object:
    with time_machine.travel(monday, tick=False):
        yield


def decided(enter: Enter, check: AgencyCheck) -> None:
    enter("meera")
    MashEnquiry.objects.filter(pk=check.enquiry_id).update(state="decided")


def told(enter: Enter, client: Client, monday: datetime) -> AgencyCheck:
    """The practice has answered, it is decided, and a link to that has been sent."""
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(f"{asked_page(check)}nil/", {"outcome": "nothing_relevant"})
    react(enter, monday)
    tell_outcome(hub(check), [TOLD], by=door("brackenford", at=monday))
    decided(enter, check)
    return check


def enquiry_page(check: AgencyCheck) -> str:
    return signed_in(Client(), "tom").get(f"/contacts/{check.reference}/enquiry/").content.decode()


def test_a_press_that_came_too_late_is_not_called_arrived(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    with time_machine.travel(monday + timedelta(minutes=61), tick=False):
        late = client.post(f"{asked_page(check)}nil/", {"outcome": "not_known"}, follow=True)
    page = late.content.decode()
    assert "did not reach the hub" in page
    assert "if you sent something" in page
    enter("tom")
    assert AgencyCheck.objects.get(pk=check.pk).state == "requested"


def test_the_code_of_what_was_decided_is_read_out_from_the_enquiry(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = told(enter, client, monday)
    code = f"/contacts/{check.reference}/enquiry/agencies/{check.pk}/code/"
    assert code in enquiry_page(check)
    assert "Shown once" in signed_in(Client(), "tom").post(code).content.decode()


def test_an_outcome_whose_link_was_guessed_at_is_sent_once_more(
    enter: Enter, client: Client, monday: datetime
) -> None:
    check = told(enter, client, monday)
    letter = letter_to(check, enter("tom"))
    code = code_for(check, enter("tom"))
    for _ in range(5):
        Client().post(letter, {"code": wrong(code), **AMY})
    enter("tom")
    assert live(check) is None
    assert [one for one in ringing() if "what was decided" in one]
    assert not [one for one in ringing() if "opens nothing" in one]  # that nobody could settle
    assert "Send a link to what was decided" in enquiry_page(check)
    page = f"/contacts/{check.reference}/enquiry/agencies/{check.pk}/link/"
    sent = signed_in(Client(), "tom").post(page, follow=True).content.decode()
    assert "Sent. Ring them, and read out the code" in sent
    letter, reader = letter_to(check, enter("tom")), Client()
    reader.post(letter, {"code": code_for(check, enter("tom")), **AMY})
    assert TOLD in reader.get(asked_page(check)).content.decode()


def test_a_practice_asked_for_what_was_decided_is_rung_with_its_code(enter: Enter) -> None:
    """T5: the enquiry is decided, and the practice is waited for."""
    check = asked_by_link(enter)
    decided(enter, check)
    page = enquiry_page(check)
    for act in ("code", "link", "answer"):
        assert f"/enquiry/agencies/{check.pk}/{act}/" in page


@override_settings(MESSAGES_LEAVE=False)
def test_where_messages_do_not_leave_the_telephone_is_left(enter: Enter, monday: datetime) -> None:
    """And a reminder speaks of no link that was never sent."""
    check = asked_by_link(enter)
    assert live(check) is None
    assert [one for one in ringing() if "ask by telephone" in one]
    enter("meera")
    remind_agencies(by=door("brackenford", at=monday + timedelta(days=2)))
    message = Message.objects.get(template="request_ring_late")
    assert "link" not in message.body.partition("Whom to ring")[0]


def test_another_question_asks_to_sign_in(enter: Enter, client: Client) -> None:
    """On a computer that a link was opened on, somebody with an account follows a message of theirs."""
    check = asked_by_link(enter)
    enters(client, check, enter("tom"))
    client.post(f"{asked_page(check)}nil/", {"outcome": "nothing_relevant"})
    assert "/answer/over/" in client.get(asked_page(check))["Location"]
    other = "/requests/00000000-0000-4000-8000-000000000001/"
    assert "/answer/over/" not in client.get(other)["Location"]


def test_a_wrong_code_does_not_hide_danger_from_whoever_is_signed_in(
    enter: Enter, client: Client
) -> None:
    check = asked_by_link(enter)
    a_draft(enter, A3="not_safe")
    letter = letter_to(check, enter("tom"))
    tom = signed_in(client, "tom")
    assert "1 worry with immediate danger" in tom.get("/tray/").content.decode()
    page = tom.post(letter, {"code": "000000", **AMY}).content.decode()
    assert "This did not open anything" in page
    assert "1 worry with immediate danger" in page
