"""Who works with whom: written by hand and by every part that begins or ends work (P1)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotReady, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.rows import NewInvolvement, involvement_columns
from openmash.foundation.people.commands.saying import said, write_once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.involvement.rules import why_not_involved
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.people.rules import why_not_in_error

CHANGED = "Somebody else has changed this while you were looking at it. Read it again first"


@transaction.atomic
def record_involvement(
    person: Person, new: NewInvolvement, *, by: Actor, key: uuid.UUID | None = None
) -> Involvement:
    """Record who works with a person: the answer to "open to whom?" (P1).

    With a key made with the page, pressing twice records one.
    """
    permit(by, P.INVOLVEMENT_WRITE, record_facts(person))
    refuse_if(why_not_involved(new.service, new.starts_on, new.ends_on))
    columns = involvement_columns(new) | said(new.source, by)
    involvement, is_new = write_once(
        Involvement.objects.all(), key or uuid.uuid4(), person, columns
    )
    if is_new:
        _tell(PeopleEvent.INVOLVEMENT_RECORDED, involvement, by)
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, on: date, by: Actor) -> Involvement:
    """Record that somebody no longer works with a person."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(involvement.person))
    if on < involvement.starts_on:
        raise NotReady("It ends before it begins")
    still = Involvement.objects.filter(pk=involvement.pk, ends_on=None, in_error_because="")
    if not still.update(ends_on=on, version=F("version") + 1):
        raise MovedMeanwhile("Somebody else has already ended this involvement")
    involvement.ends_on = on
    _tell(PeopleEvent.INVOLVEMENT_ENDED, involvement, by)
    return involvement


@transaction.atomic
def reopen_involvement(involvement: Involvement, *, by: Actor) -> Involvement:
    """Say that it never ended; the day on which it was said to end is kept in the ledger."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(involvement.person))
    before = _as_facts(involvement)
    still = Involvement.objects.filter(pk=involvement.pk, version=involvement.version)
    if not still.update(ends_on=None, version=F("version") + 1):
        raise MovedMeanwhile(CHANGED)
    involvement.refresh_from_db()
    _tell(PeopleEvent.INVOLVEMENT_CORRECTED, involvement, by, before)
    return involvement


@transaction.atomic
def confirm_involvement(involvement: Involvement, *, by: Actor) -> Involvement:
    """Say that it is still so, today. Saying it twice is harmless."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(involvement.person))
    still = Involvement.objects.filter(pk=involvement.pk, in_error_because="")
    if not still.update(confirmed_at=by.at, confirmed_by=by.name):
        raise MovedMeanwhile("Somebody else has said that this was never so")
    involvement.confirmed_at, involvement.confirmed_by = by.at, by.name
    _tell(PeopleEvent.INVOLVEMENT_CONFIRMED, involvement, by)
    return involvement


@transaction.atomic
def correct_involvement(
    involvement: Involvement, new: NewInvolvement, version: int, *, by: Actor
) -> Involvement:
    """Put right what was recorded; what stood before is kept in the ledger."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(involvement.person))
    refuse_if(why_not_involved(new.service, new.starts_on, new.ends_on))
    before = _as_facts(involvement)
    seen = Involvement.objects.filter(pk=involvement.pk, version=version, in_error_because="")
    changes = involvement_columns(new) | said(new.source, by)
    if not seen.update(**changes, confirmed_at=None, confirmed_by="", version=version + 1):
        raise MovedMeanwhile(CHANGED)
    involvement.refresh_from_db()
    _tell(PeopleEvent.INVOLVEMENT_CORRECTED, involvement, by, before)
    return involvement


@transaction.atomic
def mark_involvement_in_error(involvement: Involvement, because: str, *, by: Actor) -> Involvement:
    """Say that this was never so, and why; nobody is asked or called because of it any more."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(involvement.person))
    refuse_if(why_not_in_error(because))
    still = Involvement.objects.filter(pk=involvement.pk, in_error_because="")
    if not still.update(in_error_because=because.strip(), version=F("version") + 1):
        raise MovedMeanwhile("Somebody else has already said that this was never so")
    involvement.refresh_from_db()
    reasoned = replace(by, reason=because.strip())
    _tell(PeopleEvent.INVOLVEMENT_IN_ERROR, involvement, reasoned)
    return involvement


@transaction.atomic
def work_with(person: Person, new: NewInvolvement, *, by: Actor) -> Involvement:
    """A part of the product has begun work with somebody: recorded once, confirmed when it is known.

    The same agency, kind and worker is the same work, whatever the service is called.
    """
    permit(by, P.INVOLVEMENT_WRITE, record_facts(person))
    known = Involvement.objects.filter(
        person__root_id=person.root_id,
        kind=new.kind,
        agency_id=new.agency,
        ends_on=None,
        in_error_because="",
    )
    same = known.filter(worker__id=new.worker) if new.worker else known.filter(worker=None)
    already = same.order_by("starts_on", "id").first()
    if already is not None:
        return confirm_involvement(already, by=by)
    return record_involvement(person, new, by=by)


@transaction.atomic
def cease_work(person: Person, source: str, *, on: date, by: Actor, but: str = "") -> int:
    """What this source began is over, except work of the kind `but`; how many that were."""
    permit(by, P.INVOLVEMENT_WRITE, record_facts(person))
    begun = Involvement.objects.filter(
        person__root_id=person.root_id, source=source, ends_on=None, in_error_because=""
    ).exclude(kind=but)
    ended = [
        end_involvement(one, on=max(on, one.starts_on), by=by)
        for one in begun.select_related("person")
    ]
    return len(ended)


def told_of(one: Involvement) -> dict[str, object]:
    """What the ledger keeps of work with somebody: which, by whom, of what kind."""
    return {"kind": one.kind, "agency": one.agency_id, "involvement": str(one.pk)}


def _as_facts(one: Involvement) -> dict[str, object]:
    """Codes and days, no narrative."""
    return {
        "was": {
            "kind": one.kind,
            "agency": one.agency_id,
            "service": one.service,
            "starts_on": one.starts_on.isoformat(),
            "ends_on": one.ends_on.isoformat() if one.ends_on else "",
        }
    }


def _tell(
    event: PeopleEvent, one: Involvement, by: Actor, more: dict[str, object] | None = None
) -> None:
    facts = {**told_of(one), **(more or {})}
    record(event, by=by, subject=one.person.subject, facts=facts)
