"""One record turned out to be two people: what belongs to somebody else gets a record of its own."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.commands import attach
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging import rules
from openmash.foundation.merging.commands.beings import MOVED, hold, settle_readers
from openmash.foundation.merging.commands.moving import MOVED_ON, give, give_back
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.facts import facts_on
from openmash.foundation.merging.models import Join, Split
from openmash.foundation.merging.queries.sides import Being
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands import NewPerson, create_person
from openmash.foundation.people.models import Person, Restriction

SOURCE = "Parted from another record"
ON_CASE = "was on a case of the record this was parted from"


@transaction.atomic
def split(
    person: Person,
    new: NewPerson,
    chosen: Collection[str],
    because: str,
    *,
    key: uuid.UUID,
    by: Actor,
) -> Split:
    """Give the chosen facts to a new record; nothing else changes, and it can be taken back.

    Whoever may not know of this person may not know of the new record either, and whoever is on a
    case of this person is on the new one too: a split shuts nobody out and lets nobody in.
    """
    if done := Split.objects.filter(made_id=key).first():
        return done  # pressed twice
    (being,) = hold([person.pk], by=by)
    permit(by, P.PERSON_JOIN, record_facts(being.root))
    there = {fact.code: fact for fact in facts_on(being.keys, by=by)}
    given = [there[code] for code in dict.fromkeys(chosen) if code in there]
    if len(given) < len(set(chosen)):
        raise MovedMeanwhile(MOVED_ON)
    refuse_if([*rules.short_reason(because), *rules.why_not_split(chosen, there)])
    made = create_person(new, key=key, by=by)
    done = Split.objects.create(
        partnership_id=by.partnership,
        source=being.root,
        made=made,
        because=because.strip(),
        made_at=by.at,
        made_by=by.name,
    )
    give(given, made, by=by, split=done)
    _guard_alike(being, made, by)
    settle_readers([being.root.pk, made.pk], by=by)
    _tell(MergingEvent.SPLIT, done, by)
    return done


@transaction.atomic
def undo_split(done: Split, because: str, *, by: Actor) -> int:
    """Bring back what was given away; how many facts stand elsewhere by now and stay there.

    What was written on the new record since is not lost: unless that record was joined to somebody
    else meanwhile, it stands beneath the one it came from, as any joined record does.
    """
    refuse_if(rules.short_reason(because))
    roots = _roots(done)
    held = hold(roots.values(), by=by)
    for being in held:
        permit(by, P.PERSON_JOIN, record_facts(being.root))
    ended = {"undone_at": by.at, "undone_by": by.name, "undone_because": because.strip()}
    if not Split.objects.filter(pk=done.pk, undone_at=None).update(**ended):
        raise MovedMeanwhile(MOVED)
    left = give_back(done, by=by)
    made = next(being for being in held if being.root.pk == roots[done.made_id])
    if made.keys == (done.made_id,):
        _put_beneath(done, because.strip(), by)
    settle_readers(set(_roots(done).values()), by=by)
    _tell(MergingEvent.SPLIT_UNDONE, done, by)
    return left


def _guard_alike(being: Being, made: Person, by: Actor) -> None:
    if being.side.readers is not None:
        first = Restriction.objects.filter(person_id__in=being.keys, lifted_at=None).earliest(
            "recorded_at"
        )
        Restriction.objects.create(
            person=made,
            marker=first.marker,
            readers=sorted(being.side.readers),
            because=first.because,
            partnership_id=by.partnership,
            source=SOURCE,
            recorded_at=by.at,
            recorded_by=by.name,
        )
    subjects = [f"person:{key}" for key in being.keys]
    on_case = Attachment.objects.filter(subject__in=subjects, ends_at=None, carried=False)
    for user in set(on_case.values_list("user_id", flat=True)):
        attach(str(user), subject=made.subject, because=ON_CASE, by=by)


def _put_beneath(done: Split, because: str, by: Actor) -> None:
    """The new record is the same human being again: a join like any other, with its own undo."""
    root = _roots(done)[done.source_id]
    Join.objects.create(
        partnership_id=by.partnership,
        standing_id=root,
        absorbed_id=done.made_id,
        state=Join.State.MADE,
        because=because,
        proposed_at=by.at,
        proposed_by=by.name,
        proposer=by.user,
        made_at=by.at,
        made_by=by.name,
    )
    Person.objects.filter(pk=done.made_id).update(root_id=root)


def _roots(done: Split) -> dict[uuid.UUID, uuid.UUID]:
    rows = Person.objects.filter(pk__in=[done.source_id, done.made_id])
    return dict(rows.values_list("pk", "root_id"))


def _tell(event: MergingEvent, done: Split, by: Actor) -> None:
    about = [done.source.subject, done.made.subject]
    facts = {"made": str(done.made_id), "moved": done.moves.count()}
    record(event, by=by, subject=done.source.subject, about=about, facts=facts)
