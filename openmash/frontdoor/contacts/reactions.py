"""What follows by itself when a worry arrives: a receipt within a minute, and people called (P1)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FileEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.people.models import Voice
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.commands.calling import call_back_to_screening, call_to_read
from openmash.frontdoor.contacts.commands.linking import link_by_itself
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ARRIVED, CONTACT, OPEN, ContactState

# Why there are no words from a child, where somebody can do something about it (P28).
TO_BE_HEARD = {
    "not_seen": "see a child whom nobody has seen, and hear them",
    "language": "find an interpreter, and hear a child",
}
DANGER_TASKS = {"danger": Role.MASH_SCREEN, "danger_manager": Role.MASH_MGR}
declare_settled_by_act(dict.fromkeys(DANGER_TASKS, "when somebody takes it up"))


@on(ContactEvent.SUBMITTED)
def acknowledge(event: Event, by: Actor) -> None:
    """Send the receipt and stop C01; screening never waits for it."""
    contact = _contact(event)
    if contact.state == ContactState.ACKNOWLEDGED:
        return
    arrived = contact.state == ContactState.SUBMITTED
    step = CONTACT["acknowledge" if arrived else "acknowledge_late"]
    move(contact, step, permit(by, step.permission, record_facts(contact)))
    if contact.sender_id is not None:
        queue(_receipt(contact), by=by)


@on(ContactEvent.SUBMITTED)
def recognise(event: Event, by: Actor) -> None:
    """A verified NHS number with its birth date says who a child is; all else is a person's click."""
    for child in _contact(event).children.filter(removed_at=None, person=None):
        link_by_itself(child, by=by)


@on(ContactEvent.SUBMITTED)
@on(ContactEvent.DANGER_SAID_AGAIN, "call_for_danger_said_later")
def call_for_danger(event: Event, by: Actor) -> None:
    """A child is in danger: whoever screens and whoever manages have it before them at once."""
    contact = _contact(event)
    if not contact.immediate_danger:
        return
    for kind, role in DANGER_TASKS.items():
        raise_task(_danger_task(contact, kind, role), by=by)


@on(ContactEvent.SUBMITTED)
def ask_to_hear_children(event: Event, by: Actor) -> None:
    """A child not seen yet, or without a shared language, is a task, never a gap (P28, L104)."""
    contact = _contact(event)
    children = contact.children.filter(removed_at=None)
    subjects = [child.subject for child in children]
    whys = Voice.objects.filter(about__in=subjects, stage="contact", absence__in=TO_BE_HEARD)
    for why in whys.values_list("absence", flat=True).distinct():
        raise_task(_hearing_task(contact, why), by=by)


@on(ContactEvent.TAKEN_UP)
def danger_is_seen(event: Event, by: Actor) -> None:
    """Somebody has taken it up: the calls for danger are answered."""
    for kind in DANGER_TASKS:
        settle(kind, event.subject, by=by)


@on(ContactEvent.QUESTIONS_ANSWERED)
def screen_again(event: Event, by: Actor) -> None:
    """The sender has answered: whoever screens it goes on (P1)."""
    call_back_to_screening(_contact(event), by=by)


@on(ContactEvent.ADDED_TO)
def call_to_read_it(event: Event, by: Actor) -> None:
    """What is added to a contact that somebody has read is read, too; a new one is read as a whole."""
    contact = _contact(event)
    is_new = contact.state in ARRIVED and contact.assigned_to_id is None
    if contact.state in OPEN and not (contact.is_being_written or is_new):
        call_to_read(contact, by=by)


@on(FileEvent.CLEAN)
def call_to_read_what_opens(event: Event, by: Actor) -> None:
    """Whoever read a worry while a file of it was held has not read the file."""
    found = StoredFile.objects.get(pk=event.subject.partition(":")[2])
    kind, _, key = found.about.partition(":")
    if kind != "contact" or found.sent_at is None:
        return
    contact = Contact.objects.get(pk=key)
    is_new = contact.state in ARRIVED and contact.assigned_to_id is None
    if contact.state != ContactState.IN_ERROR and not is_new:
        call_to_read(contact, "a file that was held can be opened now, read it", by=by)


def _contact(event: Event) -> Contact:
    return Contact.objects.get(pk=event.subject.partition(":")[2])


def _receipt(contact: Contact) -> Notice:
    return Notice(
        key=f"{contact.subject}:acknowledged",
        template="acknowledged",
        to_user=str(contact.sender_id),
        about=contact.subject,
        path=f"/worries/{contact.reference}/status/",
        reference=contact.reference,
    )


def _hearing_task(contact: Contact, why: str) -> Wanted:
    return Wanted(
        kind=f"hear_the_child_{why}",
        title=f"{contact.reference}: {TO_BE_HEARD[why]}",
        about=contact.subject,
        path=contact.hub_path,
        for_agency=council(contact.partnership_id),
        for_role=Role.MASH_SW,
    )


def _danger_task(contact: Contact, kind: str, role: Role) -> Wanted:
    return Wanted(
        kind=kind,
        title=f"A child is in danger now: open {contact.reference}",
        about=contact.subject,
        path=f"/contacts/{contact.reference}/",
        due_at=contact.submitted_at,
        for_agency=council(contact.partnership_id),
        for_role=role,
    )
