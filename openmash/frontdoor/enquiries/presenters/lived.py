"""How a day in each child's life is drawn: known in its source's words, and what nobody has said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Link
from openmash.foundation.ui.wording import count, short_when
from openmash.frontdoor.contacts.queries.tray_rows import name_of
from openmash.frontdoor.enquiries.models import LivedExperience
from openmash.frontdoor.enquiries.queries.lived import LivedPart


@dataclass(frozen=True)
class LivedLine:
    """One question that has been answered."""

    question: str
    text: str
    source: str


@dataclass(frozen=True)
class LivedDrawn:
    """One child's day."""

    name: str
    lines: tuple[LivedLine, ...]
    gap: str
    open: tuple[str, ...]
    links: tuple[Link, ...]


def draw_lived(parts: Iterable[LivedPart], path: str, by: Actor) -> tuple[LivedDrawn, ...]:
    """Draw each child, never two as one; `path` is the enquiry's, empty for who only reads."""
    parts = list(parts)
    return tuple(_child(one, parts, path, by) for one in parts)


def _child(part: LivedPart, everybody: list[LivedPart], path: str, by: Actor) -> LivedDrawn:
    still = len(part.open)
    gap = f"{still} of {count(len(part.questions), 'question')} unanswered" if still else ""
    return LivedDrawn(
        name=name_of(part.child.child) if part.child.child else part.child.called,
        lines=tuple(
            LivedLine(words, part.said[code].text, _source(part.said[code], by))
            for code, words in part.questions
            if code in part.said
        ),
        gap=gap,
        open=part.open,
        links=_links(part, everybody, path) if path else (),
    )


def _source(said: LivedExperience, by: Actor) -> str:
    same = ", confirmed for this child" if said.same_as_id else ""
    return f"{said.source}{same}. {said.noted_by}, {short_when(said.noted_at, by.at)}"


def _links(part: LivedPart, everybody: list[LivedPart], path: str) -> tuple[Link, ...]:
    here = f"{path}lived/{part.child.pk}/"
    said_of_others = any(other.said for other in everybody if other is not part)
    same = (Link("The same as a brother’s or sister’s", f"{here}same/"),) if said_of_others else ()
    return (Link("Write down what is known", here), *same)
