"""The Green enquiry goes to decision: a practice is silent, and the school disagrees in time."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.demo.enquiries import asked
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import views_asked_of
from openmash.frontdoor.decisions.commands.partners import give_view
from openmash.frontdoor.enquiries.commands import answering, health
from openmash.frontdoor.enquiries.commands.enquiry import send_to_decision
from openmash.frontdoor.enquiries.models import HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply

TOO_LITTLE = (
    "One service will not be enough. He cooks, he takes his sister to nursery, and when his mother is in"
    " bed he does not come at all. That needs a plan with somebody who visits."
)


def school_knows(by: Actor) -> None:
    """What the register of the school says."""
    check = asked("st-oswins", "Tom Ashdown")
    answering.acknowledge(check, by=by)
    away = Fact(
        text="Away on eleven days since September, always when his mother is ill.",
        category="education",
        certainty="fact",
        dated_words="since September",
    )
    said = [
        Reply(str(one.pk), one.name, "info", facts=(away,))
        if one.is_child
        else Reply(str(one.pk), one.name, "nothing_relevant")
        for one in check.people.order_by("position")
    ]
    answering.send_reply(check, said, by=by)


def health_knows_nothing(by: Actor) -> None:
    """The trust has nothing of him since he started school."""
    check = asked("brackenford-health", "Tom Ashdown")
    answering.return_nil(check, "nothing_relevant", by=by)


def social_care_knows_nothing(by: Actor) -> None:
    """The duty team has never worked with him or his mother."""
    check = asked("brackenford-council", "Tom Ashdown")
    answering.return_nil(check, "nothing_relevant", by=by)


def nurse_signs(contact: Contact, by: Actor) -> None:
    """Carol signs that what was asked of health tells nothing, and that the practice is silent."""
    analysis = HealthAnalysis.objects.select_related("enquiry").get(enquiry__contact=contact)
    analysis.enquiry.contact = contact
    part = health_part(analysis.enquiry)
    health.sign_nil(analysis, part.seen, by=by)


def goes_to_decision(contact: Contact, by: Actor) -> None:
    """What is missing is said."""
    enquiry = MashEnquiry.objects.get(contact=contact)
    enquiry.contact = contact
    send_to_decision(enquiry, "The practice is silent, and has been rung twice.", by=by)


def school_disagrees(by: Actor) -> None:
    """Ruth knows the mornings."""
    mine = views_asked_of(by).get(closed_at=None)
    give_view(mine, "DISAGREE", TOO_LITTLE, by=by)
