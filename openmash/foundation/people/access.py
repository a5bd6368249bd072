"""Who sees which person. Search is for the hub alone (`roles.md` §3)."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.people.models import Person


def record_facts(person: Person) -> RecordFacts:
    """What access needs to know of a person."""
    attached = Attachment.objects.filter(
        partnership_id=person.partnership_id, subject=person.subject, ends_at=None
    ).values_list("user_id", flat=True)
    return RecordFacts(
        partnership=person.partnership_id,
        in_hub=True,
        attached_users=frozenset(str(key) for key in attached),
    )


def register_facts(by: Actor) -> RecordFacts:
    """The facts of the register as a whole, for searching and adding."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def visible_to(by: Actor) -> QuerySet[Person]:
    """The people within this actor's reach."""
    people = Person.objects.filter(partnership_id=by.partnership)
    match reach_of(by.role, P.PERSON_READ):
        case Reach.HUB:
            return people
        case Reach.ATTACHED:
            mine = Attachment.objects.filter(
                partnership_id=by.partnership, user_id=by.user, ends_at=None
            ).values_list("subject", flat=True)
            return people.filter(
                pk__in=[s.partition(":")[2] for s in mine if s.startswith("person:")]
            )
        case _:
            return people.none()


def get_person(by: Actor, key: uuid.UUID, permission: P = P.PERSON_READ) -> Person:
    """Load a person and write the read log; absent and not to be known look the same."""
    person = visible_to(by).filter(pk=key).first()
    if person is None:
        raise NotFound("There is no such person for you")
    permit(by, permission, record_facts(person))
    log_read(Action.VIEW, by=by, subject=person.subject, about=[person.subject])
    return person
