"""A person beside what somebody wrote of them: masked, with reasons in words (`data.md` §1.4)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from openmash.core.names import NameFacts, similarity_reasons
from openmash.foundation.people.models import Identifier, Person
from openmash.foundation.people.presenters.person import age_of, born_of
from openmash.foundation.people.rules import Likelihood, likelihood
from openmash.foundation.people.whole import Whole


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


def candidate(one: Whole, wanted: Wanted, today: date) -> Candidate:
    """Draw one person against what is wanted. Names, numbers and addresses are loaded already."""
    speaks_for, against = _reasons(one, wanted)
    person = one.person
    return Candidate(
        key=person.pk,
        name=person.display_name,
        kind=person.kind,
        age=age_of(person, today),
        born=born_of(person),
        place=_place(one, today),
        word=likelihood(speaks_for, against),
        speaks_for=tuple(speaks_for),
        against=tuple(against),
    )


def _reasons(one: Whole, wanted: Wanted) -> tuple[list[str], list[str]]:
    names = [(name.given, name.family) for name in one.names] or [("", "")]
    compared = [
        similarity_reasons(mine, _facts(one, given, family))
        for mine in _readings(wanted)
        for given, family in names
    ]
    speaks_for, against = max(compared, key=lambda pair: len(pair[0]) - len(pair[1]))
    due = _due(one.person, wanted)
    numbers = _numbers(one, wanted)
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


def _facts(one: Whole, given: str, family: str) -> NameFacts:
    """A confidential address takes no part: even "same house" would give it away."""
    told = [a for a in one.addresses if not a.confidential and a.ends_on is None]
    address = told[0] if told else None
    return NameFacts(
        given=given,
        family=family,
        birth_date=one.person.birth_date,
        sex=one.person.sex if one.person.sex in {"F", "M"} else "",
        address=address.lines if address else "",
        postcode=address.postcode if address else "",
    )


def _numbers(one: Whole, wanted: Wanted) -> tuple[list[str], list[str]]:
    kinds = (
        (Identifier.Kind.NHS_NUMBER, wanted.nhs_number, "NHS number"),
        (Identifier.Kind.UPN, wanted.upn, "pupil number"),
    )
    speaks_for, against = [], []
    for kind, value, words in kinds:
        held = {number.value for number in one.identifiers if number.kind == kind}
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


def _place(one: Whole, today: date) -> str:
    """The first half of the postcode, as much as a list may say; nothing at all when protected."""
    now = [a for a in one.addresses if a.ends_on is None or a.ends_on > today]
    if any(address.confidential for address in now):
        return "protected address"
    halves = [a.postcode.split()[0] for a in now if a.postcode]
    return halves[0] if halves else ""
