"""Looking for records that may be one person: every record that is new or changed, once.

The same keys and the same named levels of evidence as in searching (`core.matching`): what a
screening officer is shown and what waits for the data steward never contradict each other.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging.commands.pairs import SuggestedPair, note_pairs
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.cards import unpack
from openmash.foundation.people.models import PersonCard, Relationship
from openmash.foundation.people.queries.finding import best_of_each, find
from openmash.foundation.reference.queries import number

MODEL = "named levels 1"  # a new name when the levels or their weights change
LEAST = "duplicate-least-percent"
AT_ONCE = 100


@transaction.atomic
def look_for_pairs(*, by: Actor) -> int:
    """Compare the next records that are new or changed, and note likely pairs; how many were compared.

    Nothing is left when it is 0. Killed anywhere, it goes on there. A restricted record is compared
    with nobody: a pair would give it away.
    """
    permit(by, P.PERSON_SUGGEST, register_facts(by))
    waiting = PersonCard.objects.filter(
        partnership_id=by.partnership, compared=False, person__readers=None
    )
    locked = waiting.select_for_update(skip_locked=True, of=("self",))
    cards = list(locked.select_related("person").order_by("pk")[:AT_ONCE])
    least = number(by.partnership, LEAST) / 100
    found = [pair for card in cards for pair in _pairs_of(card, least, by)]
    if found:
        note_pairs(found, model=MODEL, by=by)
    PersonCard.objects.filter(pk__in=[card.pk for card in cards]).update(compared=True)
    return len(cards)


@transaction.atomic
def tell_looked(compared: int, *, by: Actor) -> None:
    """A round is over: how many records were compared. Who keeps the register sees when that was."""
    permit(by, P.PERSON_SUGGEST, register_facts(by))
    facts = {"compared": compared}
    record(MergingEvent.LOOKED, by=by, subject="register:people", facts=facts)


def _pairs_of(card: PersonCard, least: float, by: Actor) -> Iterator[SuggestedPair]:
    """Likely the same human being, and nobody has said how else the two belong together."""
    mine = card.person.root_id
    others = [
        one
        for one in best_of_each(find(unpack(card.said), by=by))
        if one.root != mine and one.match.probability >= least
    ]
    known = _related_to(mine, {one.root for one in others}) if others else frozenset()
    for one in others:
        if one.root not in known:
            match = one.match
            reasons, differs = match.speaks_for, match.against
            yield SuggestedPair(card.pk, one.record, match.probability, reasons, differs)


def _related_to(mine: uuid.UUID, others: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these are recorded as somebody's brother, cousin or parent: not the same then."""
    forth = Q(person__root=mine, other__root__in=others)
    back = Q(other__root=mine, person__root__in=others)
    pairs = Relationship.objects.filter(forth | back, in_error_at=None)
    roots = pairs.values_list("person__root_id", "other__root_id")
    return frozenset(root for pair in roots for root in pair if root != mine)
