"""When only named people may know of a contact, and who has to be among them (`roles.md` §4).

An allegation against somebody who works with children and the death of a child are for those who deal
with it. Nobody is left out by accident, and nothing is left to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.contacts.states import STATE_WORDS, ContactState

Roles = Mapping[str, Collection[str]]  # of everybody who can be named, by user


@dataclass(frozen=True)
class Known:
    """What the rule needs to know of the contact."""

    state: str
    possible: bool  # in a state in which it can be restricted
    restricted: bool
    was_enquired: bool  # agencies were asked about it once
    writes: str = ""  # whoever of the hub still writes down what a caller says
    in_danger: bool = False  # a child, now, and nobody has decided yet
    holder: str = ""


def why_not_restrictable(contact: Known, readers: Collection[str] | None = None) -> Iterator[str]:
    """What stands in the way, whoever is named; and with whoever is named.

    A child in danger is before the whole hub until somebody who goes on with it has it.
    """
    if contact.in_danger and not _is_held(contact.holder, readers):
        yield "A child may be in danger now: somebody who is named has to take it up first"
    if readers is not None and contact.writes and contact.writes not in readers:
        yield "Somebody still writes down what a caller says: name them too, or wait until they are done"
    if contact.restricted:
        yield "It is restricted already: change who may know of it"
    elif not contact.possible:
        where = STATE_WORDS[ContactState(contact.state)].lower()
        yield f"This is “{where}”: bring it back to screening first"
    if contact.was_enquired:
        yield (
            "Agencies were asked about it in a MASH enquiry. Write a contact of its own for this,"
            " so that what was said there stays with those who need it"
        )


def why_not_named(
    readers: Collection[str], by: str, roles: Roles, *, needs: str = ""
) -> Iterator[tuple[str, str]]:
    """Whoever restricts it is among them, one can recommend and another decide; `needs` is a role that
    has to be among them wherever anybody holds it."""
    if not set(readers) <= set(roles):
        yield (
            "readers",
            "Only people who work in this hub, or are its designated officer, can be named",
        )
        return
    if by not in readers:
        yield "readers", "Name yourself too, for you have read it. Another of them can take you off"
    if not _can_be_decided(readers, roles):
        yield "readers", "Name a manager who can decide it, and somebody else who can recommend"
    holders = {one for one, held in roles.items() if needs in held}
    if holders and not holders & set(readers):
        yield "readers", "Name the designated officer, who manages every allegation"


def why_not_others(
    readers: Collection[str], before: Collection[str], by: str, roles: Roles, reason: str
) -> Iterator[str | tuple[str, str]]:
    """Why these may not be the readers from now on, in place of those before."""
    if not before:
        yield "This contact is not restricted"
    if set(readers) == set(before):
        yield "readers", "These are the people who may know of it already"
    yield from why_not_named(readers, by, roles)
    for words in short_reason(reason):
        yield "reason", words


def why_not_among_named(user: str, readers: Collection[str] | None) -> Iterator[str]:
    """What is restricted is put before nobody who may not know of it."""
    if readers is not None and user and user not in readers:
        yield "Only named people may know of it: name them first, if they have to"


def why_not_one_worry(
    readers: Collection[str] | None, others: Collection[str] | None
) -> Iterator[str]:
    """A worry stands for another only among people who may know of both."""
    if (readers is None) != (others is None) or set(readers or ()) != set(others or ()):
        yield "Not the same people may know of both: they stay two"


def why_no_agency_is_asked(readers: Collection[str] | None) -> Iterator[str]:
    """Asking agencies would tell each of them."""
    if readers is not None:
        yield (
            "Only named people may know of it, so no agency is asked about it. Write a contact of its"
            " own for a child who needs help"
        )


def who_reads_on(readers: Collection[str], leaving: str, to: str, roles: Roles) -> frozenset[str]:
    """Who is named in place of somebody who leaves: whoever takes on their work, and the service managers
    where nobody would be left to decide it."""
    instead = frozenset({to} & set(roles))
    left = (set(readers) - {leaving} | instead) & set(roles)
    if _can_be_decided(left, roles):
        return instead
    return instead | {one for one, held in roles.items() if Role.SVC_MGR in held}


def _can_be_decided(readers: Collection[str], roles: Roles) -> bool:
    """Two pairs of eyes: whoever recommends does not decide (P7)."""
    deciding = {one for one in readers if _can(P.DECISION_DECIDE, roles[one])}
    recommending = {one for one in readers if _can(P.DECISION_RECOMMEND, roles[one])}
    return bool(deciding) and len(deciding | recommending) > 1 and bool(recommending)


def _can(permission: P, held: Collection[str]) -> bool:
    return any(reach_of(Role(role), permission) for role in held)


def _is_held(holder: str, readers: Collection[str] | None) -> bool:
    return bool(holder) and (readers is None or holder in readers)
