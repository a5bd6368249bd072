"""From a filled form to its command: what the pages that add something have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.people.commands import (
    Birth,
    Life,
    NewAddress,
    NewContactPoint,
    Once,
    add_contact_point,
    add_flag,
    add_identifier,
    add_name,
    correct_due_date,
    correct_life,
    keep_address,
    record_birth,
)
from openmash.foundation.people.family import forms
from openmash.foundation.people.family.finding import risk_is_near
from openmash.foundation.people.family.network import network_of
from openmash.foundation.people.family.rules import why_not_reached
from openmash.foundation.people.models import Person

Given = dict[str, Any]


@dataclass(frozen=True)
class Saying:
    """A page that adds one thing: its title, its button, its form and what it does."""

    title: str
    button: str
    form: type[forms.SayForm]
    say: Callable[[Person, Given, Actor], object]
    done: str
    back: str = "person"
    filled: Callable[[Person], Given] = lambda person: {}  # what the form begins with


def _name(person: Person, given: Given, by: Actor) -> object:
    return add_name(
        person,
        given["given"],
        given["family"],
        kind=given["kind"],
        source=given["source"],
        by=by,
        once=Once(given["key"], given["starts_on"]),
    )


def _number(person: Person, given: Given, by: Actor) -> object:
    """Pressing twice finds the number there already."""
    verified = bool(given["verified"])
    return add_identifier(
        person, given["kind"], given["value"], source=given["source"], by=by, verified=verified
    )


def _address(person: Person, given: Given, by: Actor) -> object:
    columns = {k: v for k, v in given.items() if k != "protect"}
    return keep_address(person, NewAddress(**columns, confidential=bool(given["protect"])), by=by)


def _contact(person: Person, given: Given, by: Actor) -> object:
    """Near danger the question whether it is safe must be answered (`data.md` §2)."""
    near = risk_is_near(network_of(person, by=by))
    refuse_if(why_not_reached(given["safe"], risk_is_near=near))
    columns = {k: v for k, v in given.items() if k != "safe"}
    new = NewContactPoint(**columns, safe_to_use=forms.answer(given["safe"]))
    return add_contact_point(person, new, by=by)


def _flag(person: Person, given: Given, by: Actor) -> object:
    return add_flag(
        person,
        given["code"],
        source=given["source"],
        by=by,
        starts_on=given["starts_on"],
        key=given["key"],
    )


def _birth(person: Person, given: Given, by: Actor) -> object:
    columns = {k: v for k, v in given.items() if k != "key"}
    return record_birth(person, Birth(**columns), by=by)


def _life(person: Person, given: Given, by: Actor) -> object:
    life = Life(
        given["birth_date"],
        bool(given["birth_date"] and given["estimated"]),
        given["death_date"],
        given["sex"],
        given["source"],
    )
    return correct_life(person, life, version=given["version"], by=by)


def _life_so_far(person: Person) -> Given:
    return {
        "version": person.version,
        "birth_date": person.birth_date,
        "estimated": ["yes"] if person.birth_date_estimated else [],
        "sex": person.sex,
        "death_date": person.death_date,
    }


def _due(person: Person, given: Given, by: Actor) -> object:
    return correct_due_date(person, given["due"], given["source"], version=given["version"], by=by)


def _due_so_far(person: Person) -> Given:
    return {"version": person.version, "due": person.expected_birth_date}


SAYINGS: dict[str, Saying] = {
    "name": Saying("Add a name", "Add the name", forms.NameForm, _name, "The name is added"),
    "number": Saying(
        "Add a number", "Add the number", forms.NumberForm, _number, "The number is kept"
    ),
    "address": Saying(
        "Add an address",
        "Add the address",
        forms.AddressForm,
        _address,
        "The address is added",
        "person_family",
    ),
    "contact": Saying(
        "Add a telephone number or e-mail address",
        "Keep it",
        forms.ContactForm,
        _contact,
        "It is kept, with whether it is safe to use",
    ),
    "flag": Saying("Put a flag on the record", "Put the flag", forms.FlagForm, _flag, "Flagged"),
    "life": Saying(
        "Correct a date of birth or death, or the sex",
        "Keep it",
        forms.LifeForm,
        _life,
        "Kept. What stood before can still be read",
        filled=_life_so_far,
    ),
    "due": Saying(
        "Correct when the baby is due",
        "Keep it",
        forms.DueForm,
        _due,
        "Kept. What stood before can still be read",
        filled=_due_so_far,
    ),
}
BIRTH = Saying("The child is born", "Record the birth", forms.BirthForm, _birth, "Born: recorded")
