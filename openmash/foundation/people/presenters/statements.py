"""What is said of a person, line by line: the words, since when, the source, what went wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.identifiers import format_nhs_number
from openmash.core.phones import say_phone
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    PersonFlag,
    PersonName,
    Statement,
)
from openmash.foundation.people.rules import may_see_protected_address

PROTECTED = "Protected address"
SAFE = {True: "safe to use", False: "Not safe to use: do not call or write"}
NOT_ASKED = "Nobody has asked whether it is safe to use"


@dataclass(frozen=True)
class Said:
    """One line; `secret` words are for the screen of those who may read them, never for paper."""

    key: uuid.UUID
    what: str
    kind: str
    words: str
    period: str
    source: str
    certainty: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    secret: bool = False
    hidden: bool = False
    over: bool = False
    error: str = ""
    can_be_linked: bool = False


@dataclass(frozen=True)
class Words:
    """What one kind of statement says of itself."""

    kind: str
    words: str
    certainty: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    secret: bool = False
    hidden: bool = False
    can_be_linked: bool = False


@dataclass(frozen=True)
class Teller:
    """Says statements to one reader; on paper every reader is told what everybody may know."""

    by: Actor
    today: date
    on_paper: bool = False
    tell: dict[str, Callable[..., Words]] = field(init=False)

    def __post_init__(self) -> None:
        kinds: dict[str, Callable[..., Words]] = {
            "name": _name,
            "number": _number,
            "address": self._address,
            "contact": _contact,
            "flag": _flag,
        }
        object.__setattr__(self, "tell", kinds)

    def lines(self, what: str, statements: Iterable[Statement]) -> tuple[Said, ...]:
        """What holds first, then what is over, then what was never so."""
        found = [self.line(what, statement) for statement in statements]
        return tuple(sorted(found, key=lambda one: (bool(one.error), one.over)))

    def line(self, what: str, statement: Statement) -> Said:
        """One statement as this reader may read it."""
        told = self.tell[what](statement)
        return Said(
            key=statement.pk,
            what=what,
            kind=told.kind,
            words=told.words,
            period=say_period(statement.starts_on, statement.ends_on),
            source=statement.source,
            certainty=told.certainty,
            notes=told.notes,
            warnings=told.warnings,
            secret=told.secret,
            hidden=told.hidden,
            over=not statement.holds_on(self.today),
            error=_error(statement),
            can_be_linked=told.can_be_linked and not self.on_paper,
        )

    def _address(self, one: Address) -> Words:
        may = may_see_protected_address(self.by.role) and not self.on_paper
        hidden = one.confidential and not may
        words = ", ".join(filter(None, [one.lines, one.postcode]))
        return Words(
            # even what kind of place it is would tell: a refuge is a refuge
            PROTECTED if hidden else one.get_kind_display(),
            PROTECTED if hidden else words,
            one.certainty,
            secret=one.confidential and may,
            hidden=hidden,
            can_be_linked=bool(one.place) and not hidden,
        )


def say_period(starts_on: date | None, ends_on: date | None) -> str:
    """From when to when, as far as it is known."""
    if starts_on and ends_on:
        return f"{say_date(starts_on)} to {say_date(ends_on)}"
    if starts_on:
        return f"since {say_date(starts_on)}"
    return f"until {say_date(ends_on)}" if ends_on else ""


def _name(one: PersonName) -> Words:
    return Words(one.get_kind_display(), f"{one.given} {one.family}".strip())


def _number(one: Identifier) -> Words:
    value = format_nhs_number(one.value) if one.kind == Identifier.Kind.NHS_NUMBER else one.value
    warnings = (one.warning,) if one.warning else ()
    notes = ("verified",) if one.verified else ("not verified",)
    return Words(one.get_kind_display(), value, notes=notes, warnings=warnings)


def _contact(one: ContactPoint) -> Words:
    phone = one.kind == ContactPoint.Kind.PHONE
    warnings = [one.warning] if one.warning else []
    notes = [f"safe times: {one.safe_times}"] if one.safe_times else []
    if one.safe_to_use:
        notes.insert(0, SAFE[True])
    else:
        warnings.append(SAFE[False] if one.safe_to_use is False else NOT_ASKED)
    return Words(
        one.get_kind_display(),
        say_phone(one.value) if phone else one.value,
        notes=tuple(notes),
        warnings=tuple(warnings),
        can_be_linked=True,
    )


def _flag(one: PersonFlag) -> Words:
    return Words("Flag", one.get_code_display())


def _error(one: Statement) -> str:
    if one.in_error_at is None:
        return ""
    return f"Entered in error, says {one.in_error_by}: {one.in_error_because}"
