"""Taking records back that should never have been made, and giving them back while nobody missed them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.commands.finding import file_anew
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Person


@transaction.atomic
def withdraw(records: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """Take whole records back: nobody sees or finds them any more; which of them were there.

    Only the system's own role may reach a record that is withdrawn, so the caller acts as that in
    the database, and names in `by` whoever decided. Nothing said of them is changed.
    """
    permit(by, P.PERSON_WRITE, register_facts(by))
    there = Person.objects.filter(pk__in=records, withdrawn_at=None)
    held = sorted(there.select_for_update().values_list("pk", flat=True))
    there.filter(pk__in=held).update(withdrawn_at=by.at, withdrawn_by=by.name)
    _settle(held, PeopleEvent.WITHDRAWN, by)
    return held


@transaction.atomic
def give_back(records: Collection[uuid.UUID], *, by: Actor) -> None:
    """Records that were withdrawn are there again, as they were."""
    permit(by, P.PERSON_WRITE, register_facts(by))
    gone = Person.objects.filter(pk__in=records, withdrawn_at__isnull=False)
    held = sorted(gone.select_for_update().values_list("pk", flat=True))
    Person.objects.filter(pk__in=held).update(withdrawn_at=None, withdrawn_by="")
    _settle(held, PeopleEvent.GIVEN_BACK, by)


def _settle(records: list[uuid.UUID], event: PeopleEvent, by: Actor) -> None:
    file_anew(records)
    subjects = [f"person:{key}" for key in records]
    record_many([Entry(event, one, (one,)) for one in subjects], by=by)
