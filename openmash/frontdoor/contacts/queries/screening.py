"""The facts screening goes by, gathered for the rules."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.identifiers import check_nhs_number, check_postcode, check_upn
from openmash.core.refusals import NotFound
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.people.models import Involvement
from openmash.foundation.people.presenters import Wanted, split_name
from openmash.foundation.people.queries import OpenTo, open_involvement
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.emarf.filled import call
from openmash.frontdoor.contacts.models import Contact, ContactChild, NotTheSame
from openmash.frontdoor.contacts.rules.screening import Child, Screening
from openmash.frontdoor.contacts.rules.sending import Safety

UNKNOWN_SAFETY = ("", Safety.NOT_KNOWN)
DECISION_CLOCK = "C02"
SCREENERS = (Role.MASH_SCREEN, Role.MASH_SW, Role.MASH_MGR)


def children_of(contact: Contact) -> list[ContactChild]:
    """The children as the sender named them, in their order."""
    named = contact.children.filter(removed_at=None).select_related("person")
    return list(named.order_by("position"))


def named_child(by: Actor, reference: str, key: uuid.UUID) -> ContactChild:
    """A child of a contact, for whoever may say who it is; the look at the contact is logged."""
    found = get_contact(by, reference, P.PERSON_LINK)
    for child in children_of(found):
        if child.pk == key:
            child.contact = found
            return child
    raise NotFound("There is no such child in this contact")


def facts(contact: Contact, *, by: Actor) -> Screening:
    """What the rules of screening need to know. The caller has checked access."""
    children = children_of(contact)
    linked = [child.person_id for child in children if child.person_id]
    return facts_of(contact, children, open_involvement(linked, by=by))


def facts_of(
    contact: Contact, children: Iterable[ContactChild], open_to: Iterable[OpenTo]
) -> Screening:
    """The same, for children and involvement already loaded."""
    workers: dict[uuid.UUID, set[str]] = defaultdict(set)
    for one in open_to:
        if one.kind == Involvement.Kind.SOCIAL_CARE and one.worker:
            workers[one.person].add(str(one.worker))
    children = list(children)
    return Screening(
        reference=contact.reference,
        state=contact.state,
        rag=contact.rag,
        in_enquiry=contact.in_enquiry,
        immediate_danger=contact.immediate_danger,
        harm_possible=contact.harm_possible,
        holder=str(contact.assigned_to_id or ""),
        safety_known=contact.safety_now not in UNKNOWN_SAFETY,
        by_account=contact.sender_id is not None,
        children=tuple(_child(child, len(children), workers) for child in children),
    )


def bare_facts(contact: Contact) -> Screening:
    """What a rule may know of a contact without its children."""
    return facts_of(contact, (), ())


def nothing_is_decided(contact: Contact, *, by: Actor) -> bool:
    """Whether the decision clock still runs: no manager has said yet what happens (C02)."""
    runs = ClockRun.objects.filter(partnership_id=by.partnership, subject=contact.subject)
    return runs.filter(code=DECISION_CLOCK, stopped_at=None).exists()


def wanted(child: ContactChild) -> Wanted:
    """What the sender said of a child, in the shape the register compares."""
    return wanted_of([child])[0]


def wanted_of(children: Sequence[ContactChild]) -> list[Wanted]:
    """The same of several; who was said to be somebody else is asked for once."""
    refused: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for child, person in refused_of(children).values_list("child_id", "person_id"):
        refused[child].add(person)
    return [_wanted(child, refused[child.pk]) for child in children]


def _wanted(child: ContactChild, refused: Iterable[uuid.UUID]) -> Wanted:
    given, family = split_name(child.name)
    return Wanted(
        given=given,
        family=family,
        birth_date=child.birth_date,
        due_date=child.due_date,
        sex=child.sex,
        nhs_number=check_nhs_number(child.nhs_number).value or "",
        upn=check_upn(child.upn).value or "",
        address=child.address,
        postcode=check_postcode(child.postcode).value or "",
        refused=frozenset(refused),
    )


def refused_of(children: Iterable[ContactChild]) -> QuerySet[NotTheSame]:
    """Who was said to be somebody else than these children, and has not been taken back since."""
    said = NotTheSame.objects.filter(child__in=list(children), taken_back_at=None)
    return said.order_by("said_at", "id")


def screeners(by: Actor) -> list[User]:
    """Who may take a contact over today, by name."""
    return list(_holders(by, SCREENERS).order_by("name"))


def open_workers(contact: Contact, *, by: Actor) -> list[tuple[str, str]]:
    """The social workers who hold an open case of a child here: value and words of a choice."""
    linked = [child.person_id for child in children_of(contact) if child.person_id]
    found = {
        str(one.worker): f"{one.worker_name}, {one.service}"
        for one in open_involvement(linked, by=by)
        if one.kind == Involvement.Kind.SOCIAL_CARE and one.worker
    }
    return sorted(found.items(), key=lambda pair: pair[1])


def may_screen(user: str, *, by: Actor) -> bool:
    """Whether this person holds a screening role here today."""
    return _holders(by, SCREENERS).filter(pk=user).exists()


def agency_of(role: Role, *, by: Actor) -> str:
    """The agency whose people hold a hub role here: whom a task of the hub is addressed to."""
    holdings = _holdings(by).filter(role=role).order_by("starts_at")
    return str(holdings.values_list("agency_id", flat=True).first() or "")


def is_held(role: Role, *, but_by: Iterable[str], by: Actor) -> bool:
    """Whether anybody holds this role here today, other than these people."""
    return _holders(by, [role]).exclude(pk__in=list(but_by)).exists()


def _holders(by: Actor, roles: Iterable[Role]) -> QuerySet[User]:
    held = _holdings(by).filter(role__in=[str(role) for role in roles])
    return User.objects.filter(is_active=True, pk__in=held.values("user_id"))


def _holdings(by: Actor) -> QuerySet[RoleHolding]:
    return held_at(by.at).filter(partnership_id=by.partnership)


def _child(child: ContactChild, among: int, workers: dict[uuid.UUID, set[str]]) -> Child:
    return Child(
        key=str(child.pk),
        called=call(child, among),
        linked=child.person_id is not None,
        unidentified=bool(child.unidentified_because),
        open_workers=frozenset(workers[child.person_id]) if child.person_id else frozenset(),
    )
