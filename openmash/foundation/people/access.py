"""Who sees which person. Search is for the hub alone (`roles.md` §3)."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db.models import Func, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, NullIf

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.row_security import act_on_opened
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.people.glass.queries import as_closed, may_break_of
from openmash.foundation.people.glass.rules import opens_for
from openmash.foundation.people.models import ClosedRecord, GlassBreaking, Person

# The record of this transaction that was opened in an emergency, as the database keeps it.
OPENED = Cast(
    NullIf(Func(Value("openmash.opened"), Value(True), function="current_setting"), Value("")),
    UUIDField(),
)


def record_facts(person: Person) -> RecordFacts:
    """What access needs to know of a person: who is on a case of them, and who alone may know."""
    standing = {person.subject, f"person:{person.root_id}"}
    attached = Attachment.objects.filter(
        partnership_id=person.partnership_id, subject__in=standing, ends_at=None
    ).values_list("user_id", flat=True)
    return RecordFacts(
        partnership=person.partnership_id,
        in_hub=True,
        attached_users=frozenset(str(key) for key in attached),
        named_readers=None if person.readers is None else frozenset(person.readers),
    )


def facts_for(person: Person, by: Actor) -> RecordFacts:
    """The same, and whether this reader has opened it in an emergency."""
    return _with_opening(record_facts(person), opening_of(person, by=by), by)


def _with_opening(facts: RecordFacts, opened: GlassBreaking | None, by: Actor) -> RecordFacts:
    return facts if opened is None else replace(facts, opened_by=frozenset({by.user}))


def find_person(by: Actor, key: uuid.UUID) -> Person | None:
    """The record, also where this reader has opened it in an emergency; nothing is logged."""
    return _known(by, key) or _opened_in_an_emergency(by, key)


def opening_of(person: Person, *, by: Actor) -> GlassBreaking | None:
    """By which emergency opening this reader sees a restricted record, if by any (`roles.md` §4)."""
    if person.readers is None or by.user in person.readers:
        return None
    rows = _opened_by(by).filter(root_id=person.root_id)
    return rows.order_by("-opened_at").first()


def _opened_by(by: Actor) -> QuerySet[GlassBreaking]:
    return GlassBreaking.objects.filter(
        partnership_id=by.partnership, user_id=by.user, until__gt=by.at
    )


def _known(by: Actor, key: uuid.UUID) -> Person | None:
    return visible_to(by).filter(pk=key).select_related("root").first()


def _opened_in_an_emergency(by: Actor, key: uuid.UUID) -> Person | None:
    """What was opened is looked for again each time: its restrictions may have changed since."""
    if reach_of(by.role, P.GLASS_BREAK) is None:
        return None
    rows = ClosedRecord.objects.filter(
        partnership_id=by.partnership, person_id=key, closed=True, root_id__in=_opened_roots(by)
    )
    closed = rows.first()
    if closed is None or not opens_for(as_closed(closed), by.role, may_break_of(by)):
        return None
    act_on_opened(closed.root_id)
    return _known(by, key)


def _opened_roots(by: Actor) -> QuerySet[GlassBreaking, uuid.UUID]:
    return _opened_by(by).values_list("root_id", flat=True)


def register_facts(by: Actor) -> RecordFacts:
    """The facts of the register as a whole, for searching and adding."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def visible_to(by: Actor) -> QuerySet[Person]:
    """The records of people within this actor's reach.

    A restricted record is there for its named readers only: to everybody else it does not exist.
    Opened in an emergency it is there for the page that was asked for it (`get_person`), and in no
    list, search, count or print. One that was withdrawn does not exist for anybody.
    """
    known = Q(readers=None) | Q(readers__contains=[by.user])
    if reach_of(by.role, P.GLASS_BREAK) is not None:
        known |= Q(root_id__in=_opened_by(by).filter(root=OPENED).values("root_id"))
    here = Person.objects.filter(partnership_id=by.partnership, withdrawn_at=None)
    people = here.filter(known)
    match reach_of(by.role, P.PERSON_READ):
        case Reach.HUB:
            return people
        case Reach.ATTACHED:
            mine = Attachment.objects.filter(
                partnership_id=by.partnership, user_id=by.user, ends_at=None
            ).values_list("subject", flat=True)
            keys = [s.partition(":")[2] for s in mine if s.startswith("person:")]
            return people.filter(Q(pk__in=keys) | Q(root_id__in=keys))
        case _:
            return people.none()


def get_person(by: Actor, key: uuid.UUID, permission: P = P.PERSON_READ) -> Person:
    """Load who this record is a record of, and write the read log.

    Absent and not to be known look the same. The key of a joined record leads to the record that
    stands for the human being.
    """
    found = find_person(by, key)
    if found is None:
        raise NotFound("There is no such person for you")
    person = found.root
    opened = opening_of(person, by=by)
    permit(by, permission, _with_opening(record_facts(person), opened, by))
    facts = {"opened_in_emergency": str(opened.pk)} if opened else {}
    log_read(Action.VIEW, by=by, subject=person.subject, about=[person.subject], facts=facts)
    return person


def get_printable(by: Actor, key: uuid.UUID) -> Person:
    """The same for paper: what was opened in an emergency is read on the screen, and not taken away."""
    person = get_person(by, key)
    if opening_of(person, by=by) is not None:
        raise NotAllowed("You opened this record in an emergency: it is read here, and not printed")
    return person
