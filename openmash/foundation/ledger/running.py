"""Running reactions: each one once for each event, each in a transaction of its own.

This is also the reconciliation: an event whose reaction never ran, because a job or a whole worker
was lost, is found here and run. The ledger stays the truth; the queue only makes it quick.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction

from openmash.core.actor import Actor, system_actor
from openmash.foundation.ledger.models import Event, ReactionRun
from openmash.foundation.ledger.reacting import (
    Reaction,
    all_reactions,
    reacting_actor,
    reaction_named,
)

log = logging.getLogger("openmash.ledger")

ATTEMPTS = 3


class Outcome(StrEnum):
    """How one try went."""

    DONE = "done"
    BEFORE = "done before"
    FAILED = "failed"
    GAVE_UP = "gave up"


@dataclass(frozen=True)
class GivenUp:
    """A reaction that failed three times; somebody has to look."""

    event: Event
    reaction: str
    problem: str


@dataclass
class _Hooks:
    """What later parts lend to the ledger, which knows none of them."""

    enter: Callable[[Actor], None]
    on_give_up: Callable[[GivenUp, Actor], None]


_hooks = _Hooks(enter=lambda by: None, on_give_up=lambda given_up, by: None)


def wire(*, enter: Callable[[Actor], None], on_give_up: Callable[[GivenUp, Actor], None]) -> None:
    """Say how the database is told who acts, and what happens after the last failure."""
    _hooks.enter, _hooks.on_give_up = enter, on_give_up


def react_to_pending(*, at: datetime, partnership: str, since: timedelta | None = None) -> int:
    """Run every reaction that has not run yet, and what those cause in turn; how many were done.

    Each one is tried once in a call. `since` looks back only so far, to keep a frequent call small.
    """
    tried: set[tuple[uuid.UUID, str]] = set()
    done = 0
    while pending := _pending(partnership, at, since, tried):
        for event, reaction in pending:
            tried.add((event, reaction))
            done += run_reaction(event, reaction, at=at, partnership=partnership) == Outcome.DONE
    return done


def run_reaction(
    event: uuid.UUID | str, reaction: str, *, at: datetime, partnership: str
) -> Outcome:
    """Run one reaction to one event unless it has run; failures are noted and counted."""
    try:
        with transaction.atomic():
            _hooks.enter(system_actor(reaction, partnership=partnership, at=at))
            return _claim_and_run(event, reaction_named(reaction), at)
    except Exception as problem:
        log.exception("reaction failed", extra={"reaction": reaction, "event_id": str(event)})
        with transaction.atomic():
            _hooks.enter(system_actor(reaction, partnership=partnership, at=at))
            return _note_failure(event, reaction_named(reaction), type(problem).__name__, at)


def _claim_and_run(event_id: uuid.UUID | str, reaction: Reaction, at: datetime) -> Outcome:
    event = Event.objects.get(pk=event_id)
    run = _claim(event, reaction)
    if run.done_at or run.gave_up_at:
        return Outcome.BEFORE
    reaction.run(event, reacting_actor(event, reaction, at))
    run.done_at = at
    run.attempts += 1
    run.save(update_fields=["done_at", "attempts"])
    return Outcome.DONE


def _claim(event: Event, reaction: Reaction) -> ReactionRun:
    """Insert or wait: whoever comes second waits here until the first has finished."""
    key = {"event": event.pk, "reaction": reaction.name}
    ReactionRun.objects.get_or_create(**key, defaults={"partnership": event.partnership})
    return ReactionRun.objects.select_for_update().get(**key)


def _note_failure(
    event_id: uuid.UUID | str, reaction: Reaction, problem: str, at: datetime
) -> Outcome:
    """Only the kind of the problem is kept: its message may hold personal data."""
    event = Event.objects.get(pk=event_id)
    run = _claim(event, reaction)
    if run.done_at or run.gave_up_at:
        return Outcome.BEFORE
    run.attempts += 1
    run.last_problem = problem
    if run.attempts >= ATTEMPTS:
        run.gave_up_at = at
        by = reacting_actor(event, reaction, at)
        _hooks.on_give_up(GivenUp(event, reaction.name, problem), by)
    run.save(update_fields=["attempts", "last_problem", "gave_up_at"])
    return Outcome.GAVE_UP if run.gave_up_at else Outcome.FAILED


def _pending(
    partnership: str, at: datetime, since: timedelta | None, tried: set[tuple[uuid.UUID, str]]
) -> list[tuple[uuid.UUID, str]]:
    with transaction.atomic():
        _hooks.enter(system_actor("ledger.pending", partnership=partnership, at=at))
        found = _unanswered(partnership, at - since if since is not None else None)
    return [one for one in found if one not in tried]


# One statement for all reactions: one for each took most of the time of a call that finds nothing.
UNANSWERED = """
SELECT event.id, reaction.name
FROM unnest(%(events)s::text[], %(names)s::text[]) AS reaction (event, name)
JOIN ledger_event event ON event.partnership = %(partnership)s AND event.name = reaction.event
  AND event.at >= coalesce(%(since)s::timestamptz, '-infinity')
WHERE NOT EXISTS (
  SELECT 1 FROM ledger_reactionrun run WHERE run.event = event.id AND run.reaction = reaction.name
    AND (run.done_at IS NOT NULL OR run.gave_up_at IS NOT NULL))
ORDER BY event.at, event.id::text, reaction.name
"""


def _unanswered(partnership: str, since: datetime | None) -> list[tuple[uuid.UUID, str]]:
    """Which event has no answer yet from which reaction, oldest first."""
    every = all_reactions()
    asked = {"partnership": partnership, "since": since}
    lists = {"events": [one.event for one in every], "names": [one.name for one in every]}
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED, {**asked, **lists})
        return list(cursor.fetchall())
