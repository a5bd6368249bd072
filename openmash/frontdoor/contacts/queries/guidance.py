"""Help inside the form: how the partnership's guidance describes each worry (L13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openmash.foundation.reference.queries import guidance_on
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.emarf.naming import field_name
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.contacts.queries.drafts import Stop
from openmash.frontdoor.contacts.rules.sending import describing

WHERE = {"what": "B1", "ask": "E2"}  # beside the worries once chosen, and beside the level


@dataclass(frozen=True)
class Worry:
    """One chosen worry, and what the guidance says of it: pairs of level and words."""

    title: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Help:
    """What the guidance says of everything chosen for one child."""

    name: str
    called: str
    worries: tuple[Worry, ...]


def help_on(filled: Filled, stop: Stop) -> dict[str, Help]:
    """The guidance beside the fields of a page, by field; only for worries that were chosen."""
    key = WHERE.get(stop.page.key)
    chosen = [child for child in filled.children if filled.codes(child, "B1")]
    if not key or not chosen:
        return {}
    guidance = guidance_on(filled.contact.partnership_id, filled.today)
    rows = guidance.content["descriptors"]
    found = {
        field_name(key, child.position): Help(
            guidance.name, filled.called(child), tuple(_worries(filled, child, rows))
        )
        for child in chosen
    }
    return {field: words for field, words in found.items() if words.worries}


def _worries(
    filled: Filled, child: ContactChild, rows: Sequence[Mapping[str, Any]]
) -> Iterator[Worry]:
    question = filled.definition.questions["B1"]
    for code in filled.codes(child, "B1"):
        if lines := tuple(describing(code, rows)):
            yield Worry(question.label_of(code), lines)
