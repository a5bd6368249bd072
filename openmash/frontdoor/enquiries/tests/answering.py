"""A question to an agency, and its answer, by walking the real moves."""

from __future__ import annotations

from typing import Any

from django.test import Client

from openmash.foundation.access.models import User
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    EvidenceItem,
)
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

FACT = Fact("Came in with a bruise", "education", "fact", dated_words="on Monday")


def asked(enter: Enter, agency: str = "st-oswins") -> AgencyCheck:
    """A question of an Amber enquiry to this agency, by its own page. Leaves Tom on stage."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    question = a_question(enquiry, agency, method="here")
    return send_requests(fresh(enquiry), [question], by=enter("tom"))[0]


def signed_in(client: Client, key: str) -> Client:
    """This person’s browser."""
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def replies(check: AgencyCheck, outcome: str = "nothing_relevant", **more: Any) -> list[Reply]:
    """The same of everybody."""
    return [Reply(str(one.pk), one.name, outcome, **more) for one in check.people.all()]


def now(check: AgencyCheck) -> AgencyCheck:
    """The question as it is now."""
    return AgencyCheck.objects.get(pk=check.pk)


def standing() -> set[str]:
    """The words of every fact that was not taken back."""
    return set(EvidenceItem.objects.filter(taken_back_at=None).values_list("text", flat=True))


def hub(check: AgencyCheck) -> AgencyCheck:
    """The same question, as the hub loads it."""
    return AgencyCheck.objects.select_related("enquiry__contact", "agency").get(pk=check.pk)


def a_fact(number: int, words: str, version: int = 0) -> dict[str, str]:
    """One fact as the page sends it."""
    parts = {"text": words, "when": "last week", "category": "education", "certainty": "fact"}
    named = {f"p1_i{number}_{part}": value for part, value in parts.items()}
    return {**named, **{f"v:{name}": str(version) for name in named}}
