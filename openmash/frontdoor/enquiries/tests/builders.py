"""Enquiries made by walking the real moves, as Aisha screens and Meera opens."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from openmash.foundation.people.commands import (
    NewPerson,
    add_address,
    create_person,
    relate,
)
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.commands import linking, screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, only_child
from openmash.frontdoor.enquiries.commands import agreement, gp
from openmash.frontdoor.enquiries.commands import enquiry as do
from openmash.frontdoor.enquiries.models import Agreement, GpRequest, MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.proposing import proposed
from openmash.frontdoor.enquiries.rules.agreement import Asked
from openmash.frontdoor.enquiries.rules.checks import Question
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.rules.gp import NotAsked
from openmash.frontdoor.enquiries.states.gp import GpState, OptOut
from tests.fixtures import Enter

WHY = "Hurt twice this month, and nobody knows how she is at home"
MEANWHILE = "School sees her every day and rings the hub at once"


def screened(enter: Enter, *, at: datetime | None = None, **worry: Any) -> Contact:
    """A worry in screening whose child is in the register. Leaves Aisha on stage."""
    contact = a_sent_worry(enter, at=at, **worry)
    aisha = enter("aisha", at=at)
    screening.take_up(contact, by=aisha)
    linking.create_and_link(only_child(contact), uuid.uuid4(), by=aisha)
    contact.refresh_from_db()
    return contact


def with_family(enter: Enter, contact: Contact) -> dict[str, Person]:
    """Kelly lives with the child and holds parental responsibility; Craig lives elsewhere."""
    aisha = enter("aisha")
    child = only_child(contact).person
    assert child is not None
    kelly, craig = (
        create_person(NewPerson(given, family, "school", "adult"), key=uuid.uuid4(), by=aisha)
        for given, family in (("Kelly", "Tarrant"), ("Craig", "Molloy"))
    )
    for one in (child, kelly):
        add_address(one, "14 Mill Row", "ZZ1 4MR", source="school", by=aisha)
    add_address(craig, "3 Far Lane", "ZZ9 9FL", source="school", by=aisha)
    holds = {"parental_responsibility": True}
    relate(kelly, child, "parent", source="school", by=aisha, details=holds)
    relate(craig, child, "danger", source="school", by=aisha)
    return {"child": child, "kelly": kelly, "craig": craig}


def an_enquiry(
    enter: Enter,
    contact: Contact | None = None,
    rag: str = "amber",
    *,
    who: str = "meera",
    at: datetime | None = None,
    meanwhile: str = "",
) -> MashEnquiry:
    """An open enquiry about everybody who is proposed. Leaves Meera (or `who`) on stage."""
    contact = contact or screened(enter, at=at)
    by = enter(who, at=at)
    people = [
        one.included("Named by the child as the one who hurt her")
        for one in proposed(contact, by=by)
    ]
    return do.open_enquiry(contact, Rating(rag, WHY, meanwhile), people, by=by)


def an_answer(
    enter: Enter, enquiry: MashEnquiry, answer: str = "given", *, who: str = "tom", **more: Any
) -> Agreement:
    """An adult of the scope is asked by Tom, and answers. Leaves Tom (or `who`) on stage."""
    by = enter(who)
    adult = enquiry.scope.exclude(role="child").filter(removed_at=None).earliest("added_at", "id")
    said = {"standing": "holds", "method": "phone", "explained": True, **more}
    asked = Asked(str(adult.pk), answer=answer, at=by.at, **said)
    return agreement.record_ask(agreement_of(enquiry), asked, by=by)


def a_question(enquiry: MashEnquiry, agency: str = "midshire-police", **more: Any) -> Question:
    """What one agency is asked about everybody of the scope."""
    said: dict[str, Any] = {
        "people": tuple(str(key) for key in enquiry.scope.values_list("pk", flat=True)),
        "questions": "Incidents of the last twelve months, and warnings",
        "necessity": "She is hurt again, and nobody knows by whom",
        "bases": ("A6_1_E", "A9_2_G"),
        "method": "phone",
        **more,
    }
    return Question(agency=agency, kind="", **said)


def fresh(enquiry: MashEnquiry) -> MashEnquiry:
    """The same enquiry, as it is now."""
    return MashEnquiry.objects.select_related("contact").get(pk=enquiry.pk)


def no_gp(enter: Enter, enquiry: MashEnquiry) -> None:
    """Tom has said of every practice that is not asked why it is not. Leaves Tom on stage."""
    tom = enter("tom")
    for request in GpRequest.objects.filter(enquiry=enquiry, state=GpState.DUE):
        request.enquiry = fresh(enquiry)
        risk = NotAsked(OptOut.RISK_AT_PRACTICE, "His sister sits at the desk of the practice")
        gp.opt_out(request, risk, by=tom)
