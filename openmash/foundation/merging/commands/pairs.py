"""Noting which records may be one person. Only people answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.rules import in_order, word_for
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.models import Relationship
from openmash.foundation.people.whole import roots_of

BATCH = 1000
TOLD_AGAIN = ("probability", "word", "reasons", "differs", "model", "found_at", "found_by")


@dataclass(frozen=True)
class SuggestedPair:
    """Two records a finder takes for one person, how sure it is, and what speaks for and against."""

    one: uuid.UUID
    two: uuid.UUID
    probability: float
    reasons: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@transaction.atomic
def note_pairs(pairs: Iterable[SuggestedPair], *, model: str, by: Actor) -> int:
    """Add or refresh what waits for an answer; how many pairs of human beings are waiting of these.

    Left out: records that already are one human being, and human beings who are two: somebody said
    that they are not the same, or how they are related, on whichever of their records. One event
    for the batch, with no name.
    """
    permit(by, P.PERSON_SUGGEST, register_facts(by))
    refused = _said_not_the_same(by) | _related(by)
    noted = 0
    waiting = iter(pairs)
    while some := list(islice(waiting, BATCH)):
        rows = list(_rows(some, refused, model, by))
        DuplicatePair.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["one", "two"], update_fields=TOLD_AGAIN
        )
        noted += len(rows)
    facts = {"pairs": noted, "model": model}
    record(MergingEvent.PAIRS_NOTED, by=by, subject="register:people", facts=facts)
    return noted


def _rows(
    pairs: Sequence[SuggestedPair], refused: set[frozenset[uuid.UUID]], model: str, by: Actor
) -> Iterator[DuplicatePair]:
    root = roots_of({key for pair in pairs for key in (pair.one, pair.two)}, by=by)
    surest: dict[tuple[uuid.UUID, uuid.UUID], SuggestedPair] = {}
    for pair in sorted(pairs, key=lambda pair: pair.probability):
        beings = frozenset(root[key] for key in (pair.one, pair.two) if key in root)
        if len(beings) == 2 and beings not in refused:
            surest[in_order(pair.one, pair.two)] = pair
    return (_row(keys, pair, model, by) for keys, pair in surest.items())


def _row(
    keys: tuple[uuid.UUID, uuid.UUID], pair: SuggestedPair, model: str, by: Actor
) -> DuplicatePair:
    return DuplicatePair(
        partnership_id=by.partnership,
        one_id=keys[0],
        two_id=keys[1],
        probability=pair.probability,
        word=word_for(pair.probability),
        reasons=list(pair.reasons),
        differs=list(pair.differs),
        model=model,
        found_at=by.at,
        found_by=by.name,
    )


def _said_not_the_same(by: Actor) -> set[frozenset[uuid.UUID]]:
    """Which human beings are not the same, as people said: asked by the records that stand now."""
    said = DuplicatePair.objects.filter(
        partnership_id=by.partnership, state=DuplicatePair.State.NOT_THE_SAME
    )
    return {frozenset(roots) for roots in said.values_list("one__root_id", "two__root_id")}


def _related(by: Actor) -> set[frozenset[uuid.UUID]]:
    """Brother and sister look alike in everything; that they are related says that they are two."""
    ties = Relationship.objects.filter(partnership_id=by.partnership, in_error_at=None)
    return {frozenset(roots) for roots in ties.values_list("person__root_id", "other__root_id")}
