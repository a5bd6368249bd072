"""Saying that two records are one human being, alone or as two people, or that they are not."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging import rules
from openmash.foundation.merging.commands.asking import CONFIRM, ask_second_person
from openmash.foundation.merging.commands.beings import MOVED, hold, settle_readers
from openmash.foundation.merging.commands.values import put_chosen
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.models import DuplicatePair, Join
from openmash.foundation.merging.queries.sides import (
    Being,
    Verdict,
    between,
    judge,
    older_first,
    proposal_between,
)
from openmash.foundation.people.access import record_facts, visible_to
from openmash.foundation.people.models import Person
from openmash.foundation.tasks.commands import settle

PAIR = DuplicatePair.State
UNANSWERED: dict[str, object] = {"answered_at": None, "answered_by": "", "because": ""}


@transaction.atomic
def join(
    one: Person,
    two: Person,
    because: str,
    *,
    by: Actor,
    chosen: Mapping[str, uuid.UUID] | None = None,
    seen: str = "",
) -> Join:
    """Say that two human beings are one. Nothing is moved: the older record stands for both.

    `chosen` names the record whose name, birth date or sex stands. Where a flag, a restriction or a
    protected address is concerned, this is a proposal that somebody else confirms. `seen` is the
    mark of what the page showed: what changed since is looked at again first.
    """
    pair = _hold_two(one, two, by)
    verdict = _judged(pair, seen, by)
    refuse_if([*rules.short_reason(because), *verdict.blockers])
    if proposal_between(*pair):
        raise MovedMeanwhile("Somebody has already proposed to join them. Look at them again")
    proposed = _propose(pair, because.strip(), chosen or {}, by)
    if verdict.second_person:
        _wait_for_second(proposed, pair, by)
    else:
        _make(proposed, pair, by)
    return proposed


@transaction.atomic
def confirm(proposed: Join, *, by: Actor, seen: str = "") -> Join:
    """A second person has looked, and joins what somebody proposed."""
    pair = _hold_proposed(proposed, by)
    verdict = _judged(pair, seen, by)
    refuse_if([*rules.why_not_confirmed(proposed.proposer, by.user), *verdict.blockers])
    _make(proposed, pair, by)
    return proposed


@transaction.atomic
def withdraw(proposed: Join, *, by: Actor) -> Join:
    """The person who proposed takes it back; the pair waits again."""
    pair = _hold_proposed(proposed, by)
    refuse_if([] if proposed.proposer == by.user else ["Only who proposed it can withdraw it"])
    _end(proposed, Join.State.WITHDRAWN, "", by)
    between(*pair).filter(state=PAIR.PROPOSED).update(state=PAIR.WAITING, **UNANSWERED)
    _tell(MergingEvent.WITHDRAWN, pair, by)
    return proposed


@transaction.atomic
def not_the_same(one: Person, two: Person, because: str, *, by: Actor, seen: str = "") -> None:
    """Say that two human beings are not one: remembered both ways, and for records joined later."""
    pair = _hold_two(one, two, by)
    _judged(pair, seen, by)
    refuse_if(rules.short_reason(because))
    if proposed := proposal_between(*pair):
        _end(proposed, Join.State.DECLINED, because.strip(), by)
    _remember(pair, PAIR.NOT_THE_SAME, because.strip(), by)
    _tell(MergingEvent.NOT_THE_SAME, pair, by)


@transaction.atomic
def close_proposals(keys: Collection[uuid.UUID], because: str, *, by: Actor) -> None:
    """Proposals for these records need no answer any more; the caller holds the permit."""
    about = Q(standing_id__in=keys) | Q(absorbed_id__in=keys)
    for proposed in Join.objects.filter(about, state=Join.State.PROPOSED):
        _end(proposed, Join.State.WITHDRAWN, because, by)
    pairs = DuplicatePair.objects.filter(Q(one_id__in=keys) | Q(two_id__in=keys))
    pairs.filter(state=PAIR.PROPOSED).update(state=PAIR.WAITING, **UNANSWERED)


def _hold_two(one: Person, two: Person, by: Actor) -> tuple[Being, Being]:
    if one.pk == two.pk:
        raise MovedMeanwhile("These records are one person already")
    first, second = hold([one.pk, two.pk], by=by)
    for side in (first, second):
        permit(by, P.PERSON_JOIN, record_facts(side.root))
    older = sorted((first, second), key=lambda side: older_first(side.root))
    return older[0], older[1]


def _hold_proposed(proposed: Join, by: Actor) -> tuple[Being, Being]:
    """The two human beings as they are now: either may have been joined to others since."""
    keys = (proposed.standing_id, proposed.absorbed_id)
    roots = dict(visible_to(by).filter(pk__in=keys).values_list("pk", "root_id"))
    if len(set(roots.values())) < 2:
        raise MovedMeanwhile(MOVED)
    one, two = (Person(pk=roots[key]) for key in keys)
    pair = _hold_two(one, two, by)
    fresh = Join.objects.select_for_update().get(pk=proposed.pk)
    if fresh.state != Join.State.PROPOSED:
        raise MovedMeanwhile("Somebody has answered this proposal already")
    return pair


def _judged(pair: tuple[Being, Being], seen: str, by: Actor) -> Verdict:
    verdict = judge(*pair, by)
    if seen and seen != verdict.seen:
        raise MovedMeanwhile(MOVED)
    return verdict


def _propose(
    pair: tuple[Being, Being], because: str, chosen: Mapping[str, uuid.UUID], by: Actor
) -> Join:
    known = {*pair[0].keys, *pair[1].keys}
    return Join.objects.create(
        partnership_id=by.partnership,
        standing=pair[0].root,
        absorbed=pair[1].root,
        state=Join.State.PROPOSED,
        because=because,
        chosen={name: str(key) for name, key in chosen.items() if key in known},
        proposed_at=by.at,
        proposed_by=by.name,
        proposer=by.user,
    )


def _wait_for_second(proposed: Join, pair: tuple[Being, Being], by: Actor) -> None:
    ask_second_person(proposed, readers=_readers(pair), by=by)
    _remember(pair, PAIR.PROPOSED, proposed.because, by)
    _tell(MergingEvent.PROPOSED, pair, by)


def _readers(pair: tuple[Being, Being]) -> frozenset[str] | None:
    return rules.readers_of_all([pair[0].side.readers, pair[1].side.readers])


def _make(proposed: Join, pair: tuple[Being, Being], by: Actor) -> None:
    """Only `root` changes on the absorbed records; what was chosen is kept with what stood."""
    standing, absorbed = pair
    proposed.standing, proposed.absorbed = standing.root, absorbed.root
    proposed.state, proposed.made_at, proposed.made_by = Join.State.MADE, by.at, by.name
    proposed.save(update_fields=["standing", "absorbed", "state", "made_at", "made_by"])
    put_chosen(proposed, standing.root, proposed.chosen, by=by)
    visible_to(by).filter(root_id=absorbed.root.pk).update(root=standing.root)
    _remember(pair, PAIR.JOINED, proposed.because, by)
    settle_readers([standing.root.pk], by=by)
    settle(CONFIRM, proposed.subject, by=by)
    _close_what_is_settled(standing.root, by)
    _tell(MergingEvent.JOINED, pair, by)


def _close_what_is_settled(standing: Person, by: Actor) -> None:
    """Another proposal for what is one human being now needs no answer any more."""
    within = {"standing__root": standing, "absorbed__root": standing}
    for other in Join.objects.filter(state=Join.State.PROPOSED, **within):
        _end(other, Join.State.WITHDRAWN, "They were joined meanwhile", by)


def _end(proposed: Join, state: Join.State, because: str, by: Actor) -> None:
    proposed.state, proposed.ended_at, proposed.ended_by = state, by.at, by.name
    proposed.ended_because = because
    proposed.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    settle(CONFIRM, proposed.subject, by=by)


def _remember(
    pair: tuple[Being, Being], state: DuplicatePair.State, because: str, by: Actor
) -> None:
    """Every pair between the two is answered at once; one is made where no finder saw any."""
    answered = {"answered_at": by.at, "answered_by": by.name, "because": because}
    one, two = rules.in_order(pair[0].root.pk, pair[1].root.pk)
    DuplicatePair.objects.get_or_create(
        one_id=one,
        two_id=two,
        partnership_id=by.partnership,
        defaults={"found_at": by.at, "found_by": by.name},
    )
    between(*pair).update(state=state, **answered)


def _tell(event: MergingEvent, pair: tuple[Being, Being], by: Actor) -> None:
    standing, absorbed = pair
    about = [f"person:{key}" for key in (*standing.keys, *absorbed.keys)]
    facts = {"absorbed": str(absorbed.root.pk)}
    record(event, by=by, subject=standing.root.subject, about=about, facts=facts)
