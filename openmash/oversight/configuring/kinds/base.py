"""What every kind of reference data can say of itself, so that one page and one command do for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.ui.fields import GovField

Content = dict[str, Any]  # as it is kept: plain values that a file can hold
Lines = list[tuple[str, str]]  # a label, and the words a person reads
SOURCE = "Where it comes from"  # the label of a line that a list leaves out
Reasons = Iterator[tuple[str, str]]  # the question of the form, and what is wrong


@dataclass(frozen=True)
class Thing:
    """One thing of a kind that can be changed: its code, its name, and the part of the list it is in."""

    of: str
    name: str
    group: str
    content: Content  # as it holds today


class OfKind(Protocol):
    """What a kind of reference data has to know."""

    note: str  # what a change of it means for work that is under way

    def things(self, *, by: Actor) -> list[Thing]:
        """Everything of the kind as it holds today, in the order of its list."""

    def whole(self, of: str) -> str:
        """What has its versions together with this thing: the form of a page; else the thing itself."""

    def latest(self, of: str, *, by: Actor) -> Content:
        """One thing as it will be when all has begun that is published; `NotFound` where there is none."""

    def name(self, of: str, *, by: Actor) -> str:
        """What people call it."""

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """The questions of its form."""

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """What stands in them."""

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """What was typed, as it is kept; `content` is what it was typed over."""

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """Everything that speaks against this content, by the question it is about."""

    def lines(self, of: str, content: Content) -> Lines:
        """As a person reads it, for a list and for comparing."""

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """Publish it, from that day on, in what is to come by then."""

    def hold_on(self, of: str, *, by: Actor) -> None:
        """Let what holds today go on without an end: whatever of the whole was to come never begins."""


class Dated(Protocol):
    """A version that holds from its day until a newer one does."""

    valid_from: date


D = TypeVar("D", bound=Dated)


def to_come(versions: Iterable[D], today: date) -> list[D]:
    """Of versions, the newest first, those whose day will come: one that a newer one has overtaken by
    then never holds. The first to begin comes first."""
    found: list[D] = []
    for row in versions:
        if row.valid_from <= today:
            break
        if not found or row.valid_from < found[-1].valid_from:
            found.append(row)
    return found[::-1]


def none_such(what: str) -> NotFound:
    """For an address that names nothing of the kind."""
    return NotFound(f"There is no {what} of this name")


def counted(number: object, unit: str) -> str:
    """1 working day, 4 hours, day and night."""
    head, mark, rest = unit.partition("," if "," in unit else " of ")
    one = head.removesuffix("s") if number == 1 else head
    return f"{number:,} {one}{mark}{rest}" if isinstance(number, int) else f"{number} {unit}"
