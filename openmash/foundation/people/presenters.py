"""A person beside what somebody wrote of them: masked, with reasons in words (`data.md` §1.4)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import describe_age, say_date
from openmash.core.identifiers import format_nhs_number
from openmash.core.names import NameFacts, similarity_reasons
from openmash.core.working_time import LONDON
from openmash.foundation.people.models import Address, Identifier, Person
from openmash.foundation.people.rules import Likelihood, likelihood, may_see_protected_address
from openmash.foundation.ui.parts import ChildHeader, Fact, Flag


@dataclass(frozen=True)
class Wanted:
    """What is known of the person somebody looks for; leave out what is not."""

    given: str = ""
    family: str = ""
    birth_date: date | None = None
    due_date: date | None = None
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    address: str = ""
    postcode: str = ""
    refused: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Somebody in the register who may be meant: no address, no number, only what tells them apart."""

    key: uuid.UUID
    name: str
    kind: str
    age: str
    born: str
    place: str
    word: Likelihood
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def is_child(self) -> bool:
        """Children stand first in every list."""
        return self.kind != Person.Kind.ADULT

    @property
    def differs(self) -> tuple[str, ...]:
        """What speaks against, to be read after "differs:"."""
        return tuple(reason.removeprefix("different ") for reason in self.against)


def split_name(full: str) -> tuple[str, str]:
    """First names and surname of a name written in one box; "Tarrant, Isla" is read the other way."""
    family, comma, given = full.partition(",")
    if comma and given.strip():
        return given.strip(), family.strip()
    words = "".join(c for c in full if not c.isdigit()).split()
    return (words[0], "") if len(words) == 1 else (" ".join(words[:-1]), "".join(words[-1:]))


def swapped(day: date) -> list[date]:
    """The day, and the day with day and month swapped where that is one."""
    if day.day > 12 or day.day == day.month:
        return [day]
    return [day, day.replace(month=day.day, day=day.month)]


def candidate(person: Person, wanted: Wanted, today: date) -> Candidate:
    """Draw one person against what is wanted. Names, numbers and addresses are loaded already."""
    speaks_for, against = _reasons(person, wanted)
    return Candidate(
        key=person.pk,
        name=person.display_name,
        kind=person.kind,
        age=_age(person, today),
        born=_born(person),
        place=_place(person, today),
        word=likelihood(speaks_for, against),
        speaks_for=tuple(speaks_for),
        against=tuple(against),
    )


def _reasons(person: Person, wanted: Wanted) -> tuple[list[str], list[str]]:
    names = [(name.given, name.family) for name in person.names.all()] or [("", "")]
    compared = [
        similarity_reasons(mine, _facts(person, given, family))
        for mine in _readings(wanted)
        for given, family in names
    ]
    speaks_for, against = max(compared, key=lambda pair: len(pair[0]) - len(pair[1]))
    due = _due(person, wanted)
    numbers = _numbers(person, wanted)
    return [*numbers[0], *due[0], *speaks_for], [*numbers[1], *due[1], *against]


def _readings(wanted: Wanted) -> list[NameFacts]:
    """A single word may be a first name or a surname."""
    mine = _as_facts(wanted)
    if not mine.given or mine.family:
        return [mine]
    return [mine, replace(mine, given="", family=mine.given)]


def _as_facts(wanted: Wanted) -> NameFacts:
    return NameFacts(
        given=wanted.given,
        family=wanted.family,
        birth_date=wanted.birth_date,
        sex=wanted.sex if wanted.sex in {"F", "M"} else "",
        address=wanted.address,
        postcode=wanted.postcode,
    )


def _facts(person: Person, given: str, family: str) -> NameFacts:
    """A confidential address takes no part: even "same house" would give it away."""
    told = [one for one in person.addresses.all() if not one.confidential and one.ends_on is None]
    address = told[0] if told else None
    return NameFacts(
        given=given,
        family=family,
        birth_date=person.birth_date,
        sex=person.sex if person.sex in {"F", "M"} else "",
        address=address.lines if address else "",
        postcode=address.postcode if address else "",
    )


def _numbers(person: Person, wanted: Wanted) -> tuple[list[str], list[str]]:
    kinds = (
        (Identifier.Kind.NHS_NUMBER, wanted.nhs_number, "NHS number"),
        (Identifier.Kind.UPN, wanted.upn, "pupil number"),
    )
    speaks_for, against = [], []
    for kind, value, words in kinds:
        held = {one.value for one in person.identifiers.all() if one.kind == kind}
        if value and value in held:
            speaks_for.append(f"same {words}")
        elif value and held:
            against.append(f"different {words}")
    return speaks_for, against


def _due(person: Person, wanted: Wanted) -> tuple[list[str], list[str]]:
    one, two = person.expected_birth_date, wanted.due_date
    if one is None or two is None:
        return [], []
    near = abs((one - two).days) <= 21  # due dates are estimates, moved by every scan
    return (["same due date"], []) if near else ([], ["different due dates"])


def _age(person: Person, today: date) -> str:
    day = person.birth_date or person.expected_birth_date
    return describe_age(day, today) if day else "age not known"


def _born(person: Person) -> str:
    if person.birth_date:
        about = "about " if person.birth_date_estimated else ""
        return about + say_date(person.birth_date)
    if person.expected_birth_date:
        return f"due {say_date(person.expected_birth_date)}"
    return "birth date not known"


def _place(person: Person, today: date) -> str:
    """The first half of the postcode, as much as a list may say; nothing at all when protected."""
    now = [a for a in person.addresses.all() if a.ends_on is None or a.ends_on > today]
    if any(address.confidential for address in now):
        return "protected address"
    halves = [a.postcode.split()[0] for a in now if a.postcode]
    return halves[0] if halves else ""


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


def describe(person: Person, by: Actor) -> PersonPage:
    """Draw a person for this reader: a protected address stays protected (`roles.md` §3)."""
    today = by.at.astimezone(LONDON).date()
    nhs = [one for one in person.identifiers.all() if one.kind == Identifier.Kind.NHS_NUMBER]
    homes = tuple(_home(one, by) for one in person.addresses.order_by("recorded_at"))
    facts = [Fact("Born", _born(person)), Fact("Sex", person.get_sex_display())]
    facts += [Fact("NHS number", format_nhs_number(one.value)) for one in nhs[:1]]
    facts += [Fact("Lives at", home.words) for home in homes[-1:]]
    protected = [Flag("Protected address", icon="lock")] if any(h.protected for h in homes) else []
    header = ChildHeader(
        name=person.display_name,
        about=_age(person, today),
        facts=tuple(facts),
        show_rag=False,
        flags=tuple(protected),
        who_may_see="hub team, and workers on a case of this person.",
    )
    names = (
        (n.get_kind_display(), f"{n.given} {n.family}".strip(), n.source)
        for n in person.names.all()
    )
    return PersonPage(
        person.pk, header, tuple(names), tuple(_number(n) for n in person.identifiers.all()), homes
    )


def _number(one: Identifier) -> tuple[str, str, str, str]:
    value = format_nhs_number(one.value) if one.kind == Identifier.Kind.NHS_NUMBER else one.value
    return (one.get_kind_display(), value, one.source, one.warning)


def _home(one: Address, by: Actor) -> Home:
    hidden = one.confidential and not may_see_protected_address(by.role)
    words = "Protected address" if hidden else ", ".join(filter(None, [one.lines, one.postcode]))
    since = say_date(one.starts_on) if one.starts_on else ""
    return Home(words, since, one.source, one.confidential)
