"""Finding people: results are masked until somebody opens one (`roles.md` §3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openmash.core.actor import Actor
from openmash.core.facts import Facts
from openmash.core.looking import Asked, read_box
from openmash.core.matching import compare
from openmash.core.refusals import refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.presenters import Candidate, Wanted, candidate
from openmash.foundation.people.queries.finding import (
    COMPARED,
    COMPARED_ON_ASKING,
    Found,
    best_of_each,
    find,
    find_each,
)
from openmash.foundation.people.queries.ties import parents_of_whom
from openmash.foundation.people.rules import is_worth_showing, why_not_search
from openmash.foundation.people.whole import Whole, roots_of, wholes

SHOWN_AT_FIRST = 10
MOST_SHOWN = 50
MOST_SUGGESTED = 5
MOST_LOOKED_AT = 12


@dataclass(frozen=True)
class SearchTerms:
    """What somebody typed and why they look; a birth date may also be given apart."""

    words: str = ""
    birth_date: date | None = None
    reason: str = ""
    said: str = ""
    shown: int = SHOWN_AT_FIRST


@dataclass(frozen=True)
class Results:
    """Who was found, children first; `more` when there are others beyond those shown."""

    found: tuple[Candidate, ...]
    more: bool
    judged: bool  # enough was asked for to say how likely each is
    asked: Asked
    reference: str = ""  # of a contact this reader may open
    most_shown: bool = False


def search(terms: SearchTerms, *, by: Actor) -> Results:
    """Search the register by anything typed into one box; hub only, with a reason, and logged.

    Likely people first, children before adults. What is returned is masked: name, age, part of the
    town, reasons in words. A restricted record is found by its named readers alone.
    """
    permit(by, P.PERSON_SEARCH, register_facts(by))
    asked = _asked(terms, by)
    refuse_if(why_not_search(asked.enough, asked.problems, terms.reason, terms.said))
    facts, shown = asked.facts(_today(by)), min(max(terms.shown, SHOWN_AT_FIRST), MOST_SHOWN)
    compared = COMPARED if shown == SHOWN_AT_FIRST else COMPARED_ON_ASKING
    everybody = best_of_each(find(facts, by=by, compared=compared))
    everybody.sort(key=lambda one: -one.match.bits)
    drawn = _drawn(everybody[:shown], facts, by)
    found = tuple(sorted(drawn, key=_in_order))
    _log(terms, found, by)
    return Results(
        found=found,
        more=len(everybody) > shown,
        judged=_says_who(asked),
        asked=asked,
        reference=asked.reference if reach_of(by.role, P.CONTACT_READ) == Reach.HUB else "",
        most_shown=shown >= MOST_SHOWN,
    )


def candidates(wanted: Wanted, *, by: Actor, subject: str = "") -> list[Candidate]:
    """Whom a person named in a contact may be, at most five, surest first (P1).

    People named in `wanted.refused` are not suggested again, whichever of their records was meant.
    Written to the read log, also when nobody was found: the register was asked about a child.
    """
    return candidates_of_each([(wanted, subject)], by=by)[0]


def candidates_of_each(asked: Sequence[tuple[Wanted, str]], *, by: Actor) -> list[list[Candidate]]:
    """The same for everybody a contact names, each with the subject it is logged under.

    Looked up and drawn together, since most of the time goes into asking; logged one by one.
    """
    permit(by, P.PERSON_SEARCH, register_facts(by))
    facts = [wanted.facts() for wanted, _ in asked]
    found = [_likely(some) for some in find_each(facts, by=by)]
    people = wholes((one.root for some in found for one in some), by=by)
    drawn = [
        [_candidate(one, sought, _today(by)) for one in _kept(some, people, wanted.refused)]
        for some, sought, (wanted, _) in zip(found, facts, asked, strict=True)
    ]
    chosen = [sorted(some, key=lambda one: -one.bits)[:MOST_SUGGESTED] for some in drawn]
    suggested = _with_children(chosen, by)
    for some, (_, subject) in zip(suggested, asked, strict=True):
        about = [f"person:{one.key}" for one in some]
        log_read(Action.SEARCH, by=by, subject=subject or "register:people", about=about)
    return suggested


def masked(keys: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, Candidate]:
    """People who are linked already, drawn like suggestions without reasons, by the key asked for."""
    roots = roots_of(keys, by=by)
    found = wholes(roots.values(), by=by)
    today = _today(by)
    return {key: candidate(found[r], None, today) for key, r in roots.items() if r in found}


def _asked(terms: SearchTerms, by: Actor) -> Asked:
    asked = read_box(terms.words, _today(by))
    return replace(asked, birth_date=terms.birth_date) if terms.birth_date else asked


def _says_who(asked: Asked) -> bool:
    """A single word, an age or a place fits many: nothing can be said of how likely each is."""
    return bool(asked.birth_date or asked.nhs_number or asked.upn or asked.family)


def _likely(found: list[Found]) -> list[Found]:
    likely = [one for one in best_of_each(found) if is_worth_showing(one.match)]
    return likely[:MOST_LOOKED_AT]


def _drawn(found: list[Found], asked: Facts, by: Actor) -> list[Candidate]:
    """Human beings, with everything known of them from all their records."""
    people = wholes((one.root for one in found), by=by)
    drawn = [_candidate(one, asked, _today(by)) for one in _kept(found, people)]
    return _with_children([drawn], by)[0]


def _kept(
    found: list[Found],
    people: dict[uuid.UUID, Whole],
    refused: frozenset[uuid.UUID] = frozenset(),
) -> list[Whole]:
    """Those this reader may know of and nobody has refused, in the order of the register."""
    roots = {one.root for one in found}
    known = [one for root, one in people.items() if root in roots]
    return [one for one in known if not {record.pk for record in one.records} & refused]


def _with_children(drawn: list[list[Candidate]], by: Actor) -> list[list[Candidate]]:
    """Adults with the children they belong to."""
    adults = {one.key for some in drawn for one in some if not one.is_child}
    ties = parents_of_whom(adults, by=by)
    return [[replace(one, related=ties.get(one.key, ())) for one in some] for some in drawn]


def _candidate(one: Whole, asked: Facts, today: date) -> Candidate:
    return candidate(one, compare(asked, one.facts), today)


def _in_order(one: Candidate) -> tuple[bool, bool, float]:
    """The likely before the unlikely, in both children first, then the most alike."""
    return not one.is_likely, not one.is_child, -one.bits


def _log(terms: SearchTerms, found: tuple[Candidate, ...], by: Actor) -> None:
    """The terms may name a child, so they are kept where they can be purged: in the facts."""
    facts = {
        "words": terms.words,
        "birth_date": terms.birth_date.isoformat() if terms.birth_date else "",
        "reason": terms.reason,
    }
    about = [f"person:{one.key}" for one in found]
    log_read(
        Action.SEARCH,
        by=replace(by, reason=terms.said),
        subject="register:people",
        about=about,
        facts=facts,
    )


def _today(by: Actor) -> date:
    return by.at.astimezone(LONDON).date()
