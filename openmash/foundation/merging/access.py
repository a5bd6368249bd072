"""Who may join and part: the matrix, for both human beings; who may not know of one sees nothing."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.merging.models import DuplicatePair, Join, Split
from openmash.foundation.people.access import get_person, record_facts, register_facts
from openmash.foundation.people.models import Person, Restriction


def get_two(by: Actor, one: uuid.UUID, two: uuid.UUID) -> tuple[Person, Person]:
    """Both human beings, each look written down; refused for who may not join them, as for whoever
    has opened one in an emergency: that is read on its own page."""
    permit(by, P.PERSON_JOIN, register_facts(by))
    return get_person(by, one, P.PERSON_JOIN), get_person(by, two, P.PERSON_JOIN)


def get_joinable(by: Actor, key: uuid.UUID) -> Person:
    """One human being for whoever may join and part records."""
    permit(by, P.PERSON_JOIN, register_facts(by))
    return get_person(by, key, P.PERSON_JOIN)


def pairs_seen(by: Actor) -> QuerySet[DuplicatePair]:
    """The pairs of this partnership. The database shows those alone whose both sides one may know."""
    permit(by, P.PERSON_JOIN, register_facts(by))
    seen = DuplicatePair.objects.filter(partnership_id=by.partnership)
    return seen.select_related("one__root", "two__root")


def joins_seen(by: Actor) -> QuerySet[Join]:
    """The joins of this partnership, of people one may know."""
    seen = Join.objects.filter(partnership_id=by.partnership)
    return seen.select_related("standing__root", "absorbed__root")


def get_join(by: Actor, key: uuid.UUID) -> Join:
    """One join, for whoever may take it back."""
    permit(by, P.PERSON_JOIN, register_facts(by))
    found = joins_seen(by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such join for you")
    permit(by, P.PERSON_JOIN, record_facts(found.standing.root))
    return found


def get_split(by: Actor, key: uuid.UUID) -> Split:
    """One split, for whoever may take it back."""
    permit(by, P.PERSON_JOIN, register_facts(by))
    rows = Split.objects.filter(partnership_id=by.partnership, pk=key)
    found = rows.select_related("source__root", "made__root").first()
    if found is None:
        raise NotFound("There is no such split for you")
    permit(by, P.PERSON_JOIN, record_facts(found.source.root))
    return found


def get_restrictable(by: Actor, key: uuid.UUID) -> Person:
    """One human being for whoever may restrict who knows of them."""
    permit(by, P.PERSON_RESTRICT, register_facts(by))
    return get_person(by, key, P.PERSON_RESTRICT)


def get_restriction(by: Actor, key: uuid.UUID) -> Restriction:
    """One restriction that still holds."""
    permit(by, P.PERSON_RESTRICT, register_facts(by))
    rows = Restriction.objects.filter(partnership_id=by.partnership, pk=key, lifted_at=None)
    found = rows.select_related("person__root").first()
    if found is None:
        raise NotFound("There is no such restriction for you")
    permit(by, P.PERSON_RESTRICT, record_facts(found.person.root))
    return found
