"""Messages arrive once, whatever is killed, and say nothing about a child (L41)."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from openmash.core.actor import Actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.messaging.channels import smtp
from openmash.foundation.messaging.commands import (
    Notice,
    deliver_queued,
    delivering_actor,
    queue,
)
from openmash.foundation.messaging.commands.delivering import _begin
from openmash.foundation.messaging.models import Message, PostBox
from openmash.foundation.messaging.states import MessageState as S
from openmash.foundation.tasks.models import Task
from tests.fakes.notify import KEY, FakeNotify, fake_notify
from tests.fixtures import Enter


@pytest.fixture
def message(enter: Enter) -> Message:
    """A message to Ruth, queued."""
    ruth = enter("ruth")
    return queue(Notice("k", "outcome", ruth.user, "contact:1", "/w/BR-1/", "BR-1"), by=ruth)


@pytest.fixture
def postman(monday: datetime) -> Actor:
    """The part that sends messages."""
    return delivering_actor(partnership="brackenford", at=monday)


@pytest.fixture
def notify(settings: Settings) -> Iterator[FakeNotify]:
    """GOV.UK Notify as the channel."""
    with fake_notify() as server:
        settings.MESSAGE_CHANNEL = "notify"
        settings.NOTIFY_ADDRESS, settings.NOTIFY_API_KEY = server.address, KEY
        yield server


def _state(message: Message, by: Actor) -> str:
    act_as(by)
    message.refresh_from_db()
    return message.state


def _later(by: Actor, **time: float) -> Actor:
    return delivering_actor(partnership=by.partnership, at=by.at + timedelta(**time))


def test_the_mailbox_gets_it_once(message: Message, postman: Actor) -> None:
    assert deliver_queued(by=postman) == 1
    assert deliver_queued(by=postman) == 0
    assert (_state(message, postman), PostBox.objects.count()) == (S.SENT, 1)


def test_mail_leaves_with_a_lasting_id_and_no_personal_words(
    message: Message, postman: Actor, settings: Settings
) -> None:
    settings.MESSAGE_CHANNEL = "smtp"
    assert deliver_queued(by=postman) == 1
    assert deliver_queued(by=postman) == 0
    (sent,) = mail.outbox
    assert str(message.pk) in str(sent.extra_headers["Message-ID"])
    assert sent.to == ["ruth@openmash.example"]


def test_killed_while_mailing_is_asked_of_a_person_and_never_sent_again(
    message: Message, postman: Actor, settings: Settings
) -> None:
    settings.MESSAGE_CHANNEL = "smtp"
    _begin(message.pk, postman)  # the sender dies here
    assert deliver_queued(by=_later(postman, seconds=30)) == 0
    assert _state(message, postman) == S.SENDING  # it may still be alive
    assert deliver_queued(by=_later(postman, minutes=5)) == 0
    assert _state(message, postman) == S.UNCERTAIN
    assert mail.outbox == []
    assert Task.objects.get(kind="message_uncertain").for_role == "MASH_MGR"


def test_a_mail_server_that_is_away_is_asked_again_for_a_day(
    message: Message, postman: Actor, settings: Settings
) -> None:
    settings.MESSAGE_CHANNEL = "smtp"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert deliver_queued(by=postman) == 0
    assert _state(message, postman) == S.QUEUED
    assert deliver_queued(by=_later(postman, hours=25)) == 0
    assert _state(message, postman) == S.BOUNCED


@pytest.mark.parametrize(("code", "kind"), [(550, "Bounced"), (450, "TryAgain")])
def test_a_refused_address_is_for_good_only_from_500(code: int, kind: str) -> None:
    refused = smtplib.SMTPRecipientsRefused({"a@b.example": (code, b"no")})
    assert type(smtp._refusal(refused)).__name__ == kind


def test_notify_is_asked_before_anything_is_sent_a_second_time(
    message: Message, postman: Actor, notify: FakeNotify
) -> None:
    _begin(message.pk, postman)
    notify.taken.append({"reference": str(message.pk)})  # it had gone before the sender died
    assert deliver_queued(by=_later(postman, minutes=5)) == 1
    assert (_state(message, postman), len(notify.taken)) == (S.SENT, 1)


def test_notify_that_never_got_it_gets_it_after_the_crash(
    message: Message, postman: Actor, notify: FakeNotify
) -> None:
    _begin(message.pk, postman)
    assert deliver_queued(by=_later(postman, minutes=5)) == 1
    assert _state(message, postman) == S.SENT
    assert notify.taken[0]["reference"] == str(message.pk)


@pytest.mark.parametrize(("answer", "state"), [(400, S.BOUNCED), (429, S.QUEUED), (500, S.QUEUED)])
def test_notify_refusing_is_told_apart_from_notify_failing(
    message: Message, postman: Actor, notify: FakeNotify, answer: int, state: S
) -> None:
    notify.answer = answer
    assert deliver_queued(by=postman) == 0
    assert (_state(message, postman), notify.taken) == (state, [])
