"""Noting that a section 47 enquiry has started: the practices are asked once more for it (P5 T5, P11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import record_facts
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import Section47, ThresholdDecision
from openmash.frontdoor.decisions.queries.section_47 import facts_47
from openmash.frontdoor.decisions.rules_section47 import why_no_section_47


@transaction.atomic
def note_section_47(
    contact: Contact, positions: Sequence[int], day: date, *, with_police: bool, by: Actor
) -> list[Section47]:
    """Note it for each of these children, or for none: `NotReady` tells every reason.

    `day` is the day of the discussion that decided it, `positions` are the children's on the contact.
    """
    rows = ThresholdDecision.objects.filter(
        contact=contact, child__position__in=list(positions), child__removed_at=None
    )
    found = list(
        rows.select_for_update(of=("self",)).select_related("child").order_by("child__position")
    )
    today = london_day(by.at)
    for one in found:
        permit(by, P.SECTION_47_NOTE, record_facts(one))
    reasons = [r for f in facts_47(contact, found) for r in why_no_section_47(f, day, today=today)]
    if reasons or len(found) != len(set(positions)):
        raise NotReady(
            *(dict.fromkeys(reasons) or ["Choose the children anew: the contact has changed"])
        )
    return [_noted(one, contact, day, with_police, by) for one in found]


@transaction.atomic
def take_back_section_47(contact: Contact, position: int, reason: str, *, by: Actor) -> Contact:
    """It was noted in error for this child. The second time nothing stands, and nothing is said."""
    noted = (
        Section47.objects.select_for_update(of=("self",))
        .filter(decision__contact=contact, decision__child__position=position, taken_back_at=None)
        .select_related("decision")
    )
    for one in noted:
        permit(by, P.SECTION_47_NOTE, record_facts(one.decision))
        one.taken_back_at, one.taken_back_by = by.at, by.name
        one.save(update_fields=["taken_back_at", "taken_back_by"])
        record(
            DecisionEvent.SECTION_47_TAKEN_BACK,
            by=replace(by, reason=reason.strip()),
            subject=one.decision.subject,
            about=[contact.subject],
        )
    return contact


def _noted(
    decision: ThresholdDecision, contact: Contact, day: date, with_police: bool, by: Actor
) -> Section47:
    noted, _ = Section47.objects.update_or_create(
        decision=decision,
        defaults={
            "partnership_id": contact.partnership_id,
            "started_on": day,
            "with_police": with_police,
            "noted_at": by.at,
            "noted_by": by.name,
            "taken_back_at": None,
            "taken_back_by": "",
        },
    )
    record(
        DecisionEvent.SECTION_47_STARTED,
        by=by,
        subject=decision.subject,
        about=[contact.subject],
        facts={"started_on": day.isoformat(), "with_police": with_police},
    )
    return noted
