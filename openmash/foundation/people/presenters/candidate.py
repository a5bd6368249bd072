"""A person beside what somebody wrote of them: masked, with reasons in words (`data.md` §1.4)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.facts import Facts, NameWords, Place
from openmash.core.matching import Likelihood, Match
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import age_of, born_of
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
    phone: str = ""
    refused: frozenset[uuid.UUID] = frozenset()

    def facts(self) -> Facts:
        """For comparing with the register."""
        numbers = {"nhs_number": self.nhs_number, "upn": self.upn}
        place = Place.of(self.address, self.postcode)
        return Facts(
            names=(NameWords.of(self.given, self.family),) if self.given or self.family else (),
            birth_date=self.birth_date,
            due_date=self.due_date,
            sex=self.sex if self.sex in {"F", "M"} else "",
            numbers=frozenset(f"{kind}:{value}" for kind, value in numbers.items() if value),
            places=(place,) if place != Place() else (),
            phones=frozenset({self.phone} if self.phone else ()),
        )


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
    bits: float = 0.0  # for ordering; never shown
    related: tuple[str, ...] = ()  # "mother of Isla Tarrant, 7"

    @property
    def is_likely(self) -> bool:
        """Whether more speaks for this person than against."""
        return self.word != Likelihood.UNLIKELY

    @property
    def is_child(self) -> bool:
        """Children stand first in every list."""
        return self.kind != Person.Kind.ADULT

    @property
    def differs(self) -> tuple[str, ...]:
        """What speaks against, to be read after "differs:"."""
        return tuple(reason.removeprefix("different ") for reason in self.against)


def candidate(one: Whole, match: Match | None, today: date) -> Candidate:
    """Draw one person, with what speaks for and against them when they were looked for."""
    person = one.person
    return Candidate(
        key=person.pk,
        name=person.display_name,
        kind=person.kind,
        age=age_of(person, today),
        born=born_of(person),
        place=_place(one, today),
        word=match.word if match else Likelihood.UNLIKELY,
        speaks_for=match.speaks_for if match else (),
        against=match.against if match else (),
        bits=match.bits if match else 0.0,
    )


def _place(one: Whole, today: date) -> str:
    """The first half of the postcode, as much as a list may say; nothing at all when protected."""
    now = [a for a in one.addresses if a.ends_on is None or a.ends_on > today]
    if any(address.confidential for address in now):
        return "protected address"
    halves = [a.postcode.split()[0] for a in now if a.postcode]
    return halves[0] if halves else ""
