"""For which children a section 47 enquiry has started, and for which that can be noted (P11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.frontdoor.contacts.emarf.filled import load
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import Section47, ThresholdDecision
from openmash.frontdoor.decisions.rules_section47 import MAY_LEAD_TO_IT, Child47
from openmash.frontdoor.decisions.states import TAKEN


def facts_47(contact: Contact, decisions: Iterable[ThresholdDecision]) -> list[Child47]:
    """What the rule needs to know of each child, in the order given."""
    rows = list(decisions)
    received = london_day(_came_in(contact))
    filled = load(contact, received)
    noted = Section47.objects.filter(decision__in=rows, taken_back_at=None)
    started = dict(noted.values_list("decision_id", "started_on"))
    return [
        Child47(
            called=filled.called(one.child),
            state=one.state,
            outcome=one.outcome,
            started_on=started.get(one.pk),
            received=received,
        )
        for one in rows
    ]


def may_have_started(contact: Contact) -> list[ThresholdDecision]:
    """The decisions that may have led to one, where none is noted."""
    rows = ThresholdDecision.objects.filter(
        contact=contact, state__in=TAKEN, outcome__in=MAY_LEAD_TO_IT, child__removed_at=None
    ).exclude(section_47__isnull=False, section_47__taken_back_at=None)
    return list(rows.select_related("child").order_by("child__position"))


def _came_in(contact: Contact) -> datetime:
    """When the worry came in; a decision is made of none that was not sent."""
    assert contact.submitted_at is not None
    return contact.submitted_at


def called_47(contact: Contact, decisions: Iterable[ThresholdDecision]) -> list[tuple[str, str]]:
    """The place of each child on the contact, and what the sender calls it."""
    filled = load(contact, london_day(_came_in(contact)))
    return [(str(one.child.position), filled.called(one.child)) for one in decisions]


def noted_at(contact: Contact, position: int) -> ThresholdDecision:
    """The decision for the child at this place, where it stands that one has started; else nothing."""
    rows = ThresholdDecision.objects.select_related("child", "contact")
    found = rows.filter(
        contact=contact,
        child__position=position,
        section_47__isnull=False,
        section_47__taken_back_at=None,
    ).first()
    if found is None:
        raise NotFound("There is nothing like that for you")
    return found
