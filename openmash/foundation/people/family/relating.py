"""Saying how two people are related, where one of them may not be in the register yet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.people.access import get_person
from openmash.foundation.people.commands import NewPerson, create_person, relate
from openmash.foundation.people.family.forms import answer
from openmash.foundation.people.family.forms_relation import NEW, RelationForm
from openmash.foundation.people.family.network import Network
from openmash.foundation.people.models import Person, Relationship
from openmash.foundation.people.presenters import Wanted
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.queries import candidates, masked
from openmash.foundation.ui.fields import Choice

# What another page may know of somebody it brings here.
BROUGHT = ("who", "given", "family", "lives_with", "responsible", "source")


def form_for(
    person: Person, network: Network, data: Mapping[str, Any] | None, *, by: Actor
) -> RelationForm:
    """The form, with those of the family to choose from, and those found or brought before."""
    form = RelationForm(person.display_name, _family(network), data)
    if data:
        form.offer(_offered(form, network, by))
    return form


def bring(
    person: Person, network: Network, brought: Mapping[str, Any], *, by: Actor
) -> RelationForm:
    """The form with what another page knows of somebody: to be read, put right and sent, or left."""
    initial = {name: str(brought.get(name, "")) for name in BROUGHT}
    form = RelationForm(person.display_name, _family(network), initial=initial)
    form.initial["looked"] = _asked(form)
    form.offer(_offered(form, network, by))
    return form


def look_first(form: RelationForm, network: Network, *, by: Actor) -> bool:
    """Before somebody new is added, show who is in the register under that name; once per name."""
    given = form.cleaned_data
    name = _asked(form)
    if given["who"] != NEW or given["looked"] == name:
        return False
    found = _found(form, network, by)
    if not found:
        return False
    form.offer([*_family(network), *found])
    form.data = {**form.data.dict(), "looked": name}  # type: ignore[attr-defined]  # a QueryDict
    words = "Somebody like that is in the register already: choose them, or “Somebody else” again"
    form.add_refusals([("who", words)])
    return True


def say(person: Person, form: RelationForm, *, by: Actor) -> Relationship:
    """Record the tie, and the person first where they are new. Both or neither."""
    given = form.cleaned_data
    other = _new(given, by) if given["who"] == NEW else get_person(by, uuid.UUID(given["who"]))
    details = {
        "parental_responsibility": answer(given["responsible"]),
        "lives_with": answer(given["lives_with"]),
        "certainty": given["certainty"],
        "starts_on": given["starts_on"],
    }
    return relate(
        other,
        person,
        given["how"],
        source=given["source"],
        by=by,
        details=details,
        key=given["key"],
    )


def _new(given: dict[str, Any], by: Actor) -> Person:
    new = NewPerson(
        given["given"],
        given["family"],
        given["source"],
        kind=given["kind"],
        birth_date=given["birth_date"] if given["kind"] != Person.Kind.UNBORN else None,
        expected_birth_date=given["birth_date"],
        sex=given["sex"],
    )
    return create_person(new, key=given["new_key"], by=by)


def _family(network: Network) -> list[Choice]:
    return [
        (str(key), f"{one.person.display_name}, {age_of(one.person, network.today)}")
        for key, one in network.people.items()
        if key != network.focus
    ]


def _offered(form: RelationForm, network: Network, by: Actor) -> list[Choice]:
    """The family, whoever was found under the name before, and whoever was chosen elsewhere."""
    found = _found(form, network, by) if _typed(form, "looked") else []
    shown = {choice[0] for choice in found}
    return [
        *_family(network),
        *found,
        *(c for c in _chosen(form, network, by) if c[0] not in shown),
    ]


def _chosen(form: RelationForm, network: Network, by: Actor) -> list[Choice]:
    try:
        key = uuid.UUID(_typed(form, "who"))
    except ValueError:
        return []
    known = masked({key} - network.people.keys(), by=by)
    return [(str(one.key), f"{one.name}, {one.age}") for one in known.values()]


def _found(form: RelationForm, network: Network, by: Actor) -> list[Choice]:
    wanted = Wanted(_typed(form, "given"), _typed(form, "family"), _born(form))
    if not (wanted.given or wanted.family):
        return []
    found = candidates(wanted, by=by, subject=f"person:{network.focus}")
    return [
        (str(one.key), f"{one.name}, {one.age}", ", ".join([one.word, *one.speaks_for]))
        for one in found
        if one.key not in network.people
    ]


def _asked(form: RelationForm) -> str:
    return f"{_typed(form, 'given')}|{_typed(form, 'family')}"


def _typed(form: RelationForm, name: str) -> str:
    typed = form.data if form.is_bound else form.initial
    return " ".join(str(typed.get(name, "")).split())


def _born(form: RelationForm) -> date | None:
    found: date | None = getattr(form, "cleaned_data", {}).get("birth_date")
    return found
