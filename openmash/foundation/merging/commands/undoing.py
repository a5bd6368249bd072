"""Taking a join back: at any time, whatever was joined or written since, and without loss."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging import rules
from openmash.foundation.merging.commands.beings import MOVED, hold, settle_readers
from openmash.foundation.merging.commands.moving import give
from openmash.foundation.merging.commands.values import put_back
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.models import DuplicatePair, Join
from openmash.foundation.merging.queries.records import beneath, written_since
from openmash.foundation.merging.queries.sides import Being
from openmash.foundation.people.access import record_facts, visible_to
from openmash.foundation.people.models import Person

PAIR = DuplicatePair.State


@dataclass(frozen=True)
class Undone:
    """What an undo did; `left` names values that somebody changed since, which were left alone."""

    join: Join
    left: tuple[str, ...]


@transaction.atomic
def undo(made: Join, because: str, *, by: Actor, theirs: Iterable[str] = ()) -> Undone:
    """Take two records apart again; both keep everything that was written on them.

    `theirs` names facts that were written on the remaining records since the join and belong to
    the record that goes; all others stay where they were written. Records joined to that record
    go with it. That the two are not the same is remembered.
    """
    refuse_if(rules.short_reason(because))
    root, going = _hold_joined(made, because.strip(), by)
    staying = [key for key in root.keys if key not in going]
    allowed = {fact.code: fact for fact in written_since(made, staying, by=by)}
    given = [allowed[code] for code in dict.fromkeys(theirs) if code in allowed]
    visible_to(by).filter(pk__in=going).update(root=made.absorbed_id)
    left = put_back(made, by=by)
    give(given, made.absorbed, by=by, join=made)
    _part_pairs(made, staying, going, because.strip(), by)
    settle_readers([root.root.pk, made.absorbed_id], by=by)
    _tell(made, root.keys, by)
    return Undone(made, tuple(left))


def _hold_joined(made: Join, because: str, by: Actor) -> tuple[Being, frozenset[uuid.UUID]]:
    """The human being as it is now, and the records that go; the join ends here, once."""
    root_key = Person.objects.values_list("root_id", flat=True).get(pk=made.absorbed_id)
    (root,) = hold([root_key], by=by)
    permit(by, P.PERSON_JOIN, record_facts(root.root))
    still = Join.objects.filter(pk=made.pk, state=Join.State.MADE)
    ended = {"ended_at": by.at, "ended_by": by.name, "ended_because": because}
    if not still.update(state=Join.State.UNDONE, **ended):
        raise MovedMeanwhile(MOVED)
    made.refresh_from_db()
    return root, beneath(made.absorbed_id, by=by)


def _part_pairs(
    made: Join, staying: Iterable[uuid.UUID], going: Iterable[uuid.UUID], because: str, by: Actor
) -> None:
    """The two that were joined are not the same; what is between their other records waits."""
    here = Q(one_id__in=staying, two_id__in=going) | Q(one_id__in=going, two_id__in=staying)
    between = DuplicatePair.objects.filter(here, state=PAIR.JOINED)
    between.update(state=PAIR.WAITING, answered_at=None, answered_by="", because="")
    one, two = rules.in_order(made.standing_id, made.absorbed_id)
    answer = {"answered_at": by.at, "answered_by": by.name, "because": because}
    DuplicatePair.objects.update_or_create(
        one_id=one,
        two_id=two,
        partnership_id=by.partnership,
        defaults={"state": PAIR.NOT_THE_SAME, **answer},
        create_defaults={
            "state": PAIR.NOT_THE_SAME,
            "found_at": by.at,
            "found_by": by.name,
            **answer,
        },
    )


def _tell(made: Join, keys: Iterable[uuid.UUID], by: Actor) -> None:
    about = [f"person:{key}" for key in keys]
    subject, facts = made.standing.subject, {"absorbed": str(made.absorbed_id)}
    record(MergingEvent.UNDONE, by=by, subject=subject, about=about, facts=facts)
