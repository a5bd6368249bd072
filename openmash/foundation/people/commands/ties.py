"""Who matters to whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.family.rules import kin_of, why_not_related
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
    key: uuid.UUID | None = None,
) -> Relationship:
    """Record that `person` is `kind` of `other`: `relate(kelly, isla, "parent")`.

    The other way round is the same: *child* of Kelly is kept as Kelly, *parent*.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    permit(by, P.PERSON_WRITE, record_facts(other))
    refuse_if(why_not_related(kind, same_person=person.root_id == other.root_id))
    person, other, kind = _forth(person, other, kind)
    more = dict(details or {})
    relationship, is_new = Relationship.objects.get_or_create(
        pk=key or uuid.uuid4(),
        person=person,
        other=other,
        defaults={"kind": kind, **said(source, by), **more},
    )
    if not is_new:
        return relationship
    about = [person.subject, other.subject]
    record(PeopleEvent.RELATED, by=by, subject=person.subject, about=about, facts={"kind": kind})
    return relationship


def _forth(person: Person, other: Person, kind: str) -> tuple[Person, Person, str]:
    found = kin_of(kind)
    if found and found[1]:
        return other, person, found[0].code
    return person, other, kind
