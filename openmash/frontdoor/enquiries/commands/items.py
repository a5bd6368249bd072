"""Keeping facts: one by one, with their source, and taken back rather than changed (P3, P6)."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.access import people_of
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.events import ItemEvent
from openmash.frontdoor.enquiries.models import CheckAnswer, EvidenceItem, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.rules.items import Fact, why_not_noted


@transaction.atomic
def note_item(about: ScopePerson, fact: Fact, *, by: Actor) -> EvidenceItem:
    """The hub writes down a fact about somebody of the enquiry, as its source gives it."""
    permit(by, P.CHECK_RUN, record_facts(about.enquiry))
    if about.removed_at is not None:
        raise NotReady("This person is no longer asked about")
    return keep_item(about, fact, by=by)


def keep_item(
    about: ScopePerson, fact: Fact, *, by: Actor, answer: CheckAnswer | None = None
) -> EvidenceItem:
    """The fact itself, for commands that have asked for their own permit; refused with every reason."""
    refuse_if(why_not_noted(fact, london_day(by.at)))
    if fact.agency and not Agency.objects.filter(pk=fact.agency, partnerships=by.partnership):
        raise NotReady("There is no such agency here")
    item = _item(about, fact, by, answer)
    item.save(force_insert=True)
    _record(ItemEvent.NOTED, item, by)
    return item


@transaction.atomic
def take_back(item: EvidenceItem, because: str, *, by: Actor) -> EvidenceItem:
    """It was a mistake, about somebody else, or not so: it stays readable, with the reason."""
    permit(by, P.CHECK_RUN, record_facts(item.enquiry))
    refuse_if(short_reason(because))
    now = EvidenceItem.objects.select_for_update().get(pk=item.pk)
    if now.taken_back_at is not None:
        raise NotReady("This has been taken back already")
    item.taken_back_at = by.at
    item.taken_back_by = by.name
    item.taken_back_because = clean(because).strip()
    item.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    _record(ItemEvent.TAKEN_BACK, item, by)
    return item


def _item(about: ScopePerson, fact: Fact, by: Actor, answer: CheckAnswer | None) -> EvidenceItem:
    return EvidenceItem(
        partnership_id=about.partnership_id,
        enquiry_id=about.enquiry_id,
        about=about,
        answer=answer,
        agency_id=fact.agency or None,
        source_system=clean(fact.source_system).strip(),
        dated_from=fact.dated_from,
        dated_to=fact.dated_to,
        dated_words=clean(fact.dated_words).strip(),
        category=fact.category,
        text=clean(fact.text).strip(),
        certainty=fact.certainty,
        tell_family=fact.tell_family,
        handling=list(fact.handling),
        noted_at=by.at,
        noted_by=by.name,
        noted_by_user=by.user,
        noted_by_role=by.role,
    )


def _record(event: ItemEvent, item: EvidenceItem, by: Actor) -> None:
    """The ledger learns what kind of fact it is, and never the fact."""
    enquiry: MashEnquiry = item.enquiry
    record(
        event,
        by=by,
        subject=enquiry.subject,
        about=[enquiry.contact.subject, *people_of(enquiry.contact)],
        facts={"item": str(item.pk), "category": item.category},
    )
