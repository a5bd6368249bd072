"""What the decision page says of a section 47 enquiry (P11)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.ui.parts import Link
from openmash.foundation.ui.wording import short_date, when
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import Section47, ThresholdDecision
from openmash.frontdoor.decisions.presenters.acting import may_press
from openmash.frontdoor.decisions.presenters.parts import Said47
from openmash.frontdoor.decisions.queries.case import Case
from openmash.frontdoor.decisions.rules_section47 import MAY_LEAD_TO_IT
from openmash.frontdoor.decisions.states import TAKEN


def started_47(decision: ThresholdDecision) -> Section47 | None:
    """What stands of it; the decision was read together with it."""
    noted: Section47 | None = getattr(decision, "section_47", None)
    return noted if noted is not None and noted.stands else None


def draw_47(contact: Contact, decision: ThresholdDecision, by: Actor) -> Said47 | None:
    """Since when, with whom, who noted it, and where it is taken back by whoever may."""
    noted = started_47(decision)
    if noted is None:
        return None
    who = "jointly with the police" if noted.with_police else "by children’s social care alone"
    place = f"{contact.hub_path}section-47/{decision.child.position}/back/"
    return Said47(
        text=f"A section 47 enquiry has started, {who}, from {short_date(noted.started_on)}.",
        noted=f"Noted by {noted.noted_by}, {when(noted.noted_at, by.at)}",
        back=place if may_press(by, P.SECTION_47_NOTE, decision) else "",
    )


def link_to_47(case: Case, by: Actor) -> tuple[Link, ...]:
    """Where it can be noted, for whoever may."""
    waiting = [
        one
        for one in case.decisions
        if one.state in TAKEN and one.outcome in MAY_LEAD_TO_IT and started_47(one) is None
    ]
    if not waiting or not may_press(by, P.SECTION_47_NOTE, waiting[0]):
        return ()
    return (Link("A section 47 enquiry has started", f"{case.contact.hub_path}section-47/"),)
