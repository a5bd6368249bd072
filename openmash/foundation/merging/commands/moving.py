"""Giving facts to another record; every move is remembered with where it came from."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.merging.facts import Fact, kind_named
from openmash.foundation.merging.models import Join, MovedFact, Split
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.models import Person

MOVED_ON = "Somebody has moved one of these meanwhile. Look at them again"


def give(
    facts: Iterable[Fact],
    taker: Person,
    *,
    by: Actor,
    split: Split | None = None,
    join: Join | None = None,
) -> None:
    """Move facts from the record they stand on to another one, or refuse with every reason."""
    permit(by, P.PERSON_JOIN, record_facts(taker))
    chosen = [fact for fact in facts if fact.record != taker.pk]
    refuse_if(_clashes(chosen, taker))
    for fact in chosen:
        kind = kind_named(fact.kind)
        if kind is None or not kind.move(fact.key, fact.record, taker.pk):
            raise MovedMeanwhile(MOVED_ON)
        MovedFact.objects.create(
            partnership_id=by.partnership,
            split=split,
            join=join,
            kind=fact.kind,
            fact=fact.key,
            from_person_id=fact.record,
            to_person=taker,
            moved_at=by.at,
            moved_by=by.name,
        )


def give_back(split: Split, *, by: Actor) -> int:
    """Move back what a split gave away; how many stand elsewhere by now and were left there."""
    permit(by, P.PERSON_JOIN, record_facts(split.source))
    left = 0
    for moved in MovedFact.objects.filter(split=split, back_at=None).order_by("moved_at", "pk"):
        kind = kind_named(moved.kind)
        if kind is None or kind.clash(moved.fact, moved.from_person_id):
            left += 1
        elif kind.move(moved.fact, moved.to_person_id, moved.from_person_id):
            moved.back_at, moved.back_by = by.at, by.name
            moved.save(update_fields=["back_at", "back_by"])
        else:
            left += 1
    return left


def _clashes(facts: Iterable[Fact], taker: Person) -> list[str]:
    found = []
    for fact in facts:
        kind = kind_named(fact.kind)
        problem = kind.clash(fact.key, taker.pk) if kind else ""
        if problem:
            found.append(f"{fact.words}: {problem[0].lower()}{problem[1:]}")
    return found
