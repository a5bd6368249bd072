"""Finding people: results are masked until somebody opens one (`roles.md` §3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.expressions import ExpressionWrapper, F, Func

from openmash.core.actor import Actor
from openmash.core.identifiers import Checked, check_nhs_number, check_upn
from openmash.core.names import search_keys
from openmash.core.refusals import refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.people.access import register_facts, visible_to
from openmash.foundation.people.models import Identifier, PersonName
from openmash.foundation.people.presenters import (
    Candidate,
    Wanted,
    candidate,
    split_name,
    swapped,
)
from openmash.foundation.people.rules import Likelihood, is_worth_showing, why_not_search
from openmash.foundation.people.whole import Whole, roots_of, wholes

MOST_COMPARED = 100
MOST_FOUND = 20
MOST_SUGGESTED = 5
SURENESS = list(Likelihood)


@dataclass(frozen=True)
class SearchTerms:
    """What somebody looks for and why; `words` is a name in any order, or a number."""

    words: str = ""
    birth_date: date | None = None
    reason: str = ""
    said: str = ""


@dataclass(frozen=True)
class Results:
    """Who was found, children first; `more` when there are others beyond those shown."""

    found: tuple[Candidate, ...]
    more: bool
    judged: bool  # enough was asked for to say how likely each is


def search(terms: SearchTerms, *, by: Actor) -> Results:
    """Search the register by number, name or birth date; hub only, with a reason, and logged.

    Names are found in any order, without their accents and by sound; a birth date also with day
    and month swapped. What is returned is masked: name, age, part of the town, reasons in words.
    """
    permit(by, P.PERSON_SEARCH, register_facts(by))
    refuse_if(why_not_search(terms.words, terms.birth_date is not None, terms.reason, terms.said))
    wanted = _wanted(terms)
    keys = _matching(by, wanted, terms.words)
    compared = [candidate(person, wanted, _today(by)) for person in _loaded(by, keys)]
    compared.sort(
        key=lambda one: (not one.is_child, SURENESS.index(one.word), -len(one.speaks_for))
    )
    found = tuple(compared[:MOST_FOUND])
    _log(terms, found, by)
    judged = bool(wanted.birth_date or wanted.nhs_number or wanted.upn or wanted.family)
    return Results(found, len(compared) > MOST_FOUND, judged)


def candidates(wanted: Wanted, *, by: Actor, subject: str = "") -> list[Candidate]:
    """Whom a child named in a contact may be, at most five, surest first (P1: never auto-linked).

    People named in `wanted.refused` are not suggested again. Written to the read log.
    """
    permit(by, P.PERSON_SEARCH, register_facts(by))
    keys = _matching(by, wanted, "")
    compared = (
        candidate(one, wanted, _today(by))
        for one in _loaded(by, keys)
        if not {record.pk for record in one.records} & wanted.refused
    )
    worth = [one for one in compared if is_worth_showing(one.speaks_for, one.against)]
    worth.sort(key=lambda one: (SURENESS.index(one.word), -len(one.speaks_for), one.name))
    found = worth[:MOST_SUGGESTED]
    if found:
        about = [f"person:{one.key}" for one in found]
        log_read(Action.SEARCH, by=by, subject=subject or "register:people", about=about)
    return found


def masked(keys: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, Candidate]:
    """People who are linked already, drawn like suggestions without reasons, by the key asked for."""
    roots = roots_of(keys, by=by)
    found = wholes(roots.values(), by=by)
    nothing, today = Wanted(), _today(by)
    return {key: candidate(found[r], nothing, today) for key, r in roots.items() if r in found}


def _wanted(terms: SearchTerms) -> Wanted:
    given, family = split_name(terms.words)
    return Wanted(
        given=given,
        family=family,
        birth_date=terms.birth_date,
        nhs_number=_right(check_nhs_number(terms.words)),
        upn=_right(check_upn(terms.words)),
    )


def _right(checked: Checked) -> str:
    """A number that is one; a name typed in the same box is not a wrong number."""
    return checked.value or "" if checked.problem is None else ""


def _matching(by: Actor, wanted: Wanted, words: str) -> set[uuid.UUID]:
    people = visible_to(by)
    keys = _by_number(by, wanted, words) | _by_name(by, wanted)
    if wanted.birth_date is None:
        return keys
    same_day = people.filter(birth_date__in=swapped(wanted.birth_date))
    if wanted.given or wanted.family:
        # With a name, a bare birth date is chance: only the day itself helps a mistyped name.
        same_day = same_day.filter(birth_date=wanted.birth_date)
    return keys | set(same_day.values_list("pk", flat=True)[:MOST_COMPARED])


def _by_number(by: Actor, wanted: Wanted, words: str) -> set[uuid.UUID]:
    values = {v for v in (wanted.nhs_number, wanted.upn, " ".join(words.split())) if v}
    rows = Identifier.objects.filter(
        partnership_id=by.partnership, value__in=values, in_error_at=None
    )
    return set(rows.values_list("person_id", flat=True)) if values else set()


def _by_name(by: Actor, wanted: Wanted) -> set[uuid.UUID]:
    keys = sorted(search_keys(f"{wanted.given} {wanted.family}"))
    if not keys:
        return set()
    names = PersonName.objects.filter(
        partnership_id=by.partnership, keys__overlap=keys, in_error_at=None
    )
    best = _best_first(names, keys, wanted.birth_date)
    return set(best.values_list("person_id", flat=True)[:MOST_COMPARED])


def _best_first(
    names: QuerySet[PersonName], keys: list[str], birth_date: date | None
) -> QuerySet[PersonName]:
    """Those who share most keys first, so that a common surname does not bury the right child."""
    shared = names.annotate(shared=SharedKeys(F("keys"), Value(keys, ArrayField(TextField()))))
    if birth_date is None:
        return shared.order_by("-shared")
    same_day = Q(person__birth_date__in=swapped(birth_date))
    born = ExpressionWrapper(same_day, output_field=BooleanField())
    return shared.annotate(born=born).order_by(F("born").desc(nulls_last=True), "-shared")


class SharedKeys(Func):
    """How many keys two lists have in common."""

    template = "(SELECT count(*) FROM unnest(%(expressions)s))"
    arg_joiner = ") AS held(key) WHERE held.key = ANY("
    output_field = IntegerField()


def _loaded(by: Actor, keys: set[uuid.UUID]) -> list[Whole]:
    """The human beings behind these records, each once."""
    return list(wholes(roots_of(keys, by=by).values(), by=by).values()) if keys else []


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
