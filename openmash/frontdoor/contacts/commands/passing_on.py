"""Sending a contact out of screening for a while, and bringing it back when nobody answers (P1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.people.commands import carry
from openmash.foundation.people.models import Involvement
from openmash.foundation.people.queries import open_involvement
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.frontdoor.contacts.access import about_of, people_of, permitted_step, visible_to
from openmash.frontdoor.contacts.commands.calling import (
    ACCEPT,
    call_back_to_screening,
    call_to_decide_on_what_is_known,
    settle_enquiry,
    settle_screening,
)
from openmash.frontdoor.contacts.commands.feedback import owe
from openmash.frontdoor.contacts.commands.involving import work_on_open_case
from openmash.frontdoor.contacts.models import Contact, QuestionToSender, Route
from openmash.frontdoor.contacts.queries.screening import facts
from openmash.frontdoor.contacts.rules import screening as rules
from openmash.frontdoor.contacts.rules.restricting import why_not_among_named
from openmash.frontdoor.contacts.rules.setting_aside import why_not_given_back
from openmash.frontdoor.contacts.states import ContactState

AGAIN, OPEN_CASE = "again", "open_case"  # why an answer is owed


@transaction.atomic
def return_for_information(contact: Contact, questions: Sequence[str], *, by: Actor) -> Contact:
    """Ask the sender precise questions; never where harm is possible (P1). C02 keeps running."""
    step, allowed = permitted_step(contact, "return_for_information", by)
    asked = [clean(text).strip() for text in questions if text.strip()]
    refuse_if(rules.why_not_returned(facts(contact, by=by), asked))
    for text in asked:
        QuestionToSender.objects.create(
            partnership_id=contact.partnership_id,
            contact=contact,
            text=text,
            asked_at=by.at,
            asked_by=by.name,
        )
    move(contact, step, allowed, facts={"questions": len(asked)})
    settle_screening(contact, by=by)
    queue(_notice(contact, "questions", str(contact.sender_id), _sender_path(contact)), by=by)
    return contact


@transaction.atomic
def route_to_open_case(contact: Contact, worker: str, note: str = "", *, by: Actor) -> Contact:
    """Send the contact to the worker of an open case, who has one working hour to accept (C39)."""
    step, allowed = permitted_step(contact, "route_to_open_case", by)
    found = User.objects.filter(pk=worker).first() if worker else None
    name = found.name if found else ""
    shut_out = why_not_among_named(worker, contact.readers)
    refuse_if([*rules.why_not_routed(facts(contact, by=by), worker, name), *shut_out])
    sent: dict[str, object] = {"worker": worker}
    changes: dict[str, object] = {"in_enquiry": False}
    move(contact, step, allowed, about=people_of(contact), facts=sent, changes=changes)
    settle_enquiry(contact, by=by)
    Route.objects.create(
        partnership_id=contact.partnership_id,
        contact=contact,
        worker_id=worker,
        note=clean(note).strip(),
        routed_at=by.at,
        routed_by=by.name,
    )
    settle_screening(contact, by=by)
    _put_before(contact, worker, by)
    return contact


@transaction.atomic
def accept_routed(contact: Contact, *, by: Actor) -> Contact:
    """The worker takes it into the open case: decided, and the sender is owed an answer (P1, P8)."""
    step, allowed = permitted_step(contact, "accept_routed", by)
    changes: dict[str, object] = {"decided_at": by.at, "assigned_to_id": by.user}
    outcome: dict[str, object] = {"outcome": "OPEN_CASE_INFO"}
    move(contact, step, allowed, about=people_of(contact), facts=outcome, changes=changes)
    contact.routes.filter(accepted_at=None, returned_at=None).update(accepted_at=by.at)
    work_on_open_case(contact, by=by)
    settle(ACCEPT, contact.subject, by=by)
    owe(contact, because=OPEN_CASE, by=by)  # duplicates too, which this worker may not see
    return contact


@transaction.atomic
def give_back(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Accepting it was a mistake: back to screening, and every sender told so is told again."""
    step, allowed = permitted_step(contact, "give_back", replace(by, reason=reason.strip()))
    route = contact.routes.filter(accepted_at__isnull=False, returned_at=None).first()
    refuse_if(why_not_given_back(by_route=route is not None, reason=reason))
    people, holds_it = people_of(contact), contact.assigned_to_id  # by now, perhaps a colleague
    changes: dict[str, object] = {"decided_at": None, "assigned_to_id": None}
    move(contact, step, allowed, about=people, changes=changes)
    call_back_to_screening(contact, by=by)
    owe(contact, because=AGAIN, by=by)
    if route is not None:
        _end(route, by)
        for worker in sorted({str(one) for one in (route.worker_id, holds_it) if one}):
            _let_go(contact, worker, people, by)
    return contact


@transaction.atomic
def decline_routed(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """The worker does not take it, and says why: back to screening at once."""
    refuse_if(rules.short_reason(reason))
    return _bring_back(contact, "decline_routed", replace(by, reason=reason.strip()))


@transaction.atomic
def take_back(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """The hub does not wait any longer for the worker or the sender, and says why."""
    return _bring_back(contact, "take_back", replace(by, reason=reason.strip()))


def return_unaccepted(*, by: Actor) -> int:
    """What no worker accepted within its hour goes back to screening by itself (P1, C39)."""
    reason = "Nobody accepted it into the open case within one working hour"
    return _each_overdue("C39", ContactState.ROUTED, lambda one: take_back(one, reason, by=by), by)


def take_back_unanswered(*, by: Actor) -> int:
    """What the sender did not answer in time is decided on what is known (P1, C40)."""
    return _each_overdue("C40", ContactState.RETURNED, lambda one: _unanswered(one, by), by)


@transaction.atomic
def _unanswered(contact: Contact, by: Actor) -> Contact:
    take_back(contact, "The sender has not answered in time", by=by)
    call_to_decide_on_what_is_known(contact, by=by)
    return contact


def _each_overdue(
    code: str, state: ContactState, bring_back: Callable[[Contact], Contact], by: Actor
) -> int:
    """Somebody may be quicker than we are: then there is nothing left to do for that one."""
    done = 0
    for contact in _overdue(code, state, by):
        try:
            with transaction.atomic():
                bring_back(contact)
        except MovedMeanwhile:
            continue
        done += 1
    return done


def _overdue(code: str, state: ContactState, by: Actor) -> Iterable[Contact]:
    late = ClockRun.objects.filter(
        partnership_id=by.partnership, code=code, stopped_at=None, due_at__lt=by.at
    ).values_list("subject", flat=True)
    keys = [subject.partition(":")[2] for subject in late if subject.startswith("contact:")]
    return list(visible_to(by).filter(pk__in=keys, state=state))


def _bring_back(contact: Contact, name: str, by: Actor) -> Contact:
    step, allowed = permitted_step(contact, name, by)
    route = contact.routes.filter(accepted_at=None, returned_at=None).first()
    people = people_of(contact)
    move(contact, step, allowed)
    if route is not None:
        _end(route, by)
        settle(ACCEPT, contact.subject, by=by)
    call_back_to_screening(contact, by=by)
    if route is not None:
        _let_go(contact, str(route.worker_id), people, by)
    return contact


def _end(route: Route, by: Actor) -> None:
    route.returned_at, route.returned_because = by.at, by.reason
    route.save(update_fields=["returned_at", "returned_because"])


def _put_before(contact: Contact, worker: str, by: Actor) -> None:
    """The worker sees the contact and the children of their case, a task, and a message."""
    for subject in about_of(contact):
        attach(worker, subject=subject, because="open case", by=by)
    carry(people_of(contact), by=by)
    due = ClockRun.objects.filter(subject=contact.subject, code="C39", stopped_at=None).first()
    wanted = Wanted(
        kind=ACCEPT,
        title=f"{contact.reference}: accept into your open case, or say why not",
        about=contact.subject,
        path=contact.hub_path,
        due_at=due.due_at if due else None,
        for_user=worker,
    )
    raise_task(wanted, by=by)
    queue(_notice(contact, "routed", worker, contact.hub_path), by=by)


def _let_go(contact: Contact, worker: str, people: Sequence[str], by: Actor) -> None:
    """Not theirs after all; the children whose case they do hold stay within their reach."""
    keys = [subject.partition(":")[2] for subject in people]
    held = contact.children.filter(person_id__in=keys).values_list("person_id", flat=True)
    kept = {
        f"person:{one.person}"
        for one in open_involvement(held, by=by)
        if one.kind == Involvement.Kind.SOCIAL_CARE and str(one.worker) == worker
    }
    for subject in people:
        if subject not in kept:
            detach(worker, subject=subject, by=by)
    carry(people, by=by)
    detach(worker, subject=contact.subject, by=by)


def _notice(contact: Contact, template: str, to: str, path: str) -> Notice:
    key = f"{contact.subject}:{template}:{contact.version}"
    return Notice(key, template, to, contact.subject, path, contact.reference)


def _sender_path(contact: Contact) -> str:
    """Where its sender answers."""
    return f"/worries/{contact.reference}/questions/"
