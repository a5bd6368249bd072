"""What waits for an agency beside the questions of an enquiry.

Later parts of the process ask agencies, too, and an agency has one list: they put their lines here,
and nothing here knows of them (ADR 0002).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Due


@dataclass(frozen=True)
class Line:
    """One line of the list: about whom, what is asked, what has become of it, until when, and where."""

    title: str
    line: str
    state: str
    path: str
    waits: bool = True
    due: Due | None = None


Lines = Callable[[Actor], Iterable[Line]]
_providers: dict[str, Lines] = {}


def provide(name: str, lines: Lines) -> None:
    """Register what a later part asks of agencies."""
    _providers[name] = lines


def beside(by: Actor) -> list[Line]:
    """Everything that waits for this person's agency beside the questions."""
    return [line for lines in _providers.values() for line in lines(by)]
