"""Sending a worry, adding to it, answering the hub, and taking a draft back (P1, P28)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean, shorten
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.files.commands import send_files
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.people.models import Voice
from openmash.frontdoor.contacts.access import permitted_step, record_facts
from openmash.frontdoor.contacts.emarf.ages import read_age
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.contacts.rules import sending, writing
from openmash.frontdoor.contacts.rules.signs import sign_in
from openmash.frontdoor.contacts.states import CONTACT, ContactState

LINE = 90
LATER = "Z1"
BRUISED = "I3"  # has a baby who cannot move about any bruise or mark?
COLUMNS = {
    "A1_name": "name",
    "A1_description": "description",
    "A1_age": "age_text",
    "A1_sex": "sex",
    "A1_address": "address",
    "A1_postcode": "postcode",
    "A1_nhs": "nhs_number",
    "A1_upn": "upn",
}


def locked(contact: Contact, *, by: Actor) -> Contact:
    """The contact afresh, held by this transaction until it ends."""
    return Contact.objects.select_for_update().get(pk=contact.pk, partnership_id=by.partnership)


@transaction.atomic
def submit(contact: Contact, reading: int = 0, *, by: Actor) -> Contact:
    """Send the worry, when the essentials are there (P1); sending twice sends once (§9).

    `reading` are the seconds it took to look it over, which nobody has been told of yet (§2).
    """
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_SUBMIT, record_facts(contact))
    if contact.submitted_at is not None:
        return contact
    refuse_if(sending.missing_essentials(_load(contact, by).facts))
    own = Contact.objects.filter(pk=contact.pk)
    own.update(active_seconds=F("active_seconds") + max(reading, 0))
    return _send(contact, by)


@transaction.atomic
def submit_at_once(contact: Contact, *, by: Actor) -> Contact:
    """A child is in danger: send what is there, and let the sender go on writing (§4 A3)."""
    contact = locked(contact, by=by)
    return contact if contact.submitted_at else _send(contact, by, danger=True)


@transaction.atomic
def submit_whole(contact: Contact, *, by: Actor) -> Contact:
    """Send what came in one piece, from somebody who does not go on writing (P1)."""
    contact = locked(contact, by=by)
    filled = _load(contact, by)
    refuse_if(sending.missing_from_outside(filled.facts))
    danger = filled.facts.safety == sending.Safety.NOT_SAFE
    return _send(contact, by, danger=danger, finished=True)


@transaction.atomic
def submit_call(contact: Contact, *, by: Actor) -> Contact:
    """Somebody is on the telephone: it is at the hub with the first words, and goes on (P1 R2)."""
    contact = locked(contact, by=by)
    danger = _load(contact, by).facts.safety == sending.Safety.NOT_SAFE
    return _send(contact, by, danger=danger, finished=False)


def _send(
    contact: Contact, by: Actor, *, danger: bool = False, finished: bool | None = None
) -> Contact:
    if not danger:
        _let_go_of_the_unasked(_load(contact, by), by)
    filled = refresh(contact, by=by)
    step, allowed = permitted_step(contact, "submit", by)
    facts: dict[str, object] = {
        "danger": danger,
        "children": len(filled.children),
        "completeness": contact.completeness,
        "seconds": contact.active_seconds,
        "inputs": contact.input_count,
    }
    changes = {
        "submitted_at": by.at,
        "immediate_danger": danger,
        "finished_at": by.at if (not danger if finished is None else finished) else None,
    }
    move(contact, step, allowed, facts=facts, changes=changes)
    send_files(contact.subject, by=by)
    _write_voices(filled, by)
    return contact


def _let_go_of_the_unasked(filled: Filled, by: Actor) -> None:
    """What the sender took back by unticking what had brought it up does not go out.

    Emptied as the sender would have emptied it; in danger everything typed is sent.
    """
    children = {child.pk: child for child in filled.children}
    for (key, question), answer in filled.answers.items():
        asked = filled.definition.questions.get(question)
        child = children.get(key) if key else None
        if asked and answer.value and (child or not key) and not filled.is_asked(asked, child):
            answer.value = [] if isinstance(answer.value, list) else ""
            answer.version, answer.saved_at, answer.saved_by = answer.version + 1, by.at, by.user
            answer.save()


@transaction.atomic
def finish_writing(contact: Contact, *, by: Actor) -> Contact:
    """The sender of an urgent worry has nothing to add to the form; it becomes as it was sent."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    return _finish(contact, by)


@transaction.atomic
def finish_for_another(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Whoever took a call cannot say that it is over; somebody else who takes calls does, and why."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_TAKE_CALL, record_facts(contact))
    if not reason.strip():
        raise NotReady("Say why you end it for them")
    return _finish(contact, replace(by, reason=clean(reason).strip()))


def _finish(contact: Contact, by: Actor) -> Contact:
    sent = Contact.objects.filter(pk=contact.pk, submitted_at__isnull=False)
    if sent.filter(finished_at=None).update(finished_at=by.at):
        record(ContactEvent.FINISHED, by=by, subject=contact.subject)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def add_later(contact: Contact, text: str, *, by: Actor) -> Contact:
    """Add something to what was sent; what was there stays as it was (§9.7)."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    refuse_if(filter(None, [writing.why_not_addable(contact.state)]))
    if not text.strip():
        raise NotReady("Write what you want to add")
    _append(contact, clean(text).strip(), by)
    record(ContactEvent.ADDED_TO, by=by, subject=contact.subject, facts={"questions": [LATER]})
    return contact


@transaction.atomic
def say_danger_later(contact: Contact, *, by: Actor) -> Contact:
    """Danger said only after it was sent calls people as danger said at once (§4 A3)."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    if contact.immediate_danger:
        return contact
    facts = {"before": contact.safety_now, "now": sending.Safety.NOT_SAFE}
    contact.immediate_danger, contact.safety_now = True, sending.Safety.NOT_SAFE
    contact.save(update_fields=["immediate_danger", "safety_now"])
    record(ContactEvent.DANGER_SAID_AGAIN, by=by, subject=contact.subject, facts=facts)
    return contact


def _append(contact: Contact, text: str, by: Actor) -> None:
    at = by.at.astimezone(LONDON)
    said = f"{at.day} {at:%B}, {at:%H:%M}: {text}"
    answer = contact.answers.filter(child=None, question=LATER).first() or Answer(
        partnership_id=by.partnership, contact=contact, question=LATER, value="", version=0
    )
    answer.value = "\n\n".join(filter(None, [answer.value, said]))
    answer.version, answer.saved_at, answer.saved_by = answer.version + 1, by.at, by.user
    answer.save()


@transaction.atomic
def withdraw(contact: Contact, *, by: Actor) -> Contact:
    """Take a draft back before it is sent; it is kept, and nobody at the hub sees it (P1)."""
    contact = locked(contact, by=by)
    step, allowed = permitted_step(contact, "withdraw", by)
    move(contact, step, allowed)
    return contact


@transaction.atomic
def answer_questions(contact: Contact, answers: Mapping[uuid.UUID, str], *, by: Actor) -> Contact:
    """Answer the hub's questions; the worry goes back to screening, to whoever held it (P1).

    Answers that come after the hub has gone on are kept and told all the same.
    """
    contact = locked(contact, by=by)
    allowed = permit(by, P.CONTACT_ANSWER_QUESTIONS, record_facts(contact))
    asked = list(contact.questions.filter(answered_at=None).order_by("asked_at", "id"))
    given = {key: clean(text).strip() for key, text in answers.items()}
    refuse_if(f"Answer this: {one.text}" for one in asked if not given.get(one.pk))
    for one in asked:
        one.answer, one.answered_at = given[one.pk], by.at
        one.save(update_fields=["answer", "answered_at"])
    if contact.state == ContactState.RETURNED:
        move(contact, CONTACT["answer_questions"], allowed, facts={"answers": len(asked)})
    elif asked:
        facts = {"answers": len(asked)}
        record(ContactEvent.ADDED_TO, by=by, subject=contact.subject, facts=facts)
    return contact


def refresh(contact: Contact, *, by: Actor) -> Filled:
    """Bring the columns others search and sort by in line with the answers."""
    for child in contact.children.filter(removed_at=None):
        _refresh_child(child, _answers_about(contact, child), by)
    filled = _load(contact, by)
    changes = {
        "worry_line": shorten(filled.facts.story, LINE),
        "safety_now": filled.facts.safety,
        "sign": sign_in(
            bruised_baby=any(filled.text(one, BRUISED) == "yes" for one in filled.children),
            before=contact.sign,
            sent=contact.submitted_at is not None,
        ),
        "completeness": sending.completeness(filled.facts).score,
    }
    Contact.objects.filter(pk=contact.pk).update(**changes)
    contact.refresh_from_db()
    if contact.submitted_at is not None:
        _write_voices(filled, by)
    return filled


def _load(contact: Contact, by: Actor) -> Filled:
    return load(contact, by.at.astimezone(LONDON).date())


def _answers_about(contact: Contact, child: ContactChild) -> dict[str, str]:
    answers = contact.answers.filter(child=child, question__in=COLUMNS)
    return {
        COLUMNS[question]: str(value)
        for question, value in answers.values_list("question", "value")
    }


def _refresh_child(child: ContactChild, columns: dict[str, str], by: Actor) -> None:
    age = read_age(columns.get("age_text", ""), by.at.astimezone(LONDON).date())
    wanted = {**columns, "birth_date": age.birth_date, "due_date": age.due_date}
    changed = {name: value for name, value in wanted.items() if getattr(child, name) != value}
    if changed:
        ContactChild.objects.filter(pk=child.pk).update(**changed, version=child.version + 1)


def _write_voices(filled: Filled, by: Actor) -> None:
    """Each child's words, or why there are none, where later stages look for them (P28, L104)."""
    for child in filled.children:
        if filled.text(child, "C1") or _why_none(filled, child):
            _write_voice(filled, child, by)


def _why_none(filled: Filled, child: ContactChild) -> str:
    """Why there are no words; from a child who is not born there are none, and none are asked."""
    unborn = read_age(child.age_text, filled.today).unborn
    return Voice.Absence.UNBORN.value if unborn else filled.text(child, "C1_why")


def _who_was_told(filled: Filled, child: ContactChild) -> str:
    """The person the child told: the sender, unless the sender heard it from somebody else."""
    contact, other = filled.contact, filled.text(child, "C2_heard")
    sender = f"{contact.sender_name}, {contact.sender_agency.name}"
    return f"{other} (told on by {sender})" if other else sender


def _write_voice(filled: Filled, child: ContactChild, by: Actor) -> None:
    contact, words = filled.contact, filled.text(child, "C1")
    Voice.objects.update_or_create(
        partnership_id=contact.partnership_id,
        about=child.subject,
        stage="contact",
        recorded_by=contact.author,
        defaults={
            "words": words,
            "wishes": filled.text(child, "C3"),
            "obtained_by": _who_was_told(filled, child),
            "method": Voice.WRITTEN if contact.is_by_child else filled.text(child, "C1_how"),
            "when_and_where": filled.text(child, "C1_when"),
            "alone": filled.text(child, "C2"),
            "absence": "" if words else _why_none(filled, child),
            "observed": filled.text(child, "C1_observed"),
            "source": contact.subject,
            "recorded_at": by.at,
        },
    )
