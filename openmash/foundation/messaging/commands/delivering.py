"""Sending what is queued: never lost, never twice.

A channel outside our database is used in three commits: *sending* is committed first, then the
message leaves, then *sent* is committed. Killed in between, the channel is asked whether it went;
where nobody can tell, a person is asked and it is not sent again.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.messaging.access import record_facts
from openmash.foundation.messaging.channels import Bounced, Channel, TryAgain, channel
from openmash.foundation.messaging.minting import letter_of
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MESSAGE, MessageState
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import Wanted, raise_task

log = logging.getLogger("openmash.messaging")

GIVE_UP_AFTER = timedelta(hours=24)
SURELY_DEAD_AFTER = timedelta(minutes=2)  # longer than any channel waits for an answer


def deliver_queued(*, by: Actor) -> int:
    """Send everything that is queued, and settle what a crash left half sent; how many left."""
    settled = [_settle(key, by) for key in _keys(MessageState.SENDING, by)]
    sent = [deliver(key, by=by) for key in _keys(MessageState.QUEUED, by)]
    return sum(settled) + sum(sent)


def deliver(key: uuid.UUID | str, *, by: Actor) -> bool:
    """Send one queued message; False when it did not leave now (it may later) or had left before."""
    way = channel()
    try:
        with transaction.atomic():
            message = _begin(key, by)
            if way.in_transaction:
                way.deliver(message)
                _step(message, "sent", by, sent_at=by.at)
                return True
    except (MovedMeanwhile, Message.DoesNotExist):
        return False
    return _send(message, way, by)


def _send(message: Message, way: Channel, by: Actor) -> bool:
    try:
        way.deliver(message)
    except TryAgain as problem:
        _put_back(message, str(problem), by)
        return False
    except Bounced as problem:
        with transaction.atomic():
            act_as(by)
            _step(message, "bounced", by, bounced_at=by.at, problem=str(problem))
        return False
    except Exception:
        # It may or may not have gone: left as *sending*, which the next rounds settle.
        log.exception("message in doubt", extra={"message_id": str(message.pk)})
        return False
    with transaction.atomic():
        act_as(by)
        _step(message, "sent", by, sent_at=by.at)
    return True


def _begin(key: uuid.UUID | str, by: Actor) -> Message:
    act_as(by)
    message = Message.objects.select_for_update().get(pk=key)
    _step(message, "begin", by, sending_at=by.at)
    message.letter = letter_of(message, by)
    return message


def _put_back(message: Message, problem: str, by: Actor) -> None:
    """Try again at the next round, for a day; then it counts as bounced, so that somebody rings."""
    with transaction.atomic():
        act_as(by)
        if by.at - message.queued_at > GIVE_UP_AFTER:
            _step(message, "bounced", by, bounced_at=by.at, problem=problem)
        else:
            _step(message, "put_back", by, problem=problem)


def _settle(key: uuid.UUID, by: Actor) -> bool:
    """A message that began to leave and never said that it left: the sender was killed."""
    with transaction.atomic():
        act_as(by)
        message = Message.objects.select_for_update().get(pk=key)
        if message.state != MessageState.SENDING or not _is_abandoned(message, by):
            return False
        return _find_out(message, by)


def _is_abandoned(message: Message, by: Actor) -> bool:
    return message.sending_at is not None and by.at - message.sending_at > SURELY_DEAD_AFTER


def _find_out(message: Message, by: Actor) -> bool:
    try:
        went = channel().was_sent(message)
    except (TryAgain, Bounced):
        return False  # ask again at the next round
    if went is None:
        _step(message, "doubt", by, problem="We cannot tell whether it was sent")
        _ask_a_person(message, by)
    elif went:
        _step(message, "sent", by, sent_at=by.at)
    else:
        _step(message, "put_back", by)
    return bool(went)


def _ask_a_person(message: Message, by: Actor) -> None:
    raise_task(
        Wanted(
            kind="message_uncertain",
            title=f"Ask whether this message arrived: {message.heading}",
            about=message.subject,
            path=message.path,
            for_agency=council(by.partnership),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )


def _step(message: Message, name: str, by: Actor, **changes: object) -> None:
    step = MESSAGE[name]
    allowed = permit(by, step.permission, record_facts(message))
    move(message, step, allowed, about=[message.about], changes=changes)


def _keys(state: MessageState, by: Actor) -> list[uuid.UUID]:
    with transaction.atomic():
        act_as(by)
        queued = Message.objects.filter(partnership_id=by.partnership, state=state)
        return list(queued.order_by("queued_at", "id").values_list("pk", flat=True)[:500])
