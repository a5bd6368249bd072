"""What later stages put beside a contact, without the contact knowing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.models import Contact


@dataclass(frozen=True)
class Line:
    """One line: what it says, more in small, and where it leads."""

    text: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True)
class Beside:
    """One box beside a contact."""

    title: str
    lines: tuple[Line, ...]


History = Callable[[Contact], Iterable[str]]
_histories: dict[str, History] = {}
Source = Callable[[Contact, Actor], Beside | None]
_sources: dict[str, Source] = {}


def put_beside(name: str, source: Source) -> None:
    """Register a part that has something to say beside a contact."""
    _sources[name] = source


def put_in_history(name: str, source: History) -> None:
    """Register a part whose events belong to what has happened to a contact, by their subjects."""
    _histories[name] = source


def histories(contact: Contact) -> Iterator[str]:
    """The subjects of every such part."""
    for name in sorted(_histories):
        yield from _histories[name](contact)


def boxes(contact: Contact, by: Actor) -> Iterator[Beside]:
    """Every box, in the order of their names."""
    for name in sorted(_sources):
        if box := _sources[name](contact, by):
            yield box
