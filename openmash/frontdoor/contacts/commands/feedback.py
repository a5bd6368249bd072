"""Owing, writing, sending and settling the answer to a sender (P8, L41)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.commands import Sharing, disclose
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.frontdoor.contacts import access
from openmash.frontdoor.contacts.events import FeedbackEvent
from openmash.frontdoor.contacts.models import Contact, Feedback, Reply
from openmash.frontdoor.contacts.queries.feedback import (
    answer_due,
    is_out_of_reach,
    record_facts,
    replied,
    wants_to_be_rung,
)
from openmash.frontdoor.contacts.queries.screening import agency_of, is_held
from openmash.frontdoor.contacts.rules import feedback as rules
from openmash.frontdoor.contacts.states import CONTACT, FEEDBACK, ContactState, FeedbackState

TELEPHONE, ANSWER = "feedback.telephone", "feedback.answer"
KINDS = {"query": Reply.Kind.QUERY, "disagree": Reply.Kind.DISAGREEMENT}
UNSENT = (FeedbackState.OWED, FeedbackState.COMPOSED)
BASES = (Disclosure.Basis.A6_1_E, Disclosure.Basis.A9_2_G, Disclosure.Basis.CA04_S11)


@transaction.atomic
def owe(contact: Contact, *, because: str, deciders: Iterable[str] = (), by: Actor) -> Feedback:
    """The sender is owed an answer for this reason; a debt still unpaid is not doubled.

    The caller holds the permit for what brought the debt about (decided, accepted, duplicate).
    """
    debt, is_new = Feedback.objects.get_or_create(
        partnership_id=contact.partnership_id,
        contact=contact,
        recipient_id=contact.sender_id,
        because=because,
        state=FeedbackState.OWED,
        defaults={"owed_at": by.at, "deciders": sorted(deciders)},
    )
    if is_new:
        record(FeedbackEvent.OWED, by=by, subject=debt.subject, about=[contact.subject])
    return debt


@transaction.atomic
def compose(feedback: Feedback, body: rules.Body, *, by: Actor) -> Feedback:
    """Write the answer in the words its receiver may have; kept as it stands (P8)."""
    changes: dict[str, object] = {"body": body.as_kept, "composed_at": by.at}
    return _step(feedback, "compose", by, {"receiver": body.receiver}, changes)


@transaction.atomic
def send(feedback: Feedback, *, by: Actor) -> Feedback:
    """Put the answer before its reader: an act of sharing, and a message with a link alone (L41)."""
    _step(feedback, "send", by, {}, {"sent_at": by.at})
    if feedback.recipient_id is None:
        _put_at_their_link(feedback, by)
    else:
        disclose(_sharing(feedback), by=by)
        queue(_notice(feedback, "outcome", f"{feedback.subject}:outcome"), by=by)
    _all_told(feedback.contact, by)
    return feedback


@transaction.atomic
def compose_and_send(feedback: Feedback, body: rules.Body, *, by: Actor) -> Feedback:
    """Write and send what is owed; what has gone already is left alone.

    Who rang has no place to look: what is written for them is sent by whoever rings them.
    """
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if feedback.state == FeedbackState.OWED:
        compose(feedback, body, by=by)
    if feedback.state != FeedbackState.COMPOSED:
        return feedback
    if feedback.contact.taken_by_id is not None:
        telephone(feedback, by=by)
    else:
        send(feedback, by=by)
    return feedback


@transaction.atomic
def deliver(feedback: Feedback, *, by: Actor) -> Feedback:
    """The notice has arrived; what was read meanwhile stays read."""
    if feedback.state == FeedbackState.SENT:
        _step(feedback, "deliver", by, {}, {"delivered_at": by.at})
    return feedback


@transaction.atomic
def bounce(feedback: Feedback, *, by: Actor) -> Feedback:
    """The notice came back: telephone the sender, and try their agency's safeguarding mailbox (P8)."""
    if feedback.state in FEEDBACK["bounce"].sources:
        _step(feedback, "bounce", by, {}, {"bounced_at": by.at})
    if feedback.state == FeedbackState.BOUNCED:
        telephone(feedback, by=by)
        tell_agency(feedback, by=by)
    return feedback


@transaction.atomic
def send_again(feedback: Feedback, *, by: Actor) -> Feedback:
    """Send the notice once more, to the address the sender has now."""
    _step(feedback, "resend", by, {}, {"sent_at": by.at})
    key = f"{feedback.subject}:outcome:{feedback.version}"
    queue(_notice(feedback, "outcome", key), by=by)
    return feedback


@transaction.atomic
def read(feedback: Feedback, *, by: Actor) -> Feedback:
    """Its reader has opened it; opening it again changes nothing."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    permit(by, P.FEEDBACK_REPLY, record_facts(feedback))
    if feedback.state in FEEDBACK["read"].sources:
        _step(feedback, "read", by, {}, {"read_at": by.at})
        settle(TELEPHONE, feedback.subject, by=by)
    return feedback


@transaction.atomic
def acknowledge(feedback: Feedback, *, by: Actor) -> Feedback:
    """The answer is clear to its reader."""
    return _step(feedback, "acknowledge", by, {}, {"replied_at": by.at})


@transaction.atomic
def query(feedback: Feedback, text: str, *, by: Actor) -> Feedback:
    """Its reader asks; the hub answers within one working day (C41)."""
    return _reply(feedback, "query", text, by)


@transaction.atomic
def disagree(feedback: Feedback, text: str, *, by: Actor) -> Feedback:
    """Its reader thinks that it is wrong, and says why; a manager answers (P8, P19 stage 1)."""
    refuse_if(rules.why_not_disagreeing(text))
    return _reply(feedback, "disagree", text, by)


@transaction.atomic
def answer(feedback: Feedback, text: str, *, by: Actor) -> Feedback:
    """Answer a question or a disagreement; the sender reads it on their status page."""
    said = _said(text, "Write the answer")
    refuse_if(rules.why_not_answering(replied(feedback), user=by.user, role=by.role))
    _step(feedback, "answer", by, {}, {})
    _say(feedback, Reply.Kind.ANSWER, said, by)
    settle(ANSWER, feedback.subject, by=by)
    queue(_notice(feedback, "answered", f"{feedback.subject}:answered:{feedback.version}"), by=by)
    return feedback


@transaction.atomic
def tell_by_phone(feedback: Feedback, note: str, *, by: Actor) -> Feedback:
    """The sender was told by telephone: by whom, when, and what was said (P8)."""
    _step(feedback, "tell_by_phone", replace(by, reason=clean(note).strip()), {}, {})
    if _is_caller_at_work(feedback):
        disclose(_sharing(feedback), by=by)
    settle(TELEPHONE, feedback.subject, by=by)
    _all_told(feedback.contact, by)
    return feedback


@transaction.atomic
def not_owed(feedback: Feedback, code: str, text: str, *, by: Actor) -> Feedback:
    """A manager records that no answer is owed, on one of the grounds for it (P8)."""
    refuse_if(rules.why_still_owed(code, text, out_of_reach=is_out_of_reach(feedback.contact)))
    _step(feedback, "not_owed", replace(by, reason=clean(text).strip()), {"ground": code}, {})
    settle(TELEPHONE, feedback.subject, by=by)
    _all_told(feedback.contact, by)
    return feedback


@transaction.atomic
def telephone(feedback: Feedback, *, by: Actor) -> None:
    """Somebody at the hub is asked to telephone the sender.

    Where a caller left no number, or said not to ring, a manager is asked to say that nothing is owed.
    """
    contact = feedback.contact
    who = Role.MASH_MGR if is_out_of_reach(contact) else Role.MASH_SW
    wanted = Wanted(
        kind=TELEPHONE,
        title=f"{contact.reference}: {_what_to_ring_for(feedback)}",
        about=feedback.subject,
        path=_answer_path(contact),
        for_agency=agency_of(who, by=by),
        for_role=who,
    )
    raise_task(wanted, by=by)


@transaction.atomic
def tell_agency(feedback: Feedback, *, by: Actor) -> None:
    """Send the notice to the safeguarding mailbox of the sender's agency too, once (P8)."""
    agency = Agency.objects.get(pk=feedback.contact.sender_agency_id)
    if not agency.safeguarding_email:
        return
    notice = Notice(
        key=f"{feedback.subject}:agency",
        template="resent_to_agency",
        to_user=None,
        about=feedback.subject,
        path=_sender_path(feedback.contact),
        reference=feedback.contact.reference,
        to_address=agency.safeguarding_email,
    )
    queue(notice, by=by)
    record(FeedbackEvent.RESENT, by=by, subject=feedback.subject, about=[feedback.contact.subject])


def _put_at_their_link(feedback: Feedback, by: Actor) -> None:
    """Whoever has no account finds it where they were told to look, and is rung if they asked for it.

    No act of sharing: it holds no fact of anybody.
    """
    deliver(feedback, by=by)
    if wants_to_be_rung(feedback.contact):
        telephone(feedback, by=by)


def _step(
    feedback: Feedback,
    name: str,
    by: Actor,
    facts: dict[str, object],
    changes: dict[str, object],
) -> Feedback:
    step, allowed = _allowed(feedback, name, by)
    about = [feedback.contact.subject]
    move(feedback, step, allowed, about=about, facts=facts, changes=changes)
    return feedback


def _allowed(feedback: Feedback, name: str, by: Actor) -> tuple[Move, Permit]:
    step = FEEDBACK[name]
    return step, permit(by, step.permission, record_facts(feedback))


def _reply(feedback: Feedback, name: str, text: str, by: Actor) -> Feedback:
    said = _said(text, "Write what you want to say")
    contact = Contact.objects.select_for_update().get(pk=feedback.contact_id)
    _step(feedback, name, by, {}, {"replied_at": by.at})
    _say(feedback, KINDS[name], said, by)
    _open_for_answer(contact, by)
    raise_task(_to_answer(feedback, name, by), by=by)
    return feedback


def _say(feedback: Feedback, kind: Reply.Kind, text: str, by: Actor) -> None:
    Reply.objects.create(
        partnership_id=feedback.partnership_id,
        feedback=feedback,
        kind=kind,
        text=text,
        said_at=by.at,
        said_by=by.name,
    )


def _open_for_answer(contact: Contact, by: Actor) -> None:
    """A contact never stands closed while an answer is owed (G3)."""
    if contact.state != ContactState.CLOSED:
        return
    joined = contact.duplicate_of_id is not None
    name = "reopen_duplicate_for_answer" if joined else "reopen_for_answer"
    step, allowed = access.permitted_step(contact, name, by)
    move(contact, step, allowed, about=access.people_of(contact), changes={"closed_at": None})


def _to_answer(feedback: Feedback, name: str, by: Actor) -> Wanted:
    """The task of whoever answers: never alone of the manager whose decision is disputed (P19)."""
    contact, what = feedback.contact, "a question" if name == "query" else "a disagreement"
    disputed = frozenset(feedback.deciders) if name == "disagree" else frozenset()
    role = Role.MASH_MGR if is_held(Role.MASH_MGR, but_by=disputed, by=by) else Role.SVC_MGR
    return Wanted(
        kind=ANSWER,
        title=f"{contact.reference}: the sender has {what} about the outcome",
        about=feedback.subject,
        path=_answer_path(contact),
        due_at=answer_due(feedback),
        for_agency=agency_of(role, by=by),
        for_role=role,
    )


def _all_told(contact: Contact, by: Actor) -> None:
    """When nothing of this contact is unsent, its sender has been told: the clock C03 stops."""
    if Feedback.objects.filter(contact=contact, state__in=UNSENT).exists():
        return
    contact.refresh_from_db()
    aside = contact.state in CONTACT["note_feedback_sent"].sources
    name = "note_feedback_sent" if aside else "mark_feedback_sent"
    step = CONTACT[name]
    if contact.state in step.sources:
        itself = system_actor("contacts.feedback", partnership=by.partnership, at=by.at)
        allowed = permit(itself, step.permission, access.record_facts(contact))
        move(contact, step, allowed, about=access.people_of(contact))


def _sharing(feedback: Feedback) -> Sharing:
    contact = feedback.contact
    return Sharing(
        to_user=str(feedback.recipient_id or ""),
        to_agency=contact.sender_agency_id,
        about=feedback.subject,
        subjects=tuple(access.people_of(contact)),
        purpose="Outcome of a worry, told to the professional who sent it (P8)",
        bases=BASES,
        necessity="The sender needs the outcome to go on with their own duty towards the child.",
        handling=("For the reader and their safeguarding lead. Not for the family.",),
    )


def _is_caller_at_work(feedback: Feedback) -> bool:
    """Somebody who rang about their work is told facts, which is an act of sharing with their agency."""
    rang = feedback.contact.taken_by_id is not None
    return rang and feedback.contact.sender_role != Role.PUBLIC


def _what_to_ring_for(feedback: Feedback) -> str:
    if is_out_of_reach(feedback.contact):
        return "the caller cannot be rung, or said not to. Say that no answer is owed"
    if feedback.contact.sender_role == Role.PUBLIC:
        return "ring whoever told us: it was dealt with, and nothing about anybody"
    return "telephone the sender with the outcome"


def _notice(feedback: Feedback, template: str, key: str) -> Notice:
    return Notice(
        key=key,
        template=template,
        to_user=str(feedback.recipient_id or ""),
        about=feedback.subject,
        path=_sender_path(feedback.contact),
        reference=feedback.contact.reference,
    )


def _said(text: str, wanting: str) -> str:
    said = clean(text).strip()
    if not said:
        raise NotReady(wanting)
    return said


def _sender_path(contact: Contact) -> str:
    return f"/worries/{contact.reference}/status/"


def _answer_path(contact: Contact) -> str:
    return f"/contacts/{contact.reference}/answer/"
