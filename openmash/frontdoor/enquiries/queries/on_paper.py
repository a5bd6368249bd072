"""What stands on the paper of an enquiry beside the enquiry: later parts of the process put their
paragraphs here, and nothing here knows of them (ADR 0002)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.models import Contact


@dataclass(frozen=True)
class Paragraph:
    """One statement, and who made it when."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Part:
    """A heading, and what stands under it."""

    title: str
    lines: tuple[Paragraph, ...]


Parts = Callable[[Contact, Actor], Iterable[Part]]
_providers: dict[str, Parts] = {}


def provide(name: str, parts: Parts) -> None:
    """Register what a later part puts on the paper."""
    _providers[name] = parts


def on_paper_of(contact: Contact, by: Actor) -> list[Part]:
    """Everything that later parts put there for this reader."""
    return [part for parts in _providers.values() for part in parts(contact, by)]
