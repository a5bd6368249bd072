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
from openmash.frontdoor.contacts.access import about_of as contact_about
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.enquiries.access import in_turn_with_decisions, record_facts
from openmash.frontdoor.enquiries.events import ItemEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    EvidenceItem,
    MashEnquiry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.rules.items import Fact, why_not_noted, why_not_put_to_health
from openmash.frontdoor.enquiries.states.items import CATEGORY_WORDS, Category

# What a source has said of a fact, and stays as it was said.
AS_TOLD = (
    "partnership_id", "enquiry_id", "about_id", "answer_id", "agency_id", "source_system",
    "dated_from", "dated_to", "dated_words", "text", "certainty", "tell_family", "handling",
)  # fmt: skip


@transaction.atomic
def note_item(about: ScopePerson, fact: Fact, *, by: Actor) -> EvidenceItem:
    """The hub writes down a fact about somebody of the enquiry, as its source gives it.

    Pressed twice, or once more after going back, it is one fact.
    """
    permit(by, P.CHECK_RUN, record_facts(about.enquiry))
    if about.removed_at is not None:
        raise NotReady("This person is no longer asked about")
    MashEnquiry.objects.select_for_update().get(pk=about.enquiry_id)  # one after the other
    return _known(about, fact, by) or keep_item(about, fact, by=by)


def keep_told(answer: CheckAnswer, fact: Fact, *, by: Actor, read_as: str = "") -> EvidenceItem:
    """A fact that an agency sends with its answer: it reads nothing of the enquiry on the way.

    `read_as` is the category of health that a reader had put the same words to: it stays there.
    """
    refuse_if(why_not_noted(fact, london_day(by.at)))
    check = answer.about.check_of
    item = EvidenceItem(enquiry_id=check.enquiry_id, about_id=answer.about.whom_id, answer=answer)
    _fill(item, fact, by)
    item.save(force_insert=True)
    _record_told(ItemEvent.NOTED, item, check, by)
    if read_as and not any(why_not_put_to_health(item.category, read_as)):
        item = filed_as(item, read_as, by=by)
        _record_told(ItemEvent.PUT_TO_HEALTH, item, check, by)
    return item


def replace_told(answer: CheckAnswer, *, by: Actor) -> dict[str, str]:
    """What the agency said before of this person stands no more: it stays readable, and taken back.

    Returns the words of what a reader had put to the health practitioners, with its category.
    """
    check = answer.about.check_of
    earlier = EvidenceItem.objects.filter(answer__about=answer.about, taken_back_at=None)
    for item in earlier.exclude(answer=answer).select_for_update(of=("self",)):
        _take_back(item, "The agency has answered anew", by)
        _record_told(ItemEvent.TAKEN_BACK, item, check, by)
    marked = earlier.model.objects.filter(answer__about=answer.about).exclude(told_as=None)
    return dict(marked.order_by("noted_at", "id").values_list("text", "category"))


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
    _take_back(item, because, by)
    _record(ItemEvent.TAKEN_BACK, item, by)
    return item


@transaction.atomic
def put_to_health(item: EvidenceItem, category: str, *, by: Actor) -> EvidenceItem:
    """A reader sees that a fact is about health, whatever its source filed it under: from now on a
    health practitioner says what it means (G1). As it was filed it stays readable."""
    permit(by, P.CHECK_READ, record_facts(item.enquiry))
    in_turn_with_decisions(item.enquiry)
    now = EvidenceItem.objects.select_for_update().get(pk=item.pk)
    if now.taken_back_at is not None:
        raise NotReady("This has been taken back, or put to the health practitioners, already")
    refuse_if(why_not_put_to_health(now.category, category))
    anew = filed_as(now, category, by=by)
    facts = {"item": str(anew.pk), "category": category, "was": now.category}
    about = contact_about(item.enquiry.contact)
    record(ItemEvent.PUT_TO_HEALTH, by=by, subject=item.enquiry.subject, about=about, facts=facts)
    return anew


def filed_as(item: EvidenceItem, category: str, *, by: Actor) -> EvidenceItem:
    """The same fact under another category, in the place of the first."""
    words = CATEGORY_WORDS[Category(category)].lower()
    _take_back(item, f"It is about health: kept under {words}", by)
    kept = {name: getattr(item, name) for name in AS_TOLD}
    anew = EvidenceItem(**kept, told_as=item, category=category)
    anew.noted_at, anew.noted_by = by.at, by.name
    anew.noted_by_user, anew.noted_by_role = by.user, by.role
    anew.save(force_insert=True)
    return anew


def _take_back(item: EvidenceItem, because: str, by: Actor) -> None:
    item.taken_back_at = by.at
    item.taken_back_by = by.name
    item.taken_back_because = clean(because).strip()
    item.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])


def _known(about: ScopePerson, fact: Fact, by: Actor) -> EvidenceItem | None:
    """The very same fact, written down by the same person, that stands."""
    columns = _item(about, fact, by, None)
    same = {
        name: getattr(columns, name)
        for name in ("text", "category", "certainty", "tell_family", "dated_from", "dated_to",
                     "dated_words", "agency_id", "source_system", "handling", "noted_by_user")
    }  # fmt: skip
    return about.items.filter(taken_back_at=None, answer=None, **same).first()


def _item(about: ScopePerson, fact: Fact, by: Actor, answer: CheckAnswer | None) -> EvidenceItem:
    item = EvidenceItem(enquiry_id=about.enquiry_id, about=about, answer=answer)
    _fill(item, fact, by)
    return item


def _fill(item: EvidenceItem, fact: Fact, by: Actor) -> None:
    item.partnership_id = by.partnership
    item.agency_id = fact.agency or None
    item.source_system = clean(fact.source_system).strip()
    item.dated_from, item.dated_to = fact.dated_from, fact.dated_to
    item.dated_words = clean(fact.dated_words).strip()
    item.category, item.text = fact.category, clean(fact.text).strip()
    item.certainty, item.tell_family = fact.certainty, fact.tell_family
    item.handling = list(fact.handling)
    item.noted_at, item.noted_by = by.at, by.name
    item.noted_by_user, item.noted_by_role = by.user, by.role


def _record_told(event: ItemEvent, item: EvidenceItem, check: AgencyCheck, by: Actor) -> None:
    facts = {"item": str(item.pk), "category": item.category}
    subject = f"mashenquiry:{check.enquiry_id}"
    record(event, by=by, subject=subject, about=check.about, facts=facts)


def _record(event: ItemEvent, item: EvidenceItem, by: Actor) -> None:
    """The ledger learns what kind of fact it is, and never the fact."""
    enquiry: MashEnquiry = item.enquiry
    record(
        event,
        by=by,
        subject=enquiry.subject,
        about=contact_about(enquiry.contact),
        facts={"item": str(item.pk), "category": item.category},
    )
