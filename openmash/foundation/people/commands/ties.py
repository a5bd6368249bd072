"""Who matters to whom."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Person, Relationship


@transaction.atomic
def relate(
    person: Person,
    other: Person,
    kind: str,
    *,
    source: str,
    by: Actor,
    details: Mapping[str, object] | None = None,
) -> Relationship:
    """Record that `person` is `kind` of `other`: `relate(kelly, isla, "parent")`."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    relationship = Relationship.objects.create(
        person=person, other=other, kind=kind, **said(source, by), **dict(details or {})
    )
    about = [person.subject, other.subject]
    record(PeopleEvent.RELATED, by=by, subject=person.subject, about=about, facts={"kind": kind})
    return relationship
