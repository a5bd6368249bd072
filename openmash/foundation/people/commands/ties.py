"""Who matters to whom, and who works with whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.commands.rows import NewInvolvement, involvement_row
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Involvement, Person, Relationship


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


@transaction.atomic
def record_involvement(person: Person, new: NewInvolvement, *, by: Actor) -> Involvement:
    """Record who works with a person: the answer to "open to whom?" (P1)."""
    permit(by, P.PERSON_WRITE, record_facts(person))
    involvement = involvement_row(person, new, by=by)
    involvement.save(force_insert=True)
    facts = {"kind": new.kind, "agency": new.agency}
    record(PeopleEvent.INVOLVEMENT_RECORDED, by=by, subject=person.subject, facts=facts)
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, on: date, by: Actor) -> Involvement:
    """Record that somebody no longer works with a person."""
    permit(by, P.PERSON_WRITE, record_facts(involvement.person))
    still = Involvement.objects.filter(pk=involvement.pk, ends_on=None)
    if not still.update(ends_on=on):
        raise MovedMeanwhile("Somebody else has already ended this involvement")
    involvement.ends_on = on
    facts = {"kind": involvement.kind}
    subject = involvement.person.subject
    record(PeopleEvent.INVOLVEMENT_ENDED, by=by, subject=subject, facts=facts)
    return involvement
