"""What happens with answers by itself: written, sent, delivered, come back, not read (P8, L41).

The outcome of a decision is written by `decisions`, which knows it; here are the answers that
need no decision, and what the messages tell us.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MessageEvent
from openmash.foundation.reference.queries import calendar_on, number
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.commands import feedback as commands
from openmash.frontdoor.contacts.commands.passing_on import OPEN_CASE
from openmash.frontdoor.contacts.commands.setting_aside import AGAIN, IN_ERROR
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.feedback import (
    DUPLICATE,
    accepted_route,
    bare_facts,
    role_of_recipient,
)
from openmash.frontdoor.contacts.rules.feedback import (
    Receiver,
    receiver_of,
    wording_of_duplicate,
    wording_of_open_case,
)
from openmash.frontdoor.contacts.rules.meanwhile import wording_of_error, wording_of_second_look
from openmash.frontdoor.contacts.states import FeedbackState

UNREAD_SETTING = "unread-days-before-phoning"
OUTCOME = "outcome"
declare_settled_by_act(
    {
        commands.TELEPHONE: "when the sender has read it, or you record what you told them",
        commands.ANSWER: "when the sender has their answer",
    }
)


@on(ContactEvent.MARKED_DUPLICATE)
def tell_of_duplicate(event: Event, by: Actor) -> None:
    """The second sender hears that the worry was known already, and that they will hear again."""
    contact = _contact(event)
    for debt in _owed(contact, DUPLICATE):
        body = wording_of_duplicate(receiver(debt), bare_facts(contact))
        commands.compose_and_send(debt, body, by=by)
    original = contact.duplicate_of
    route = accepted_route(original) if original is not None else None
    if original is not None and route is not None:
        if not Feedback.objects.filter(contact=contact, because=OPEN_CASE).exists():
            commands.owe(contact, because=OPEN_CASE, by=by)
        _tell_of_worker(contact, route.worker.name, by)


@on(ContactEvent.ROUTE_ACCEPTED)
def tell_of_open_case(event: Event, by: Actor) -> None:
    """The sender hears that the worker of the open case has taken it over."""
    contact = _contact(event)
    _owe_duplicates(contact, OPEN_CASE, event, by)
    for one in [contact, *contact.duplicates.all()]:
        _tell_of_worker(one, event.user_name, by)


@on(ContactEvent.ENTERED_IN_ERROR)
def tell_of_error(event: Event, by: Actor) -> None:
    """The sender hears that it was put away, and whom to ring if that is wrong."""
    contact = _contact(event)
    for debt in _owed(contact, IN_ERROR):
        body = wording_of_error(receiver(debt), bare_facts(contact))
        commands.compose_and_send(debt, body, by=by)


@on(ContactEvent.NOT_DUPLICATE)
def correct_duplicate(event: Event, by: Actor) -> None:
    """The answer that it was joined to another no longer holds."""
    _tell_of_second_look(_contact(event), by)


@on(ContactEvent.NOT_IN_ERROR)
def correct_error(event: Event, by: Actor) -> None:
    """The answer that it was a mistake no longer holds."""
    _tell_of_second_look(_contact(event), by)


@on(ContactEvent.GIVEN_BACK)
def correct_open_case(event: Event, by: Actor) -> None:
    """The answer that a worker has taken it no longer holds, for duplicates too."""
    contact = _contact(event)
    _owe_duplicates(contact, AGAIN, event, by)
    for one in [contact, *contact.duplicates.all()]:
        _tell_of_second_look(one, by)


@on(MessageEvent.SENT)
def note_delivered(event: Event, by: Actor) -> None:
    """The notice of an outcome has left and arrived."""
    if feedback := _feedback_of(event, OUTCOME):
        commands.deliver(feedback, by=by)


@on(MessageEvent.BOUNCED)
def note_bounced(event: Event, by: Actor) -> None:
    """The notice came back, so somebody telephones, and the agency's mailbox is tried."""
    if feedback := _feedback_of(event, OUTCOME):
        commands.bounce(feedback, by=by)
    elif feedback := _feedback_of(event):
        commands.telephone(feedback, by=by)


def chase_unread(*, by: Actor) -> int:
    """Outcomes unread after two working days go to the agency's mailbox, and somebody telephones.

    Run by the worker now and then; the same outcome is chased once. Says how many were chased.
    """
    days = number(by.partnership, UNREAD_SETTING)
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    chased = 0
    for feedback in _unread(by):
        last_day = calendar.add_days(london_day(feedback.sent_at or feedback.owed_at), days)
        if by.at >= calendar.close_of(last_day):
            with transaction.atomic():
                commands.telephone(feedback, by=by)
                commands.tell_agency(feedback, by=by)
            chased += 1
    return chased


def _owe_duplicates(contact: Contact, because: str, event: Event, by: Actor) -> None:
    """Whoever sent the same worry is owed the same answer, once for each event (P1, G3)."""
    for one in contact.duplicates.order_by("submitted_at", "id"):
        since = Feedback.objects.filter(contact=one, because=because, owed_at__gte=event.at)
        if not since.exists():
            commands.owe(one, because=because, by=by)


def _tell_of_worker(contact: Contact, worker: str, by: Actor) -> None:
    facts = bare_facts(contact, worker=worker)
    for debt in _owed(contact, OPEN_CASE):
        commands.compose_and_send(debt, wording_of_open_case(receiver(debt), facts), by=by)


def _tell_of_second_look(contact: Contact, by: Actor) -> None:
    for debt in _owed(contact, AGAIN):
        body = wording_of_second_look(receiver(debt), bare_facts(contact))
        commands.compose_and_send(debt, body, by=by)


def receiver(feedback: Feedback) -> Receiver:
    """Who reads this answer (`roles.md` §5)."""
    return receiver_of(role_of_recipient(feedback))


def _unread(by: Actor) -> Iterable[Feedback]:
    chased = Message.objects.filter(
        partnership_id=by.partnership, template="resent_to_agency"
    ).values_list("about", flat=True)
    told = set(chased)
    out = Feedback.objects.filter(
        partnership_id=by.partnership,
        recipient__isnull=False,
        state__in=[FeedbackState.SENT, FeedbackState.DELIVERED],
    )
    return [f for f in out.select_related("contact") if f.subject not in told]


def _contact(event: Event) -> Contact:
    return Contact.objects.get(pk=event.subject.partition(":")[2])


def _owed(contact: Contact, because: str) -> Iterable[Feedback]:
    debts = Feedback.objects.filter(contact=contact, because=because, state=FeedbackState.OWED)
    return list(debts.select_related("contact", "recipient"))


def _feedback_of(event: Event, template: str = "") -> Feedback | None:
    about = [one for one in event.about if one.startswith("feedback:")]
    if not about:
        return None
    message = Message.objects.get(pk=event.subject.partition(":")[2])
    if template and message.template != template:
        return None
    found = Feedback.objects.filter(pk=about[0].partition(":")[2])
    return found.select_related("contact", "recipient").first()
