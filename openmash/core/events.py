"""The register of event names: an undeclared event is an error, never a silent pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class EventKind:
    """One event name, with the sentence a person reads in a timeline ("{actor} …")."""

    name: str
    sentence: str


_declared: dict[str, EventKind] = {}


def declare(sentences: dict[StrEnum, str]) -> None:
    """Register event names with their sentences; a second, different sentence is an error."""
    for name, sentence in sentences.items():
        kind = EventKind(str(name), sentence)
        if _declared.setdefault(kind.name, kind) != kind:
            raise ValueError(f"event {name} is declared twice")


def kind_of(name: str) -> EventKind:
    """The declared kind; `KeyError` when nobody declared it."""
    return _declared[name]


def declared() -> tuple[EventKind, ...]:
    """All kinds, by name, for the reference page."""
    return tuple(_declared[name] for name in sorted(_declared))
