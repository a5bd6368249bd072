"""What can be written of a person, and how one such fact is given to another record.

Later parts register what they keep of people themselves (a contact, who was named in it): the
wall between parts stays, and a split still finds everything.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.identifiers import format_nhs_number
from openmash.core.phones import say_phone
from openmash.foundation.people.models import (
    Address,
    ChronologyNote,
    ContactPoint,
    Identifier,
    Involvement,
    Part,
    PersonFlag,
    PersonName,
    Relationship,
    Voice,
)
from openmash.foundation.people.rules import may_see_protected_address


@dataclass(frozen=True)
class Fact:
    """One thing that is written of a person, in words for this reader."""

    kind: str
    key: uuid.UUID
    record: uuid.UUID
    words: str
    source: str
    written_at: datetime

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.key}"


class FactKind(Protocol):
    """A kind of fact: what there is of it on some records, and how one moves."""

    @property
    def code(self) -> str:
        """Its name in a form and in what is remembered."""

    @property
    def label(self) -> str:
        """Its heading on a page."""

    @property
    def counted(self) -> bool:
        """Whether two human beings are compared by how many there are, not one by one."""

    def of(self, records: Iterable[uuid.UUID], by: Actor) -> list[Fact]:
        """What is written on these records and known to this reader."""

    def move(self, fact: uuid.UUID, giver: uuid.UUID, taker: uuid.UUID) -> bool:
        """Give a fact that stands on one record to another; false when it stands there no more."""

    def clash(self, fact: uuid.UUID, taker: uuid.UUID) -> str:
        """Why the other record cannot take it; nothing when it can."""


KIND = TypeVar("KIND", bound=Part)
ERROR = " (entered in error)"  # it stays, moves with its record, and is no reason for anything


@dataclass(frozen=True)
class Kept(Generic[KIND]):
    """A kind of fact that is a table of the register; `side` is its column that names the person.

    `along` are the people whom the words name: a fact about somebody whom this reader may not know
    is not there for them.
    """

    code: str
    label: str
    model: type[KIND]
    say: Callable[[KIND, Actor], str]
    side: str = "person"
    along: tuple[str, ...] = ()
    counted: bool = False

    def of(self, records: Iterable[uuid.UUID], by: Actor) -> list[Fact]:
        """What is written on these records, oldest first."""
        here = {"partnership_id": by.partnership, f"{self.side}_id__in": list(records)}
        rows = self.model._default_manager.filter(**here).annotate(stands_on=F(f"{self.side}_id"))
        rows = rows.select_related(*self.along) if self.along else rows
        return [self._fact(row, by) for row in rows.order_by("recorded_at", "pk")]

    def move(self, fact: uuid.UUID, giver: uuid.UUID, taker: uuid.UUID) -> bool:
        """Only the column that names the person changes: the fact keeps its key and its source."""
        column = f"{self.side}_id"
        mine = self.model._default_manager.filter(**{"pk": fact, column: giver})
        return mine.update(**{column: taker}) == 1

    def clash(self, fact: uuid.UUID, taker: uuid.UUID) -> str:
        """A number stands once on a record, and nobody is related to themselves."""
        row = self.model._default_manager.get(pk=fact)
        if isinstance(row, Identifier) and row.stands:
            same = Identifier.objects.filter(
                person_id=taker, kind=row.kind, value=row.value, in_error_at=None
            )
            return "The other record has this number already" if same.exists() else ""
        if isinstance(row, Relationship):
            ends = {row.person_id, row.other_id}
            return "Nobody can be related to themselves" if taker in ends else ""
        return ""

    def _fact(self, row: KIND, by: Actor) -> Fact:
        record: uuid.UUID = row.stands_on  # type: ignore[attr-defined]  # annotated above
        words = self.say(row, by) + (ERROR if getattr(row, "in_error_because", "") else "")
        return Fact(self.code, row.pk, record, words, row.source, row.recorded_at)


def _name(row: PersonName, by: Actor) -> str:
    return f"{f'{row.given} {row.family}'.strip()} ({row.get_kind_display().casefold()})"


def _number(row: Identifier, by: Actor) -> str:
    is_nhs = row.kind == Identifier.Kind.NHS_NUMBER
    value = format_nhs_number(row.value) if is_nhs else row.value
    return f"{row.get_kind_display()} {value}"


def _address(row: Address, by: Actor) -> str:
    if row.confidential and not may_see_protected_address(by.role):
        return "Protected address"
    where = ", ".join(filter(None, [row.lines, row.postcode]))
    return where + (" (protected: never say or send it on)" if row.confidential else "")


def _contact_point(row: ContactPoint, by: Actor) -> str:
    unsafe = " (not safe to use)" if row.safe_to_use is False else ""
    value = say_phone(row.value) if row.kind == ContactPoint.Kind.PHONE else row.value
    return f"{value}{unsafe}"


def _flag(row: PersonFlag, by: Actor) -> str:
    ended = f", ended {say_date(row.ends_on)}" if row.ends_on else ""
    return f"{row.get_code_display()}{ended}"


def _relationship(row: Relationship, by: Actor) -> str:
    return f"{row.kind} of {row.other.display_name}"


def _related_to(row: Relationship, by: Actor) -> str:
    return f"{row.person.display_name} is {row.kind}"


def _involvement(row: Involvement, by: Actor) -> str:
    until = f" to {say_date(row.ends_on)}" if row.ends_on else ", open"
    return f"{row.service}, from {say_date(row.starts_on)}{until}"


def _note(row: ChronologyNote, by: Actor) -> str:
    return f"{say_date(row.happened_on)}: {row.text}"


def _voice(row: Voice, by: Actor) -> str:
    return f"“{row.words}”" if row.words else row.get_absence_display()


_kinds: dict[str, FactKind] = {}


def register(kind: FactKind) -> None:
    """Make a kind of fact known; done once, when the product starts."""
    _kinds[kind.code] = kind


def kinds() -> Sequence[FactKind]:
    """Every kind, in the order in which pages show them."""
    return tuple(_kinds.values())


def kind_named(code: str) -> FactKind | None:
    """The kind of this name."""
    return _kinds.get(code)


def facts_on(records: Iterable[uuid.UUID], *, by: Actor) -> list[Fact]:
    """Everything written on these records that this reader may know, kind by kind."""
    keys = list(records)
    return [fact for kind in kinds() for fact in kind.of(keys, by)]


register(Kept("name", "Names", PersonName, _name))
register(Kept("number", "Numbers", Identifier, _number))
register(Kept("address", "Addresses", Address, _address))
register(Kept("reach", "Telephone and e-mail", ContactPoint, _contact_point))
register(Kept("flag", "Flags", PersonFlag, _flag))
register(Kept("related", "Related to", Relationship, _relationship, along=("other",)))
register(
    Kept(
        "related_by",
        "Related from the other side",
        Relationship,
        _related_to,
        side="other",
        along=("person",),
    )
)
register(Kept("involvement", "Who works with them", Involvement, _involvement))
register(Kept("note", "Chronology notes", ChronologyNote, _note))
register(Kept("voice", "What the child said", Voice, _voice))
