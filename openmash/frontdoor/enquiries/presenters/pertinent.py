"""What must be known first, drawn: every fact with its source, its day, and why it stands there (L71)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.frontdoor.enquiries.models import EvidenceItem, MashEnquiry
from openmash.frontdoor.enquiries.queries.page import Asked, scope_of
from openmash.frontdoor.enquiries.queries.pertinent import SHOWN, Pertinent
from openmash.frontdoor.enquiries.rules.items import conditions, why_not_put_to_health
from openmash.frontdoor.enquiries.rules.pertinent import LAST, RANKS, Known, Ranked, concerns
from openmash.frontdoor.enquiries.states import ScopeRole
from openmash.frontdoor.enquiries.states.items import CATEGORY_WORDS, Category, Handling

HIDDEN = "somebody you may not know of"


@dataclass(frozen=True)
class FactView:
    """One fact as it is read."""

    key: str
    text: str
    source: str
    date: str
    certainty: str
    note: str
    why: str
    first: bool
    back: str = ""
    is_health: bool = False
    spoken: bool = False  # by word of mouth only: on no paper
    health: str = ""  # where somebody says that it is about health, or about mental health


@dataclass(frozen=True)
class OfChild:
    """The facts that must be known first of one child."""

    name: str
    facts: tuple[FactView, ...]
    more: int


@dataclass(frozen=True)
class Band:
    """All facts of one rank."""

    title: str
    facts: tuple[FactView, ...]


def draw_first(found: Pertinent, people: Iterable[Asked], by: Actor) -> tuple[OfChild, ...]:
    """The first five for each child; a sibling’s facts are the sibling’s own."""
    people = list(people)
    names = {one.row.pk: one.name for one in people}
    children = [
        one for one in people if one.row.role == ScopeRole.CHILD and one.row.removed_at is None
    ]
    mine = [
        [one for one in found.order if _is_of(found.known[one.key], child)] for child in children
    ]
    rows = found.rows({one.key for facts in mine for one in facts[:SHOWN]})
    return tuple(
        OfChild(
            child.name,
            tuple(_fact(one, rows[one.key], names) for one in facts[:SHOWN]),
            len(facts) - len(facts[:SHOWN]),
        )
        for child, facts in zip(children, mine, strict=True)
    )


def draw_all(enquiry: MashEnquiry, shown: Pertinent, *, by: Actor) -> tuple[Band, ...]:
    """Every fact, rank by rank."""
    names = {one.row.pk: one.name for one in scope_of(enquiry, by=by)}
    here = f"{enquiry.contact.hub_path}enquiry/items/"
    rows = shown.rows(one.key for one in shown.order)
    return tuple(
        Band(words, facts)
        for rank, words in RANKS.items()
        if (
            facts := tuple(
                _fact(one, rows[one.key], names, f"{here}{one.key}/")
                for one in shown.order
                if one.rank == rank
            )
        )
    )


def _is_of(one: Known, child: Asked) -> bool:
    return concerns(one.about, one.role, str(child.row.pk))


def _fact(
    one: Ranked, row: EvidenceItem, names: Mapping[uuid.UUID, str], here: str = ""
) -> FactView:
    is_open = not any(why_not_put_to_health(row.category, Category.MENTAL_HEALTH))
    agency = row.answer.about.check_of.agency if row.answer is not None else row.agency
    note = [f"about {names.get(row.about_id, HIDDEN)}", CATEGORY_WORDS[Category(row.category)]]
    note += ["put to health by " + row.noted_by] if row.told_as_id else []
    note += conditions(row.tell_family, row.handling)
    return FactView(
        key=one.key,
        text=row.text,
        source=", ".join(filter(None, [agency.name if agency else "The hub", row.source_system])),
        date=say_date(row.dated_from) if row.dated_from else row.dated_words,
        certainty=row.certainty,
        note=" · ".join(note),
        why=f"Why it stands here: {one.why}",
        first=one.rank < LAST,
        back=f"{here}back/" if here else "",
        is_health=row.is_health,
        spoken=Handling.H4 in row.handling,
        health=f"{here}health/" if here and is_open else "",
    )
