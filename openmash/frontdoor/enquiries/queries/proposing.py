"""Whom an enquiry may have to ask about: the children, and who belongs to them, as far as is known.

From the register, and from what the sender wrote where the register does not know the person. A
proposal is nothing yet: a manager includes people, and whoever lives elsewhere for a reason only.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.family.homes import households_of
from openmash.foundation.people.family.network import Bond, Network, network_of
from openmash.foundation.people.family.rules import DANGER, PARENTAL, inverse_of, say_kin
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import age_of
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.tray_rows import name_of
from openmash.frontdoor.enquiries.rules.enquiry import Included
from openmash.frontdoor.enquiries.states import ScopeRole

CARERS = frozenset({"step-parent", "foster carer", "private foster carer", "carer"})
MOST_WRITTEN = 12  # rows of people on the sender's form
AT_HOME = ("yes",)


@dataclass(frozen=True)
class Proposed:
    """Somebody who may be asked about, and how we know of them."""

    key: str
    called: str
    role: str
    how: str
    elsewhere: bool = False

    def included(self, reason: str = "") -> Included:
        """The same person, to be asked about."""
        key = "" if self.key.startswith("said:") else self.key
        return Included(self.role, self.called, key, self.elsewhere, reason)


def proposed(contact: Contact, *, by: Actor) -> tuple[Proposed, ...]:
    """Everybody once, children first. The caller has checked access to the contact."""
    filled = load(contact, london_day(by.at))
    found = {one.key: one for one in _children(filled)}
    own = {child.person.root_id for child in filled.children if child.person is not None}
    for child in filled.children:
        if child.person is not None:
            for one in _around(child.person, filled.called(child), by):
                if uuid.UUID(one.key.partition(":")[2]) not in own:
                    found.setdefault(one.key, one)
    names = {one.called.partition(",")[0].casefold() for one in found.values()}
    for one in _written(filled):
        if one.called.casefold() not in names:
            found.setdefault(one.key, one)
    return tuple(found.values())


def _children(filled: Filled) -> Iterator[Proposed]:
    for child in filled.children:
        how = "child of the contact" if child.person_id else "child of the contact, not identified"
        yield Proposed(child.subject, name_of(child), ScopeRole.CHILD, how)


def _around(person: Person, called: str, by: Actor) -> Iterator[Proposed]:
    """Who is tied to a child now, and who else lives behind the same door."""
    network = network_of(person, by=by)
    home = {key for one in households_of(network) if one.now for key in _with(network, one.members)}
    for bond in network.bonds_of(network.focus):
        if bond.row.holds_on(network.today):
            yield _tied(bond, network, home, called, by)
    for key in home - {network.focus}:
        yield _person(network, key, ScopeRole.HOUSEHOLD, f"lives with {called}", False, by)


def _with(network: Network, members: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """A household counts as the child's home when the child is in it."""
    members = set(members)
    return members if network.focus in members else set()


def _tied(bond: Bond, network: Network, home: set[uuid.UUID], called: str, by: Actor) -> Proposed:
    is_one = bond.one == network.focus
    other = bond.other if is_one else bond.one
    kind = inverse_of(bond.kind) if is_one else bond.kind
    elsewhere = other not in home and bond.row.lives_with is not True
    holds = ", holds parental responsibility" if bond.row.parental_responsibility else ""
    role = _role(kind, elsewhere)
    return _person(network, other, role, f"{say_kin(kind, called)}{holds}", elsewhere, by)


def _role(kind: str, elsewhere: bool) -> ScopeRole:
    if kind == DANGER:
        return ScopeRole.ALLEGED_HARMER
    if kind in CARERS:
        return ScopeRole.CARER
    if kind in PARENTAL:
        return ScopeRole.PARENT
    return ScopeRole.OTHER_ADDRESS if elsewhere else ScopeRole.HOUSEHOLD


def _person(
    network: Network, key: uuid.UUID, role: ScopeRole, how: str, elsewhere: bool, by: Actor
) -> Proposed:
    person = network.people[key].person
    name = ", ".join(filter(None, [person.display_name, age_of(person, london_day(by.at))]))
    return Proposed(f"person:{key}", name, role, how, elsewhere)


def _written(filled: Filled) -> Iterator[Proposed]:
    """People as the sender wrote them."""
    for number in range(1, MOST_WRITTEN + 1):
        name = filled.text(None, f"A4_{number}_name").strip()
        if not name:
            continue
        relation = filled.text(None, f"A4_{number}_relation").strip() or "not said who they are"
        elsewhere = filled.text(None, f"A4_{number}_lives") not in AT_HOME
        role = ScopeRole.OTHER_ADDRESS if elsewhere else ScopeRole.HOUSEHOLD
        how = f"{relation}, as the sender wrote"
        yield Proposed(f"said:{number}", name, role, how, elsewhere)
