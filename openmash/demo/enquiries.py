"""The enquiry of the day: two sisters on the stairs, a father who refuses, and a manager's override."""

from __future__ import annotations

from datetime import timedelta

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands.enquiry import open_enquiry
from openmash.frontdoor.enquiries.models import Agreement, MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.proposing import proposed
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.rules.checks import Question
from openmash.frontdoor.enquiries.rules.enquiry import Rating

RED_BECAUSE = "Police were called again this morning, and both girls were on the stairs."
HE_WOULD_KNOW = (
    "He went for her mother when the health visitor rang. If checks wait for him, the girls are there"
    " tonight with nobody knowing what police and health know."
)


def opens_red(contact: Contact, by: Actor) -> None:
    """The manager opens it about everybody at home."""
    people = [one.included() for one in proposed(contact, by=by) if not one.elsewhere]
    open_enquiry(contact, Rating("red", RED_BECAUSE), people, by=by)


def mother_agrees(contact: Contact, by: Actor) -> None:
    """Rung at work; she wants the girls to be safe."""
    _asks(contact, "Gemma Lovell", "given", by)


def father_refuses(contact: Contact, by: Actor) -> None:
    """Rung after her; he hangs up."""
    _asks(contact, "Shane Lovell", "refused", by)


def overrides(contact: Contact, by: Actor) -> None:
    """The manager, who did not ask, decides; he is told when it is safe."""
    look_again = london_day(by.at) + timedelta(days=7)
    said = Override("RISK_TO_CHILD", HE_WOULD_KNOW, look_again)
    asking.override(_agreement(contact), said, by=by)


def asks_police(contact: Contact, by: Actor) -> None:
    """The first question leaves as soon as it may."""
    enquiry = _agreement(contact).enquiry
    question = Question(
        agency="midshire-police",
        kind="",
        people=tuple(str(key) for key in enquiry.scope.values_list("pk", flat=True)),
        questions="Call-outs of the last twelve months, warnings, and who was there this morning",
        necessity="Both girls were on the stairs, and nobody here knows how bad it was.",
        bases=("A6_1_E", "A9_2_G", "CA04_S11"),
        method="phone",
        asked_of="the research desk",
    )
    checks.ask_agency(enquiry, question, by=by)


def _asks(contact: Contact, name: str, answer: str, by: Actor) -> None:
    agreement = _agreement(contact)
    whom = agreement.enquiry.scope.get(called=name)
    said = Asked(str(whom.pk), "holds", "phone", answer, by.at, explained=True)
    asking.record_ask(agreement, said, by=by)


def _agreement(contact: Contact) -> Agreement:
    enquiry = MashEnquiry.objects.get(contact=contact)
    enquiry.contact = contact
    return agreement_of(enquiry)
