"""Two human beings side by side, field by field, as far as this reader may know."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.merging.facts import Fact, kinds
from openmash.foundation.merging.models import DuplicatePair, Join
from openmash.foundation.merging.queries.sides import (
    Being,
    Verdict,
    being,
    between,
    judge,
    not_the_same_between,
    proposal_between,
)
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import born_of


@dataclass(frozen=True)
class Line:
    """One heading with what either side says; `both` is on both sides."""

    heading: str
    one: tuple[str, ...]
    two: tuple[str, ...]

    @property
    def both(self) -> frozenset[str]:
        """What both say in the same words."""
        return frozenset(map(str.casefold, self.one)) & frozenset(map(str.casefold, self.two))

    @property
    def verdict(self) -> str:
        """Same, differs, or said on one side alone."""
        if self.both:
            return "same"
        return "differs" if self.one and self.two else "one side only"


@dataclass(frozen=True)
class Choice:
    """A value that differs: which record's value stands is chosen."""

    name: str
    question: str
    values: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True)
class Compared:
    """Everything the compare page shows."""

    one: Being
    two: Being
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    verdict: Verdict
    proposal: Join | None
    said_by: str
    said_because: str
    found: DuplicatePair | None  # why a finder took them for one, where one did


def compare(one: Person, two: Person, *, by: Actor) -> Compared:
    """Both sides; the looks at both were written down by whoever loaded them."""
    first, second = being(one, by), being(two, by)
    said = not_the_same_between(first, second).order_by("-answered_at").first()
    return Compared(
        one=first,
        two=second,
        lines=(*_plain(one, two), *_written(first, second, by)),
        choices=tuple(_choices(one, two)),
        verdict=judge(first, second, by),
        proposal=proposal_between(first, second),
        said_by=said.answered_by if said else "",
        said_because=said.because if said else "",
        found=between(first, second).exclude(word="").order_by("-probability").first(),
    )


def _plain(one: Person, two: Person) -> list[Line]:
    called = Line("Called", (one.display_name,), (two.display_name,))
    born = Line("Born", (born_of(one),), (born_of(two),))
    return [called, born, Line("Sex", (one.get_sex_display(),), (two.get_sex_display(),))]


def _written(one: Being, two: Being, by: Actor) -> list[Line]:
    lines = []
    for kind in kinds():
        sides = [_words(kind.of(side.keys, by), counted=kind.counted) for side in (one, two)]
        if any(sides):
            lines.append(Line(kind.label, sides[0], sides[1]))
    return lines


def _words(facts: Sequence[Fact], *, counted: bool) -> tuple[str, ...]:
    if counted and facts:
        return (f"{len(facts)} in all",)
    return tuple(dict.fromkeys(fact.words for fact in facts))


def _choices(one: Person, two: Person) -> list[Choice]:
    asked = (
        ("name", "Which name stands?", one.display_name, two.display_name),
        ("birth", "Which birth date stands?", _birth(one), _birth(two)),
        ("sex", "Which sex stands?", one.get_sex_display(), two.get_sex_display()),
    )
    return [
        Choice(name, question, ((one.pk, mine), (two.pk, theirs)))
        for name, question, mine, theirs in asked
        if mine != theirs
    ]


def _birth(person: Person) -> str:
    return f"{born_of(person)} ({person.get_kind_display().casefold()})"
