"""What the system does by itself, round after round: nothing of value lives only in the queue.

A round is safe to repeat and safe to lose: everything due is found from the records themselves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files.access import scanning_actor
from openmash.foundation.files.working import scan_waiting
from openmash.foundation.ledger.anchor import anchor
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.commands import deliver_queued, delivering_actor
from openmash.web.partnerships import codes, in_each

log = logging.getLogger("openmash.worker")

# Each `(*, by) -> int`: how many records it touched.
PERIODIC = (
    "openmash.web.watching.watch_clocks",
    "openmash.foundation.files.watching.watch_scanner",
    "openmash.foundation.colleagues.commands.inviting.end_old_invitations",
    "openmash.foundation.colleagues.commands.confirming.watch_confirmations",
    "openmash.foundation.importing.working.pick_up",
    "openmash.frontdoor.contacts.commands.passing_on.return_unaccepted",
    "openmash.frontdoor.contacts.commands.passing_on.take_back_unanswered",
    "openmash.frontdoor.contacts.commands.housekeeping.warn_stale_drafts",
    "openmash.frontdoor.contacts.commands.housekeeping.withdraw_old_drafts",
    "openmash.frontdoor.contacts.feedback_reactions.chase_unread",
    "openmash.frontdoor.enquiries.commands.announcing.remind_agencies",
    "openmash.frontdoor.enquiries.commands.links.end_old_links",
    "openmash.oversight.looks.own_name.compare_names",
)
LOOK_BACK = timedelta(days=2)
MOST_PASSES = 10


class Job(Protocol):
    """Something done every round."""

    def __call__(self, *, by: Actor) -> int: ...


def one_round(at: datetime, *, since: timedelta | None = None) -> int:
    """Do everything that is due at this moment, in every partnership, once; how much was done."""
    return sum(_round_of(code, at, since) for code in codes())


def everything_due(at: datetime) -> int:
    """Rounds until nothing is left to do: makes a day testable."""
    done = 0
    for _ in range(MOST_PASSES):
        now_done = one_round(at)
        done += now_done
        if not now_done:
            break
    anchor_all(at)
    return done


def anchor_all(at: datetime) -> int:
    """Write the heads of every partnership's chains down outside the database."""
    file = settings.LEDGER_ANCHOR_FILE
    return sum(
        in_each("anchor", lambda by: anchor(by.partnership, file=file, at=at), at=at).values()
    )


def _round_of(partnership: str, at: datetime, since: timedelta | None) -> int:
    def react() -> int:
        return react_to_pending(at=at, partnership=partnership, since=since)

    done = _safely("react", react)
    scanning = scanning_actor(partnership=partnership, at=at)
    done += _safely("scan", partial(scan_waiting, by=scanning))
    for name in PERIODIC:
        done += _safely(name, partial(_alone, name, partnership, at))
    postman = delivering_actor(partnership=partnership, at=at)
    done += _safely("deliver", partial(deliver_queued, by=postman))
    return done + _safely("react", react)


def _alone(name: str, partnership: str, at: datetime) -> int:
    """In its own transaction, and not while another worker does the same."""
    job: Job = import_string(name)
    with transaction.atomic():
        by = system_actor(name.rpartition(".")[2], partnership=partnership, at=at)
        act_as(by)
        return job(by=by) if _nobody_else(f"{name}:{partnership}") else 0


def _nobody_else(lock: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [lock])
        return bool(cursor.fetchone()[0])


def _safely(name: str, job: Callable[[], int]) -> int:
    """One part that fails must not keep the others from their work; the next round tries again."""
    try:
        return job()
    except Exception:
        log.exception("periodic work failed", extra={"part": name})
        return 0
