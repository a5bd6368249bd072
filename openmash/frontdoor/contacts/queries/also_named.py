"""Who the sender named beside the children, and who of the register may be meant (P1 R3, `data.md` §1.4).

Nobody is linked here. Who somebody is to a child is said on the page of the child's family, by a
person, and from then on the family knows them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from openmash.core.actor import Actor
from openmash.core.dates import read_date
from openmash.core.identifiers import check_postcode
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.presenters import Candidate, Wanted, split_name
from openmash.foundation.people.queries import candidates_of_each, family_of
from openmash.frontdoor.contacts.emarf.filled import Filled, is_nameless

LIVES = {"yes": "lives with the child", "no": "lives elsewhere"}
PARTS = ("name", "relation", "lives", "pr", "born")
RESPONSIBLE = {"yes": "has parental responsibility", "no": "without parental responsibility"}


@dataclass(frozen=True)
class Suggested:
    """Somebody of the register who may be meant."""

    person: Candidate
    in_family: bool


@dataclass(frozen=True)
class Named:
    """Somebody the sender named, in the sender's words."""

    name: str
    said: tuple[str, ...]
    lives_with: str
    responsible: str
    suggestions: tuple[Suggested, ...]

    @property
    def parts(self) -> tuple[str, str]:
        """First names and surname."""
        return split_name(self.name)

    @property
    def is_known(self) -> bool:
        """Whether the family knows somebody who may be meant."""
        return any(one.in_family for one in self.suggestions)


@dataclass(frozen=True)
class Family:
    """A linked child whose family this reader may write down."""

    called: str
    person: uuid.UUID


def families_of(filled: Filled, *, by: Actor) -> list[Family]:
    """The linked children to whom somebody can be said to belong."""
    return [
        Family(filled.called(child), child.person.pk)
        for child in filled.children
        if child.person and may(by, P.PERSON_WRITE, record_facts(child.person))
    ]


def also_named(filled: Filled, *, by: Actor) -> list[Named]:
    """Everybody with a name in the list of who lives with the children and who else matters (A4).

    The register is asked for each of them, and the read log says so.
    """
    rows, asks_of = list(_rows(filled)), filled.contact.subject
    found = candidates_of_each([(_wanted(filled, row, by), asks_of) for row in rows], by=by)
    children = {child.person_id for child in filled.children if child.person_id}
    known = family_of(children, by=by)
    return [
        _named(row, [one for one in some if one.key not in children], known)
        for row, some in zip(rows, found, strict=True)
    ]


def _rows(filled: Filled) -> Iterator[dict[str, str]]:
    """The rows of the list that bear a name; rows are asked for in order, and one may be left out."""
    asked = takewhile(lambda n: f"A4_{n}_name" in filled.definition.questions, count(1))
    for number in asked:
        row = {part: filled.text(None, f"A4_{number}_{part}").strip() for part in PARTS}
        if not is_nameless(row["name"]):
            yield row


def _named(row: dict[str, str], found: list[Candidate], known: frozenset[uuid.UUID]) -> Named:
    said = (row["relation"], LIVES.get(row["lives"], ""), RESPONSIBLE.get(row["pr"], ""))
    return Named(
        name=row["name"],
        said=tuple(filter(None, (*said, row["born"]))),
        lives_with=row["lives"],
        responsible=row["pr"],
        suggestions=tuple(Suggested(one, one.key in known) for one in found),
    )


def _wanted(filled: Filled, row: dict[str, str], by: Actor) -> Wanted:
    """Who lives with the children lives where they do."""
    given, family = split_name(row["name"])
    at_home = filled.children[0] if row["lives"] == "yes" and filled.children else None
    return Wanted(
        given=given,
        family=family,
        birth_date=read_date(row["born"], today=london_day(by.at), years_ahead=1).value,
        address=at_home.address if at_home else "",
        postcode=(check_postcode(at_home.postcode).value or "") if at_home else "",
    )
