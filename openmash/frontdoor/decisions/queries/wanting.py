"""For which children what was decided asks for what their practices know (P5, L66)."""

from __future__ import annotations

import uuid

from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import Section47, ThresholdDecision
from openmash.frontdoor.decisions.states import TAKEN, Outcome
from openmash.frontdoor.enquiries.states.gp import Trigger

WANTS: dict[str, Trigger] = {Outcome.STRATEGY: Trigger.T4, Outcome.S17_ASSESS: Trigger.T8}


def practices_wanted(contact: Contact) -> dict[uuid.UUID, Trigger]:
    """By child, why: as the decisions stand at this moment. What has started outdoes what is to be."""
    rows = ThresholdDecision.objects.filter(
        contact=contact, state__in=list(TAKEN), child__removed_at=None
    )
    decided = rows.filter(outcome__in=list(WANTS)).values_list("child_id", "outcome")
    started = Section47.objects.filter(decision__in=rows, taken_back_at=None)
    return {
        **{child: WANTS[outcome] for child, outcome in decided},
        **dict.fromkeys(started.values_list("decision__child_id", flat=True), Trigger.T5),
    }
