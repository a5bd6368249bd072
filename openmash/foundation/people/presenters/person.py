"""A person as a reader may see them: a protected address stays protected (`roles.md` §3)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import describe_age, say_date
from openmash.core.identifiers import format_nhs_number
from openmash.core.working_time import LONDON
from openmash.foundation.people.models import Address, Identifier, Person
from openmash.foundation.people.rules import may_see_protected_address
from openmash.foundation.people.whole import Whole
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag


def age_of(person: Person, today: date) -> str:
    """An age as people say it, or that it is not known."""
    day = person.birth_date or person.expected_birth_date
    return describe_age(day, today) if day else "age not known"


def born_of(person: Person) -> str:
    """When somebody was born or is due, as people say it."""
    if person.birth_date:
        about = "about " if person.birth_date_estimated else ""
        return about + say_date(person.birth_date)
    if person.expected_birth_date:
        return f"due {say_date(person.expected_birth_date)}"
    return "birth date not known"


@dataclass(frozen=True)
class Home:
    """An address as this reader may see it."""

    words: str
    since: str
    source: str
    protected: bool


@dataclass(frozen=True)
class PersonPage:
    """What the page of a person shows of the person alone."""

    key: uuid.UUID
    header: ChildHeader
    names: tuple[tuple[str, str, str], ...]
    numbers: tuple[tuple[str, str, str, str], ...]
    homes: tuple[Home, ...]


def describe(one: Whole, by: Actor) -> PersonPage:
    """Draw a person for this reader: a protected address stays protected (`roles.md` §3)."""
    person, today = one.person, by.at.astimezone(LONDON).date()
    nhs = [n for n in one.identifiers if n.kind == Identifier.Kind.NHS_NUMBER]
    homes = tuple(_home(address, by) for address in one.addresses)
    facts = [Fact("Born", born_of(person)), Fact("Sex", person.get_sex_display())]
    facts += [Fact("NHS number", format_nhs_number(n.value)) for n in nhs[:1]]
    facts += [Fact("Lives at", home.words) for home in homes[-1:]]
    marks = [Flag("Protected address", icon="lock")] if any(h.protected for h in homes) else []
    marks += [Flag("Restricted", strong=True, icon="lock")] if person.readers is not None else []
    header = ChildHeader(
        name=person.display_name,
        about=age_of(person, today),
        facts=tuple(facts),
        show_rag=False,
        flags=tuple(marks),
        who_may_see=_who_may_see(person),
    )
    names = ((n.get_kind_display(), f"{n.given} {n.family}".strip(), n.source) for n in one.names)
    return PersonPage(
        person.pk, header, tuple(names), tuple(_number(n) for n in one.identifiers), homes
    )


def _who_may_see(person: Person) -> str:
    """Who else may open this, so that nobody tells somebody who may not know."""
    if person.readers is not None:
        return "only the people named in a restriction; to all others this person is not there."
    return "hub team, and workers on a case of this person."


def _number(one: Identifier) -> tuple[str, str, str, str]:
    value = format_nhs_number(one.value) if one.kind == Identifier.Kind.NHS_NUMBER else one.value
    return (one.get_kind_display(), value, one.source, one.warning)


def _home(one: Address, by: Actor) -> Home:
    hidden = one.confidential and not may_see_protected_address(by.role)
    words = "Protected address" if hidden else ", ".join(filter(None, [one.lines, one.postcode]))
    since = say_date(one.starts_on) if one.starts_on else ""
    return Home(words, since, one.source, one.confidential)
