"""Deciding before health has read, since delay would endanger a child; and looking back (P6, M21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.queries import calendar_on
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.access import about_of
from openmash.frontdoor.enquiries.access import in_turn_with_decisions, record_facts
from openmash.frontdoor.enquiries.commands.health_calling import LOOK_BACK, call_to_look_back
from openmash.frontdoor.enquiries.events import HealthEvent
from openmash.frontdoor.enquiries.models import HealthEmergency, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import health_part, signer_of
from openmash.frontdoor.enquiries.rules import health as rules
from openmash.frontdoor.enquiries.states.health import Verdict

ONE_WORKING_DAY = Length(1, Unit.WORKING_DAYS)
EVENT = {Verdict.AGREES: HealthEvent.LOOKED_BACK, Verdict.CHANGES: HealthEvent.PICTURE_CHANGED}


@transaction.atomic
def decide_before(enquiry: MashEnquiry, reason: str, *, by: Actor) -> HealthEmergency:
    """A manager says that it cannot wait, and why; a practitioner looks back the next working day."""
    permit(by, P.HEALTH_DECIDE_BEFORE, record_facts(enquiry))
    MashEnquiry.objects.select_for_update().get(pk=enquiry.pk)
    part = health_part(enquiry)
    refuse_if(rules.why_not_decided_before(part.facts, reason))
    emergency = HealthEmergency(
        partnership_id=enquiry.partnership_id,
        enquiry=enquiry,
        reason=clean(reason).strip(),
        mental=part.facts.mental,
        knew=sorted(part.facts.keys),
        decided_before_at=by.at,
        decided_before_by=by.name,
        decided_before_by_user=by.user,
        review_due=_next_working_day(by),
    )
    emergency.save(force_insert=True)
    because, facts = replace(by, reason=reason.strip()), {"mental_health": part.facts.mental}
    about, subject = about_of(enquiry.contact), enquiry.subject
    record(HealthEvent.DECIDED_BEFORE, by=because, subject=subject, about=about, facts=facts)
    call_to_look_back(emergency, by=by)
    return emergency


@transaction.atomic
def look_back(emergency: HealthEmergency, verdict: str, words: str, *, by: Actor) -> None:
    """A practitioner has read what was decided without them: they agree, or it changes the picture.

    That it changes the picture opens the decision again; `decisions` follows the event.
    """
    enquiry = emergency.enquiry
    permit(by, P.HEALTH_SIGN, record_facts(enquiry))
    in_turn_with_decisions(enquiry)
    now = HealthEmergency.objects.select_for_update().get(pk=emergency.pk)
    if now.reviewed_at is not None:
        raise NotReady("Somebody has looked back at it already")
    part = health_part(enquiry)
    signer, _ = signer_of(by)
    refuse_if(rules.why_not_looked_back(part.facts, signer, verdict, words))
    now.verdict, now.verdict_because = verdict, clean(words).strip()
    now.reviewed_at, now.reviewed_by = by.at, by.name
    now.save(update_fields=["verdict", "verdict_because", "reviewed_at", "reviewed_by"])
    because, facts = replace(by, reason=words.strip()), {"verdict": verdict}
    about, event = about_of(enquiry.contact), EVENT[Verdict(verdict)]
    record(event, by=because, subject=enquiry.subject, about=about, facts=facts)
    settle(LOOK_BACK, f"healthemergency:{emergency.pk}", by=by)


def _next_working_day(by: Actor) -> datetime:
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    return due(by.at, ONE_WORKING_DAY, calendar).due_at
