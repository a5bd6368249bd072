"""What stands in the way of opening an enquiry, rating it, and asking about somebody (P3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from openmash.frontdoor.contacts.rules.restricting import why_no_agency_is_asked
from openmash.frontdoor.contacts.rules.screening import SHORTEST_REASON, short_reason
from openmash.frontdoor.contacts.states import ENQUIRY_CLOCKS
from openmash.frontdoor.enquiries.states import ScopeRole

GREEN, BLUE = "green", "blue"
BY_URGENCY = ("green", "amber", "red")


@dataclass(frozen=True)
class Rating:
    """How urgent, why, and what a manager decides for the time until the enquiry is done."""

    rag: str
    reason: str
    meanwhile: str = ""


@dataclass(frozen=True)
class Included:
    """Somebody to be asked about: `key` is a typed reference, empty where only a name is known."""

    role: str
    called: str
    key: str = ""
    elsewhere: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Facts:
    """What the rules need to know of an enquiry that runs or is about to."""

    rag: str = ""
    nothing_decided: bool = True  # the decision clock still runs
    may_decide: bool = False  # the reader is a manager
    readers: Collection[str] | None = None  # who alone may know of it


def why_not_rated(facts: Facts, rating: Rating) -> Iterator[str]:
    """P3: a reason that others follow; Blue is advice; Green waits only on a manager's word (C06)."""
    if rating.rag == BLUE:
        yield "Blue is information and advice, and nobody is asked for it: send it to decision"
    elif rating.rag not in ENQUIRY_CLOCKS:
        yield "Choose Red, Amber or Green"
    elif rating.rag == facts.rag:
        yield f"It is {rating.rag.capitalize()} already"
    yield from short_reason(rating.reason)
    if rating.rag == GREEN and facts.nothing_decided:
        yield from _why_green_cannot_wait(facts, rating.meanwhile)


def is_more_urgent(rag: str, before: str) -> bool:
    """Whether the enquiry has become more urgent: what was asked before is asked again (P3, M25)."""
    return BY_URGENCY.index(rag) > BY_URGENCY.index(before)


def why_not_opened(facts: Facts, rating: Rating, people: Iterable[Included]) -> Iterator[str]:
    """P1, P3: an urgency with its reason, at least one child, and a reason for all who live elsewhere."""
    people = list(people)
    yield from why_no_agency_is_asked(facts.readers)
    yield from why_not_rated(facts, rating)
    if not any(one.role == ScopeRole.CHILD for one in people):
        yield "An enquiry is about at least one child"
    for one in people:
        yield from why_not_asked_about(one)


def why_not_asked_about(person: Included) -> Iterator[str]:
    """Nobody is asked about without being somebody; at another address only for a reason."""
    if person.role not in set(ScopeRole):
        yield "Say what they are in this"
    if not (person.key or person.called.strip()):
        yield "Say who it is"
    if person.elsewhere and len(person.reason.strip()) < SHORTEST_REASON:
        who = person.called.strip() or "somebody at another address"
        yield f"Say in at least {SHORTEST_REASON} characters why {who}, who lives elsewhere, is asked about"


def why_not_removed(role: str, reason: str) -> Iterator[str]:
    """The children stay: who they are is said on the contact."""
    if role == ScopeRole.CHILD:
        yield "The children of the contact are always asked about"
    yield from short_reason(reason)


def _why_green_cannot_wait(facts: Facts, meanwhile: str) -> Iterator[str]:
    if not facts.may_decide:
        yield "Green takes three days: a manager first decides what happens meanwhile"
    elif len(meanwhile.strip()) < SHORTEST_REASON:
        yield (
            "Green takes three days, and a decision is due in one: say in at least"
            f" {SHORTEST_REASON} characters what is decided meanwhile"
        )
