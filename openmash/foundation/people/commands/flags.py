"""What has to be known of a person before anybody acts."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.saying import said, write_once
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import why_not_period
from openmash.foundation.people.models import Person, PersonFlag


@transaction.atomic
def add_flag(  # all but two are named
    person: Person,
    code: str,
    *,
    source: str,
    by: Actor,
    starts_on: date | None = None,
    key: uuid.UUID | None = None,
) -> PersonFlag:
    """Put a flag on a record (`data.md` §2); a flagged record takes two people to join."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    refuse_if(why_not_period(starts_on, None, by.at.astimezone(LONDON).date()))
    columns = {"code": PersonFlag.Code(code), "starts_on": starts_on, **said(source, by)}
    rows = PersonFlag.objects.all()
    flag, is_new = write_once(rows, key or uuid.uuid4(), person, columns)
    if is_new:
        record(PeopleEvent.FLAGGED, by=by, subject=person.subject, facts={"code": code})
    return flag


@transaction.atomic
def end_flag(flag: PersonFlag, *, on: date, by: Actor) -> PersonFlag:
    """Say that a flag no longer holds from this day."""
    permit(by, P.PERSON_WRITE, record_facts(flag.person))
    if not PersonFlag.objects.filter(pk=flag.pk, ends_on=None).update(ends_on=on):
        raise MovedMeanwhile("Somebody else has already ended this flag")
    flag.ends_on = on
    record(PeopleEvent.FLAG_ENDED, by=by, subject=flag.person.subject, facts={"code": flag.code})
    return flag
