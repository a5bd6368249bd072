"""Whatever happens to what health is asked and tells: it is looked at again what health owes (P6).

Each reaction keeps up what is there now, and never asks what happened: it may come late, or twice.
"""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.events import ClockEvent
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FileEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.enquiries.commands.health_calling import let_practitioners_see
from openmash.frontdoor.enquiries.commands.health_keeping import keep_up
from openmash.frontdoor.enquiries.events import CheckEvent, EnquiryEvent, HealthEvent, ItemEvent
from openmash.frontdoor.enquiries.models import AgencyCheck, HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health_list import waits_for_health

AFTER_A_CHECK: dict[str, StrEnum] = {
    # Its answer, also that it knows nothing, is read by health.
    "health_is_asked": CheckEvent.ASKED,
    # The last answer starts the clock; something new overtakes a signature.
    "health_has_answered": CheckEvent.ANSWERED,
    # What is there is there to be read, whoever is still waited for.
    "health_has_answered_in_part": CheckEvent.PART_ANSWERED,
    # No more comes from there, or is waited for.
    "health_has_refused": CheckEvent.REFUSED,
    "health_does_not_answer": CheckEvent.NOT_ANSWERED,
}
AFTER_A_FILE: dict[str, StrEnum] = {
    "a_file_can_be_read": FileEvent.CLEAN,
    "a_file_is_shut_away": FileEvent.INFECTED,
    "a_file_did_not_belong": FileEvent.IN_ERROR,
}
AFTER_THE_ENQUIRY: dict[str, StrEnum] = {
    # Whoever told it, and wherever it came from (L68); what was read is not what is there.
    "something_is_told": ItemEvent.NOTED,
    "something_is_taken_back": ItemEvent.TAKEN_BACK,
    # Its source had not filed it as health, and a reader saw that it is.
    "something_is_put_to_health": ItemEvent.PUT_TO_HEALTH,
    # A reading speaks of the children and of those who care for them.
    "somebody_is_new": EnquiryEvent.PERSON_ADDED,
    # The clock of the analysis runs anew, by the urgency now.
    "it_is_more_or_less_urgent": EnquiryEvent.URGENCY_CHANGED,
    # What was read for the enquiry that ended is read again.
    "it_is_opened_again": EnquiryEvent.OPENED_AGAIN,
    # Nobody waits for health, unless the contact goes to decision all the same.
    "it_has_ended": EnquiryEvent.ENDED,
    # Unless it was decided before health had read: then health looks back.
    "it_is_decided": EnquiryEvent.DECIDED,
    # The gate is asked again, with whatever has come since.
    "it_is_to_decide_anew": EnquiryEvent.REOPENED,
    # It is read all the same, for whoever looks back; then it is decided anew, or nothing is owed.
    "it_could_not_wait": HealthEvent.DECIDED_BEFORE,
    "the_picture_is_another": HealthEvent.PICTURE_CHANGED,
    "health_has_looked_back": HealthEvent.LOOKED_BACK,
}
AFTER_THE_CONTACT: dict[str, StrEnum] = {
    # Also after an enquiry that ended: what health told in it is still known.
    "it_goes_to_decision": ContactEvent.SENT_TO_DECISION,
    "it_waits_for_a_decision_again": ContactEvent.REOPENED,
    # The worker of an open case decides by taking it: what nobody of health has read is read late.
    "it_is_taken_into_an_open_case": ContactEvent.ROUTE_ACCEPTED,
    # What health told of a duplicate is read before the worry is decided that it belongs to.
    "it_is_the_same_worry": ContactEvent.MARKED_DUPLICATE,
    "it_is_another_worry": ContactEvent.NOT_DUPLICATE,
    "it_is_enquired_into": ContactEvent.ENQUIRY_OPENED,
}


def after_a_check(event: Event, by: Actor) -> None:
    """What is asked of health, and told, is kept up."""
    check = AgencyCheck.objects.get(pk=_key(event.subject))
    _keep_up(check.enquiry_id, by)


def after_a_file(event: Event, by: Actor) -> None:
    """Now it can be read, or nobody can: what was signed before it was so is signed anew."""
    one = StoredFile.objects.get(pk=_key(event.subject))
    if one.about.startswith("agencycheck:") and one.sent_at is not None:
        _keep_up(AgencyCheck.objects.get(pk=_key(one.about)).enquiry_id, by)


def after_the_enquiry(event: Event, by: Actor) -> None:
    """What happens in an enquiry is asked of what health owes there."""
    _keep_up(_key(event.subject), by)


def after_the_contact(event: Event, by: Actor) -> None:
    """What happens to a contact is asked of the enquiries about it, and about its duplicates."""
    key = _key(event.subject)
    for enquiry in MashEnquiry.objects.filter(Q(contact=key) | Q(contact__duplicate_of=key)):
        _keep_up(enquiry.pk, by)


for _name, _event in AFTER_A_CHECK.items():
    on(_event, _name)(after_a_check)
for _name, _event in AFTER_A_FILE.items():
    on(_event, _name)(after_a_file)
for _name, _event in AFTER_THE_ENQUIRY.items():
    on(_event, _name)(after_the_enquiry)
for _name, _event in AFTER_THE_CONTACT.items():
    on(_event, _name)(after_the_contact)


@on(ClockEvent.BREACHED)
def health_is_late(event: Event, by: Actor) -> None:
    """The time of an answer has passed: health is read without it (C09)."""
    if event.subject.startswith("agencycheck:"):
        after_a_check(event, by)


@on(HealthEvent.SIGNATURE_TAKEN_BACK)
def a_signature_is_taken_back(event: Event, by: Actor) -> None:
    """It is to be read and signed again, and by when."""
    _keep_up(HealthAnalysis.objects.get(pk=_key(event.subject)).enquiry_id, by)


@on(AccessEvent.ROLE_GIVEN)
def a_practitioner_begins(event: Event, by: Actor) -> None:
    """Whoever begins to practise mental health here is on the cases that wait for them."""
    if (event.facts or {}).get("role") == Role.MHP:
        rows = HealthAnalysis.objects.filter(partnership_id=by.partnership, mental=True)
        waiting = rows.filter(waits_for_health())
        for analysis in waiting.select_related("enquiry__contact"):
            let_practitioners_see(analysis.enquiry, by=by)


def _keep_up(enquiry: uuid.UUID, by: Actor) -> None:
    keep_up(MashEnquiry.objects.select_related("contact__duplicate_of").get(pk=enquiry), by=by)


def _key(subject: str) -> uuid.UUID:
    return uuid.UUID(subject.partition(":")[2])
