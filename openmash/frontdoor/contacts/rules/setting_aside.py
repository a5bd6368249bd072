"""When a contact may be set aside as a repeat, or as a mistake, and when that is undone (P1).

Both take a worry out of the lists people work from, so both are slow on purpose: never in danger,
never before somebody has judged it, and always with a way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openmash.frontdoor.contacts.rules.screening import STANDS, Screening, short_reason
from openmash.frontdoor.contacts.states import ContactState


@dataclass(frozen=True)
class Other:
    """The contact that is to stand for this one, as far as the rule needs to know it."""

    reference: str
    state: str
    shares_child: bool = False  # the same linked person, or the same name and birth date


def why_never_aside(contact: Screening) -> Iterator[str]:
    """What stands in the way whatever the other contact or the reason is."""
    if contact.immediate_danger:
        yield "A child may be in immediate danger: this worry stays and is decided on its own"
    if not contact.rated:
        yield "Rate the urgency first: until then it is treated as Red"


def why_not_duplicate(
    contact: Screening, other: Other | None, *, has_own: bool, because: str = ""
) -> Iterator[str]:
    """P1 *duplicate of*: same incident, same child; another contact that stands, and no chains."""
    yield from why_never_aside(contact)
    if has_own:
        yield "Other contacts are duplicates of this one: mark the other one instead"
    if other is None:
        yield "There is no contact with this reference here"
        return
    if other.reference == contact.reference:
        yield "This is the contact itself: give the reference of the earlier one"
    elif other.state == ContactState.DUPLICATE:
        yield "That one is a duplicate itself: give the reference of the one it repeats"
    elif other.state not in STANDS:
        yield "That one was entered in error or never sent"
    if not other.shares_child:
        yield from _unlike(because)


def why_not_in_error(contact: Screening, reason: str, *, has_own: bool) -> Iterator[str]:
    """A real worry is never put away as a mistake: not in danger, not while it counts as Red."""
    yield from why_never_aside(contact)
    if contact.rag == "red":
        yield "It is rated Red: a worry this urgent is decided, never put away as a mistake"
    if contact.harm_possible:
        yield "Significant harm is possible: it is decided, never put away as a mistake"
    if has_own:
        yield "Other contacts are duplicates of this one and would lose their answer"
    yield from short_reason(reason)


def why_not_confirmed(proposed_by: str, confirmed_by: str) -> Iterator[str]:
    """It takes a second pair of eyes to make a worry disappear."""
    if not proposed_by:
        yield "Nobody has proposed this"
    elif proposed_by == confirmed_by:
        yield "You proposed it: another manager has to confirm it"


def why_not_given_back(*, by_route: bool, reason: str) -> Iterator[str]:
    """Only what a worker accepted into an open case can be given back from there."""
    if not by_route:
        yield "This was decided here, not accepted into an open case: open the decision again instead"
    yield from short_reason(reason)


def _unlike(because: str) -> Iterator[str]:
    for reason in short_reason(because):
        yield f"No child is the same as in that contact, as far as we know. {reason}"
