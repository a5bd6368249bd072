"""Finding one statement of one person, and what has to be asked before saying more."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands.corrections import OfPerson
from openmash.foundation.people.family.network import Network
from openmash.foundation.people.family.rules import DANGER, RISK_FLAGS
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Person,
    PersonFlag,
    PersonName,
    Relationship,
)
from openmash.foundation.people.rules import may_see_protected_address

STATEMENTS: dict[str, type[Any]] = {
    "name": PersonName,
    "number": Identifier,
    "address": Address,
    "contact": ContactPoint,
    "flag": PersonFlag,
    "relationship": Relationship,
}


def statement_of(person: Person, what: str, key: uuid.UUID, *, by: Actor) -> OfPerson:
    """One statement of this human being, on whichever record; somebody else's is not found.

    Who may not read a protected address may not change it either.
    """
    model = STATEMENTS.get(what)
    if model is None:
        raise NotFound("There is no such statement")
    of_person = Q(person__root_id=person.root_id)
    if model is Relationship:
        of_person |= Q(other__root_id=person.root_id)
    found: OfPerson | None = (
        model._default_manager.filter(of_person, pk=key, partnership_id=by.partnership)
        .select_related("person", *(("other",) if model is Relationship else ()))
        .first()
    )
    if found is None or not _known(found, by):
        raise NotFound("There is no such statement")
    if isinstance(found, Address) and found.confidential and not may_see_protected_address(by.role):
        raise NotAllowed("This address is protected: only those who may read it may change it")
    return found


def _known(found: OfPerson, by: Actor) -> bool:
    """A relationship to somebody this reader may not know of is not there."""
    if not isinstance(found, Relationship):
        return True
    return visible_to(by).filter(pk__in=[found.person_id, found.other_id]).count() == 2


def risk_is_near(network: Network) -> bool:
    """Whether a danger or a flag of violence is on this person or somebody tied to them."""
    near = {network.focus}
    for bond in network.bonds_of(network.focus):
        near |= {bond.one, bond.other}
        if bond.kind == DANGER and bond.row.holds_on(network.today):
            return True
    flags = (flag for key in near for flag in network.people[key].flags)
    return any(flag.code in RISK_FLAGS and flag.holds_on(network.today) for flag in flags)


def log_linked(person: Person, what: str, found: list[uuid.UUID], *, by: Actor) -> None:
    """Who was listed because of a shared door or number; never the address itself."""
    about = [person.subject, *(f"person:{key}" for key in found)]
    facts = {"linked_by": what}
    log_read(Action.LIST, by=by, subject=person.subject, about=about, facts=facts)


def log_print(person: Person, *, by: Actor) -> None:
    """A printed page leaves the building: it is logged as such."""
    facts = {"profile": "family and home"}
    log_read(Action.PRINT, by=by, subject=person.subject, about=[person.subject], facts=facts)
