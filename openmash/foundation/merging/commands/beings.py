"""Holding on to human beings while they change, and what follows for who may read them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotFound
from openmash.foundation.merging.queries.sides import Being, being
from openmash.foundation.merging.rules import readers_of_all
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import carry, keep_findable
from openmash.foundation.people.glass.closing import note_closed
from openmash.foundation.people.models import Person, Restriction

MOVED = "Somebody has joined or parted these records meanwhile. Look at them again"


def hold(keys: Iterable[uuid.UUID], *, by: Actor) -> list[Being]:
    """Lock human beings, all their records at once and in the order of their keys.

    One order for everybody, so that nobody waits in a circle. `MovedMeanwhile` when one of them
    stands for itself no more, or has been given a record while we waited.
    """
    wanted = sorted(set(keys))
    locked = {one.pk: one for one in _lock(wanted, by)}
    if not locked.keys() >= set(wanted):
        raise NotFound("There is no such person for you")
    beings = [being(locked[key], by) for key in wanted if locked[key].stands_alone]
    if len(beings) < len(wanted) or any(not locked.keys() >= set(one.keys) for one in beings):
        raise MovedMeanwhile(MOVED)
    return beings


@transaction.atomic
def settle_readers(roots: Iterable[uuid.UUID], *, by: Actor) -> None:
    """What follows from who is whom: who may know of them, who is on a case of them, what finds them.

    Readers are those who may know of every restricted record (`roles.md` §4), written on all of
    them, so that no record gives away another.
    """
    for root in sorted(set(roots)):
        records = visible_to(by).filter(root_id=root)
        holding = Restriction.objects.filter(person__in=records, lifted_at=None)
        readers = readers_of_all(holding.values_list("readers", flat=True))
        carry([f"person:{root}"], by=by)
        records.update(readers=None if readers is None else sorted(readers))
        note_closed(records, root, holding.values_list("marker", flat=True), readers, by=by)
        keep_findable(*visible_to(by).filter(root_id=root), by=by)


def _lock(keys: list[uuid.UUID], by: Actor) -> list[Person]:
    rows = visible_to(by).filter(Q(pk__in=keys) | Q(root_id__in=keys))
    return list(rows.select_for_update(no_key=True).order_by("pk"))
