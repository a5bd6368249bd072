"""Saying who the children of a contact are: only ever by a person's click (P1, `data.md` §1.4)."""

from __future__ import annotations

import uuid

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.identifiers import check_nhs_number
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.core.text import shorten
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.people import access as people
from openmash.foundation.people.commands import (
    NewPerson,
    add_address,
    add_identifier,
    create_person,
)
from openmash.foundation.people.models import Identifier, Person
from openmash.foundation.people.presenters import split_name
from openmash.foundation.people.queries import the_very_same
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.emarf.filled import call
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import ContactChild, NotTheSame
from openmash.frontdoor.contacts.rules import screening as rules

LONGEST_DESCRIPTION = 60


@transaction.atomic
def link_child(child: ContactChild, person: Person, *, by: Actor) -> ContactChild:
    """Say that the child the sender named is this person; saying it twice says it once."""
    _may_say(child, by)
    permit(by, P.PERSON_READ, people.record_facts(person))
    if child.person_id == person.pk:
        return child
    changes: dict[str, object] = {"person": person, "linked_at": by.at, "linked_by": by.name}
    changes["unidentified_because"] = ""
    _write(child, by, ContactEvent.CHILD_LINKED, person, changes)
    return child


@transaction.atomic
def link_by_itself(child: ContactChild, *, by: Actor) -> ContactChild:
    """Link a child whose NHS number, verified, and birth date are exactly those of one person.

    The only link without a person's click (`data.md` §1.4): signed "by itself", and taken back
    like any other.
    """
    permit(by, P.PERSON_LINK, record_facts(child.contact))
    checked = check_nhs_number(child.nhs_number)
    number = checked.value or "" if checked.problem is None else ""
    person = the_very_same(number, child.birth_date, by=by)
    if person is None or child.person_id is not None:
        return child
    changes: dict[str, object] = {"person": person, "linked_at": by.at, "linked_by": by.name}
    _write(child, by, ContactEvent.CHILD_LINKED, person, changes)
    return child


@transaction.atomic
def unlink_child(child: ContactChild, *, by: Actor) -> ContactChild:
    """Take back who the child is; the person stays in the register."""
    _may_say(child, by)
    if child.person is not None:
        changes: dict[str, object] = {"person": None, "linked_at": None, "linked_by": ""}
        _write(child, by, ContactEvent.CHILD_UNLINKED, child.person, changes)
    return child


@transaction.atomic
def not_the_same(child: ContactChild, person: Person, *, by: Actor) -> None:
    """Say that a suggested person is somebody else; not suggested for this child again."""
    _may_say(child, by)
    permit(by, P.PERSON_READ, people.record_facts(person))
    _, is_new = NotTheSame.objects.get_or_create(
        child=child,
        person=person,
        taken_back_at=None,
        defaults={
            "partnership_id": child.partnership_id,
            "said_at": by.at,
            "said_by": by.name,
        },
    )
    if is_new:
        _tell(child, by, ContactEvent.SUGGESTION_REFUSED, person)


@transaction.atomic
def maybe_the_same(child: ContactChild, person: Person, *, by: Actor) -> None:
    """Take back that somebody is another person; they are suggested again, and nobody is linked."""
    _may_say(child, by)
    permit(by, P.PERSON_READ, people.record_facts(person))
    said = NotTheSame.objects.filter(child=child, person=person, taken_back_at=None)
    if said.update(taken_back_at=by.at, taken_back_by=by.name):
        _tell(child, by, ContactEvent.REFUSAL_TAKEN_BACK, person)


@transaction.atomic
def create_and_link(child: ContactChild, key: uuid.UUID, *, by: Actor) -> ContactChild:
    """Nobody in the register fits: add the child as the sender wrote them, and link.

    `key` is made with the page, so that pressing twice adds one person.
    """
    _may_say(child, by)
    if child.person_id == key:
        return child
    source = f"Contact {child.contact.reference}, {child.contact.sender_name}"
    person = create_person(_as_new(child, source), key=key, by=by)
    if child.nhs_number:
        add_identifier(person, Identifier.Kind.NHS_NUMBER, child.nhs_number, source=source, by=by)
    if child.upn:
        add_identifier(person, Identifier.Kind.UPN, child.upn, source=source, by=by)
    if child.address:
        add_address(person, child.address, child.postcode, source=source, by=by)
    return link_child(child, person, by=by)


@transaction.atomic
def cannot_identify(child: ContactChild, because: str, *, by: Actor) -> ContactChild:
    """Say that nobody can know yet who the child is, and why; a decision need not wait for it."""
    _may_say(child, by)
    refuse_if(rules.short_reason(because))
    changes: dict[str, object] = {"unidentified_because": because.strip()}
    _write(child, by, ContactEvent.CHILD_UNIDENTIFIED, None, changes)
    return child


def _may_say(child: ContactChild, by: Actor) -> None:
    permit(by, P.PERSON_LINK, record_facts(child.contact))
    refuse_if(rules.why_not_linked(child.contact.state))


def _write(
    child: ContactChild,
    by: Actor,
    event: ContactEvent,
    person: Person | None,
    changes: dict[str, object],
) -> None:
    mine = ContactChild.objects.filter(pk=child.pk, removed_at=None)
    same = mine.filter(person_id=child.person_id) if child.person_id else mine.filter(person=None)
    if same.update(**changes) != 1:
        raise MovedMeanwhile("Somebody else has just said who this child is")
    for name, value in changes.items():
        setattr(child, name, value)
    _tell(child, by, event, person)


def _tell(child: ContactChild, by: Actor, event: ContactEvent, person: Person | None) -> None:
    about = [child.subject, *([person.subject] if person else [])]
    record(event, by=by, subject=child.contact.subject, about=about)


def _as_new(child: ContactChild, source: str) -> NewPerson:
    given, family = split_name(child.name)
    return NewPerson(
        given=given or shorten(child.description, LONGEST_DESCRIPTION) or _nameless(child),
        family=family,
        source=source,
        kind=Person.Kind.UNBORN if child.due_date else Person.Kind.CHILD,
        birth_date=child.birth_date,
        expected_birth_date=child.due_date,
        sex=child.sex or Person.Sex.UNKNOWN,
    )


def _nameless(child: ContactChild) -> str:
    words = call(child)
    return words[0].upper() + words[1:] + ", name not known"
