"""Recommendations that partners are asked about, by walking the real moves as Tom recommends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.ledger.running import react_to_pending
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import views_asked_of
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.commands.partners import give_view
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.rules import Facts
from openmash.frontdoor.decisions.rules_partners import Signing
from openmash.frontdoor.decisions.tests.builders import a_drafted, decision_of
from openmash.frontdoor.enquiries.commands import answering, health
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    no_gp,
    screened,
    with_family,
)
from openmash.frontdoor.enquiries.tests.health import analysis_of, keeps_up, sees
from tests.fixtures import Enter

SIBLING: dict[str, Any] = {
    "siblings": {"Noah Tarrant": {"A1_age": "about 2", "B1": ["neglect"], "C1_why": "declined"}}
}
EVERYBODY = ("st-oswins", "midshire-police")
LIGHT = "She has lost weight twice and nobody has seen her at home. This is not nothing."
PLAN = "The health visitor weighs her on Thursday and rings the hub the same day."
CANNOT_WAIT = "She goes home to him at three, and it has to be said before."


def to_recommend(
    enter: Enter,
    rag: str = "amber",
    asks: tuple[str, ...] = EVERYBODY,
    worry: Any = None,
    **fields: Any,
) -> Contact:
    """Agencies were asked about the child and her family, and Tom has written it all. Leaves Tom on stage."""
    contact = screened(enter, **(worry or {}))
    with_family(enter, contact)
    for child in contact.children.filter(person=None):
        screening.cannot_identify(child, "Nobody of this name is known", by=enter("aisha"))
    meanwhile = "Seen at school every day until it is done."
    enquiry = an_enquiry(enter, contact, rag, meanwhile=meanwhile if rag == "green" else "")
    an_answer(enter, enquiry)
    questions = [a_question(enquiry, agency, method="here") for agency in asks]
    send_requests(fresh(enquiry), questions, by=enter("tom"))
    if "brackenford-health" in asks:
        health_has_nothing(enter, enquiry)
    no_gp(enter, enquiry)
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had.", by=enter("tom"))
    contact = Contact.objects.get(pk=enquiry.contact_id)
    return a_drafted(enter, contact, **fields)


def recommended(enter: Enter, rag: str = "amber", **more: Any) -> Contact:
    """The same, and Tom has recommended. Leaves him on stage."""
    contact = to_recommend(enter, rag, **more)
    return deciding.recommend_all(contact, {}, by=enter("tom"))


def health_has_nothing(enter: Enter, enquiry: MashEnquiry) -> None:
    nell = enter("nell")
    check = AgencyCheck.objects.get(agency_id="brackenford-health")
    answering.return_nil(check, "nothing_relevant", by=nell)
    keeps_up(enter, enquiry)
    health.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol"))


def asked(agency: str) -> ViewAsked:
    return ViewAsked.objects.get(agency_id=agency, closed_at=None)


def says(
    enter: Enter, who: str, view: str, reason: str = "", at: datetime | None = None
) -> PartnerView:
    """Somebody of an agency says what it thinks. Leaves them on stage."""
    by = enter(who, at=at)
    [mine] = views_asked_of(by).filter(closed_at=None)
    return give_view(mine, view, reason, by=by)


def facts_of(contact: Contact, by: Actor) -> Facts:
    """What the rules know of the first child's decision."""
    return gather(contact, by=by).facts(decision_of(contact))


def read_by(contact: Contact, by: Actor) -> str:
    """What somebody who opened the page now has read."""
    return gather(contact, by=by).heard_by(by)


def as_seen(contact: Contact, enter: Enter, who: str = "meera") -> ThresholdDecision:
    """The decision, as one of the hub sees it, whom it leaves on stage."""
    enter(who)
    return decision_of(contact)


def react(enter: Enter, who: str = "meera", at: datetime | None = None) -> None:
    """Everything that follows by itself; leaves `who` on stage."""
    react_to_pending(at=enter(who, at=at).at, partnership="brackenford")
    enter(who, at=at)


def decides(
    contact: Contact, by: Actor, *, early: str = "", plan: str = "", heard: str | None = None
) -> Contact:
    """For every child, with what the decider adds."""
    return deciding.decide_all(contact, {}, by=by, signing=Signing(early, plan, heard))
