"""Opening a MASH enquiry, keeping its urgency and its people right, and bringing it to decision (P3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.people.access import visible_to as people_visible_to
from openmash.frontdoor.contacts.access import about_of
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.contacts.commands import enquiring
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import permitted_step
from openmash.frontdoor.enquiries.commands.agreement import begin_agreement
from openmash.frontdoor.enquiries.commands.gp import review_gps
from openmash.frontdoor.enquiries.commands.lived import look_for_gaps
from openmash.frontdoor.enquiries.commands.requests import set_all_due
from openmash.frontdoor.enquiries.events import EnquiryEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    EnquiryRag,
    MashEnquiry,
    RagEntry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.facts import facts_of
from openmash.frontdoor.enquiries.rules import enquiry as rules
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
from openmash.frontdoor.enquiries.states import OPEN, AgreementState


@transaction.atomic
def open_enquiry(
    contact: Contact, rating: Rating, people: Sequence[Included], *, by: Actor
) -> MashEnquiry:
    """A manager opens an enquiry about a contact in screening: how urgent, why, and about whom.

    A contact has one enquiry for ever: one that ended before is opened again, with its history.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    permit(by, P.ENQUIRY_OPEN, contact_facts(contact))
    refuse_if(rules.why_not_opened(facts_of(contact, "", by=by), rating, people))
    enquiry = _opened(contact, rating, by)
    enquiring.open_enquiry(contact, rating.rag, rating.reason, by=by)
    _keep_rating(enquiry, rating, by)
    begin_agreement(enquiry, by=by)
    for one in people:
        _put_in(enquiry, one, by)
    review_gps(enquiry, by=by)
    look_for_gaps(enquiry, by=by)
    return enquiry


@transaction.atomic
def change_urgency(enquiry: MashEnquiry, rating: Rating, *, by: Actor) -> MashEnquiry:
    """Facts have arrived: another urgency, with its reason. Its clock runs anew from now (P3)."""
    because = replace(by, reason=rating.reason.strip())
    step, allowed = permitted_step(enquiry, "change_urgency", because)
    refuse_if(rules.why_not_rated(facts_of(enquiry.contact, enquiry.rag, by=by), rating))
    before = enquiry.rag
    facts: dict[str, object] = {"rag": rating.rag, "before": before}
    move(
        enquiry,
        step,
        allowed,
        about=about_of(enquiry.contact),
        facts=facts,
        changes={"rag": rating.rag},
    )
    enquiring.rate_in_enquiry(enquiry.contact, rating.rag, rating.reason, by=by)
    set_all_due(enquiry, by=by)
    _keep_rating(enquiry, rating, by)
    review_gps(enquiry, by=by, upgraded=rules.is_more_urgent(rating.rag, before))
    return enquiry


@transaction.atomic
def add_person(enquiry: MashEnquiry, person: Included, *, by: Actor) -> ScopePerson:
    """One more person to be asked about; at another address with a reason. A name counts once."""
    if known := _named_already(enquiry, person):
        return known
    step, allowed = permitted_step(enquiry, "add_person", replace(by, reason=person.reason.strip()))
    refuse_if(rules.why_not_asked_about(person))
    move(enquiry, step, allowed, about=[enquiry.contact.subject, *_of_register(person)])
    row = _put_in(enquiry, person, by)
    review_gps(enquiry, by=by)
    return row


@transaction.atomic
def remove_person(person: ScopePerson, reason: str, *, by: Actor) -> MashEnquiry:
    """Nobody is asked about them any more; that they were in it, and why not now, stays."""
    enquiry = person.enquiry
    step, allowed = permitted_step(enquiry, "remove_person", replace(by, reason=reason.strip()))
    refuse_if(rules.why_not_removed(person.role, reason))
    move(enquiry, step, allowed, about=[enquiry.contact.subject])
    _take_out([person], reason, by)
    review_gps(enquiry, by=by)
    return enquiry


@transaction.atomic
def send_to_decision(enquiry: MashEnquiry, missing: str, *, by: Actor) -> MashEnquiry:
    """Enough is known, or no more can be waited for; what is still missing is said."""
    step, allowed = permitted_step(enquiry, "send_to_decision", replace(by, reason=missing.strip()))
    refuse_if(short_reason(missing))
    move(enquiry, step, allowed, about=about_of(enquiry.contact))
    enquiring.finish_enquiry(enquiry.contact, by=by)
    return enquiry


@transaction.atomic
def take_back(enquiry: MashEnquiry, reason: str, *, by: Actor) -> MashEnquiry:
    """Somebody has to be asked before anybody decides: back from decision, with the reason."""
    step, allowed = permitted_step(enquiry, _way_back(enquiry), replace(by, reason=reason.strip()))
    anew: dict[str, object] = {"anew_at": by.at, "anew_by": by.name}
    move(enquiry, step, allowed, about=about_of(enquiry.contact), changes=anew)
    enquiring.back_to_enquiry(enquiry.contact, reason, by=by)
    review_gps(enquiry, by=by)
    return enquiry


@transaction.atomic
def end(enquiry: MashEnquiry, reason: str, *, by: Actor) -> MashEnquiry:
    """It was no matter for an enquiry: ended undecided, and the contact is back in screening."""
    step, allowed = permitted_step(enquiry, "end", replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(enquiry, step, allowed, about=about_of(enquiry.contact))
    enquiring.end_enquiry(enquiry.contact, reason, by=by)
    return enquiry


@transaction.atomic
def end_with_contact(contact: Contact, *, by: Actor) -> None:
    """The contact has left the enquiry by itself: a repeat, a mistake, or a worker's open case."""
    enquiry = MashEnquiry.objects.select_for_update().filter(contact=contact).first()
    if enquiry is None or enquiry.state not in OPEN or contact.in_enquiry:
        return
    step, allowed = permitted_step(enquiry, "end_by_itself", by)
    move(enquiry, step, allowed, about=[contact.subject])


@transaction.atomic
def mark_decided(contact: Contact, *, by: Actor) -> None:
    """The last child is decided: so is the enquiry. The caller decides the contact."""
    for enquiry in _of(contact):
        step, allowed = permitted_step(enquiry, "mark_decided", by)
        move(enquiry, step, allowed, about=about_of(enquiry.contact), changes={"decided_at": by.at})


@transaction.atomic
def close(contact: Contact, *, by: Actor) -> None:
    """The contact is closed: so is the enquiry about it."""
    for enquiry in _of(contact):
        step, allowed = permitted_step(enquiry, "close", by)
        move(enquiry, step, allowed, about=about_of(enquiry.contact), changes={"closed_at": by.at})


@transaction.atomic
def reopen(contact: Contact, reason: str, *, by: Actor) -> None:
    """The decision is open again: the enquiry waits for it, and its clock runs anew (P7)."""
    for enquiry in _of(contact):
        step, allowed = permitted_step(enquiry, "reopen", replace(by, reason=reason.strip()))
        changes: dict[str, object] = {"decided_at": None, "closed_at": None}
        move(enquiry, step, allowed, about=about_of(enquiry.contact), changes=changes)
        because = f"Decision opened again: {reason.strip()}"
        enquiring.rate_in_enquiry(contact, enquiry.rag, because, by=by)
        review_gps(enquiry, by=by)


def _way_back(enquiry: MashEnquiry) -> str:
    """Where the enquiry was when it went to decision."""
    if AgencyCheck.objects.filter(enquiry=enquiry, asked_at__gte=enquiry.opened_at).exists():
        return "take_back_to_checks"
    asked = agreement_of(enquiry).state != AgreementState.NOT_CONSIDERED
    return "take_back_to_agreement" if asked else "take_back"


def _opened(contact: Contact, rating: Rating, by: Actor) -> MashEnquiry:
    known = MashEnquiry.objects.select_for_update().filter(contact=contact).first()
    if known is None:
        return _begun(contact, rating, by)
    known.contact = contact
    step, allowed = permitted_step(known, "open_again", replace(by, reason=rating.reason.strip()))
    changes: dict[str, object] = {"rag": rating.rag, "opened_at": by.at, "opened_by": by.name}
    move(known, step, allowed, about=about_of(known.contact), changes=changes)
    _take_out(known.scope.filter(removed_at=None), "The enquiry was opened again", by)
    return known


def _begun(contact: Contact, rating: Rating, by: Actor) -> MashEnquiry:
    enquiry = MashEnquiry(
        partnership_id=contact.partnership_id,
        contact=contact,
        rag=rating.rag,
        opened_at=by.at,
        opened_by=by.name,
    )
    enquiry.save(force_insert=True)
    because, facts = replace(by, reason=rating.reason.strip()), {"rag": rating.rag}
    about = about_of(enquiry.contact)
    record(EnquiryEvent.OPENED, by=because, subject=enquiry.subject, about=about, facts=facts)
    return enquiry


def _keep_rating(enquiry: MashEnquiry, rating: Rating, by: Actor) -> None:
    """The rating in its history; what is decided meanwhile meets the decision clock (C02).

    Only Green waits so long that something is decided meanwhile: what was typed for it, and then
    changed to another urgency, decides nothing.
    """
    meanwhile = clean(rating.meanwhile).strip() if rating.rag == EnquiryRag.GREEN else ""
    RagEntry.objects.create(
        partnership_id=enquiry.partnership_id,
        enquiry=enquiry,
        rag=rating.rag,
        reason=clean(rating.reason).strip(),
        meanwhile=meanwhile,
        set_at=by.at,
        set_by=by.name,
    )
    if meanwhile and facts_of(enquiry.contact, "", by=by).nothing_decided:
        enquiring.decide_meanwhile(enquiry.contact, meanwhile, by=by)


def _put_in(enquiry: MashEnquiry, one: Included, by: Actor) -> ScopePerson:
    kind, _, key = one.key.partition(":")
    row = ScopePerson(
        partnership_id=enquiry.partnership_id,
        enquiry=enquiry,
        role=one.role,
        elsewhere=one.elsewhere,
        reason=clean(one.reason).strip(),
        added_at=by.at,
        added_by=by.name,
    )
    if kind == "contactchild":
        row.child = enquiry.contact.children.get(pk=key, removed_at=None)
    elif kind == "person":
        row.person_id = _known(uuid.UUID(key), by)
    else:
        row.called = clean(one.called).strip()
    row.save(force_insert=True)
    return row


def _named_already(enquiry: MashEnquiry, person: Included) -> ScopePerson | None:
    """Somebody without a record is known by their name alone; pressing twice adds them once."""
    if person.key or not person.called.strip():
        return None
    named = enquiry.scope.filter(called__iexact=clean(person.called).strip(), removed_at=None)
    return named.first()


def _known(key: uuid.UUID, by: Actor) -> uuid.UUID:
    """Nobody puts into an enquiry whom they may not know of."""
    found = people_visible_to(by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such person for you")
    return found.root_id


def _take_out(people: Iterable[ScopePerson], reason: str, by: Actor) -> None:
    for one in people:
        one.removed_at, one.removed_by, one.removed_because = by.at, by.name, reason.strip()
        one.save(update_fields=["removed_at", "removed_by", "removed_because"])


def _of(contact: Contact) -> list[MashEnquiry]:
    """The enquiry that goes where its contact goes; one that has ended stays as it is."""
    found = MashEnquiry.objects.select_for_update().filter(contact=contact)
    return [_with(one, contact) for one in found] if contact.in_enquiry else []


def _with(enquiry: MashEnquiry, contact: Contact) -> MashEnquiry:
    enquiry.contact = contact
    return enquiry


def _of_register(person: Included) -> list[str]:
    return [person.key] if person.key.startswith("person:") else []
