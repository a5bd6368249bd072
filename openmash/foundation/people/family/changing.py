"""Ending and correcting one statement, and who else it links."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.core.working_time import LONDON
from openmash.foundation.people.commands import end_statement, enter_in_error
from openmash.foundation.people.commands.corrections import OfPerson
from openmash.foundation.people.family.finding import log_linked
from openmash.foundation.people.family.forms import ChangeForm
from openmash.foundation.people.family.homes import open_where_protected
from openmash.foundation.people.family.network import network_of, others_at, others_on
from openmash.foundation.people.family.rules import inverse_of, say_kin
from openmash.foundation.people.models import Address, ContactPoint, Person, Relationship
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.presenters.statements import Said, Teller, say_period
from openmash.foundation.people.rules import may_see_protected_address
from openmash.foundation.people.whole import wholes


@dataclass(frozen=True)
class Linked:
    """Somebody else at the same door or number."""

    key: uuid.UUID
    name: str
    age: str
    period: str
    now: bool
    source: str


def apply(said: OfPerson, form: ChangeForm, *, by: Actor) -> OfPerson:
    """What the form asks for: an end, or an error with its reason."""
    given = form.cleaned_data
    if given["what"] == "ended":
        return end_statement(said, on=given["ends_on"], by=by)
    return enter_in_error(said, given["because"], by=by)


def line_of(person: Person, what: str, said: OfPerson, *, by: Actor) -> Said:
    """The statement as one line, so that one sees what one is about to change."""
    today = by.at.astimezone(LONDON).date()
    if not isinstance(said, Relationship):
        return Teller(by, today).line(what, said)
    is_one = said.person.root_id == person.root_id
    other = (said.other if is_one else said.person).root
    code = inverse_of(said.kind) if is_one else said.kind
    return Said(
        key=said.pk,
        what=what,
        kind="Relationship",
        words=f"{other.display_name}: {say_kin(code, person.display_name)}",
        period=say_period(said.starts_on, said.ends_on),
        source=said.source,
        certainty=said.certainty,
    )


def linked_people(person: Person, what: str, said: OfPerson, *, by: Actor) -> list[Linked]:
    """Everybody else linked to an address or number whom this reader may know of; logged."""
    pairs: list[tuple[uuid.UUID, Address | ContactPoint]]
    if isinstance(said, Address):
        pairs = [(stay.person, stay.address) for stay in others_at(said, by=by)]
    elif isinstance(said, ContactPoint):
        pairs = [(key, point) for key, point in others_on(said, by=by)]
    else:
        raise NotFound("Only addresses and numbers link people")
    log_linked(person, what, [key for key, _ in pairs], by=by)
    today, people = by.at.astimezone(LONDON).date(), wholes([key for key, _ in pairs], by=by)
    return [
        Linked(
            key=key,
            name=people[key].person.display_name,
            age=age_of(people[key].person, today),
            period=say_period(row.starts_on, row.ends_on),
            now=row.holds_on(today),
            source=row.source,
        )
        for key, row in pairs
    ]


def protectable(person: Person, key: uuid.UUID, *, by: Actor) -> Address:
    """An address that the family page says is written openly at a protected door."""
    if not may_see_protected_address(by.role):
        raise NotFound("There is no such address for you")
    network = network_of(person, by=by)
    open_ones = open_where_protected(network)
    for stay in network.stays:
        if stay.address.pk == key and (stay in open_ones or stay.address.confidential):
            return stay.address
    raise NotFound("There is no such address")
