"""What stands in the way of a one-time link, and whether it opens anything (P5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from openmash.frontdoor.enquiries.states import WAITING
from openmash.frontdoor.enquiries.states.links import LinkFor, LinkState


@dataclass(frozen=True)
class ToSend:
    """What is known when a link is to be sent."""

    state: str  # of the question
    address: str
    phone: str  # on file: the code is read out there alone
    answers_here: bool  # somebody there can sign in
    leaves: bool  # messages leave this deployment at all
    purpose: str = LinkFor.ANSWER
    is_decided: bool = False  # and the agency may be told
    is_hub: bool = False  # the council whose hub this is: colleagues, not another agency


@dataclass(frozen=True)
class LinkFacts:
    """What decides whether a link is alive."""

    state: str
    purpose: str
    lives_until: datetime
    check_state: str


def why_no_link(facts: ToSend) -> Iterator[str]:
    """Who can sign in needs none; without an address, or a way out, the telephone is left."""
    if facts.answers_here:
        yield "Somebody of this agency can sign in, and answers there"
    if facts.is_hub:
        yield "This is the hub’s own council: ask by telephone"
    if not facts.address:
        yield "No e-mail address of this agency is on file: ask by telephone"
    if not facts.phone:
        yield "No telephone number of this agency is on file: nobody could read out the code to it"
    if not facts.leaves:
        yield "Messages do not leave this hub yet: ask by telephone"
    if facts.purpose == LinkFor.ANSWER and facts.state not in WAITING:
        yield "This agency is not waited for any longer"
    if facts.purpose == LinkFor.OUTCOME and not facts.is_decided:
        yield "Nothing is decided yet that it could read"


def is_alive(facts: LinkFacts, at: datetime) -> bool:
    """Not void, not over, and still needed."""
    if facts.state != LinkState.LIVE or facts.lives_until <= at:
        return False
    return facts.purpose == LinkFor.OUTCOME or facts.check_state in WAITING


def is_dead(wrong: int, most: int) -> bool:
    """Whether this many wrong codes were too many."""
    return wrong >= most
