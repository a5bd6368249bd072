"""A one-time link to a practice of which nobody can sign in, by walking the real moves."""

from __future__ import annotations

import re

from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.messaging.commands import deliver_queued, delivering_actor
from openmash.foundation.messaging.models import PostBox
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands.links import read_code
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import AgencyCheck, AnswerLink
from openmash.frontdoor.enquiries.tests.answering import hub
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

PRACTICE = "millbrook-surgery"
AMY = {"name": "Dr Amy Cole", "position": "GP partner"}


def asked_by_link(enter: Enter, agency: str = PRACTICE) -> AgencyCheck:
    """A practice without an account is asked; its link is queued. Leaves Tom on stage."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    question = a_question(enquiry, agency, is_to_ring=True)
    return send_requests(fresh(enquiry), [question], by=enter("tom"))[0]


def delivered(like: Actor) -> None:
    """Every message leaves. Leaves the postman on stage."""
    deliver_queued(by=delivering_actor(partnership=like.partnership, at=like.at))
    act_as(delivering_actor(partnership=like.partnership, at=like.at))


def letter_to(check: AgencyCheck, by: Actor) -> str:
    """The address in the message of the link that lives, in whatever order messages left. Leaves this
    actor on stage."""
    delivered(by)
    link = live(check)
    assert link
    arrived = PostBox.objects.get(message__key=link.subject)
    found = re.search(r"/answer/[\w-]+/[\w-]{43}/", arrived.letter)
    assert found
    act_as(by)
    return found[0]


def code_for(check: AgencyCheck, by: Actor) -> str:
    """Read out by this person of the hub."""
    act_as(by)
    return read_code(hub(check), by=by)


def live(check: AgencyCheck) -> AnswerLink | None:
    """The link that opens it now."""
    return AnswerLink.objects.filter(check_of=check, state="live").first()


def wrong(code: str) -> str:
    """Another code, certainly."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def enters(client: Client, check: AgencyCheck, by: Actor) -> Client:
    """Amy opens the link and types the code."""
    path, code = letter_to(check, by), code_for(check, by)
    answer = client.post(path, {"code": code, **AMY})
    assert answer.status_code == 302, answer.content.decode()
    return client


def of_link(name: str) -> list[Event]:
    """Keys are drawn by lot and the clock stands still: sorted by what they count."""
    found = Event.objects.filter(name=f"link.{name}")
    return sorted(found, key=lambda one: (one.facts or {}).get("wrong", 0))


def why_void() -> list[str]:
    """Why links opened nothing any longer, in the order of the ledger."""
    return [(one.facts or {})["why"] for one in of_link("void")]


def ringing() -> list[str]:
    """The telephone calls that wait at the hub."""
    tasks = Task.objects.filter(kind__startswith="check.ring", state="open")
    return list(tasks.order_by("raised_at", "id").values_list("title", flat=True))


def asked_page(check: AgencyCheck) -> str:
    """Where the agency answers."""
    return f"/requests/{check.pk}/"
