"""What stands before whoever signs, on the page where they press (P6)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.frontdoor.enquiries.presenters.health import meanings, people_in
from openmash.frontdoor.enquiries.queries.health import HealthPart, Told, draft_of, written_in
from openmash.frontdoor.enquiries.queries.page import scope_of

Shown = tuple[tuple[str, str], ...]


def told_in(part: HealthPart) -> Shown:
    """Everything that was told, by its number."""
    return tuple((_about(one), one.text) for one in part.told)


def nothing_in(part: HealthPart, by: Actor) -> Shown:
    """Everything that was told, and of whom it is signed that nothing is relevant."""
    people = people_in(scope_of(part.enquiry, by=by))
    names = ", ".join(name for _, name in (*people.children, *people.adults))
    return (*told_in(part), ("Nothing relevant about", names))


def signed_in(part: HealthPart, by: Actor) -> Shown:
    """Everything that was told, and the words that mean it: a reading, or what is drafted."""
    draft = draft_of(part.analysis) if part.analysis else None
    words = written_in(part.standing.row if part.standing else draft)
    said = meanings(words, people_in(scope_of(part.enquiry, by=by)))
    weighed = (("Level of health concern", words.concern), ("How sure", words.confidence))
    shown = (*((one.title, one.words) for one in said), *weighed)
    return (*told_in(part), *(one for one in shown if one[1]))


def _about(one: Told) -> str:
    gone = "taken back" if one.taken_back else "put right since" if one.put_right else ""
    return ", ".join(filter(None, [f"{one.number}: {one.source}", one.on, gone]))
