"""Restricting a contact to named people, naming others, and opening it to the hub again (`roles.md` §4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import put_before_named
from openmash.frontdoor.contacts.access import permitted_step
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.readers import known_of, nameable
from openmash.frontdoor.contacts.rules import restricting as rules

BECAUSE = "named as a reader"
LEFT = "Whoever was named does this work no longer"


@transaction.atomic
def restrict(
    contact: Contact, readers: Collection[str], reason: str, *, by: Actor, needs: str = ""
) -> Contact:
    """From now on only these people of the hub know of it, and whoever sent it.

    Its tasks go to them, who held it and is not named holds it no longer, and each of them is told.
    `needs` is a role that has to be among them wherever anybody holds it.
    """
    step, allowed = permitted_step(contact, "restrict", replace(by, reason=reason.strip()))
    roles = _roles(by)
    named_wrongly = rules.why_not_named(readers, by.user, roles, needs=needs)
    refuse_if([*rules.why_not_restrictable(known_of(contact), readers), *named_wrongly])
    changes = _of_named(contact, readers)
    move(contact, step, allowed, facts={"readers": changes["readers"]}, changes=changes)
    _follow(contact, [], roles, by)
    return contact


@transaction.atomic
def change_readers(
    contact: Contact, readers: Collection[str], reason: str, *, by: Actor
) -> Contact:
    """Name others; whoever is named no longer reads it no longer, from their next page."""
    step, allowed = permitted_step(contact, "change_readers", replace(by, reason=reason.strip()))
    roles, before = _roles(by), list(contact.readers or ())
    refuse_if(rules.why_not_others(readers, before, by.user, roles, reason))
    changes = _of_named(contact, readers)
    facts: dict[str, object] = {"readers": changes["readers"], "before": before}
    move(contact, step, allowed, facts=facts, changes=changes)
    _follow(contact, before, roles, by)
    return contact


@transaction.atomic
def open_to_hub(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """There was no cause to restrict it: the hub works on it as on every other."""
    step, allowed = permitted_step(contact, "open_to_hub", replace(by, reason=reason.strip()))
    before = list(contact.readers or ())
    facts: dict[str, object] = {"before": before}
    move(contact, step, allowed, facts=facts, changes={"readers": None})
    for user in before:
        detach(user, subject=contact.subject, by=by)
    return contact


@transaction.atomic
def take_off(contact: Contact, leaving: str, instead: Collection[str], *, by: Actor) -> None:
    """Somebody who is named does this work no longer; others are named in their place, by itself.

    Who holds it next is for whoever lets go of what is in the tray.
    """
    because = replace(by, reason=by.reason or LEFT)
    step, allowed = permitted_step(contact, "change_readers", because)
    before = list(contact.readers or ())
    named = sorted({*before, *instead} - {leaving})
    facts: dict[str, object] = {"readers": named, "before": before}
    move(contact, step, allowed, facts=facts, changes={"readers": named})
    _follow(contact, before, _roles(by), by)


def _roles(by: Actor) -> rules.Roles:
    """Everybody who can be named, by user."""
    return {one.user: one.roles for one in nameable(by)}


def _of_named(contact: Contact, readers: Collection[str]) -> dict[str, object]:
    """It is these people’s from now on; a holder who is not one of them holds it no longer."""
    named, holder = sorted(set(readers)), str(contact.assigned_to_id or "")
    return {"readers": named, "assigned_to_id": holder if holder in named else None}


def _follow(contact: Contact, before: Collection[str], roles: rules.Roles, by: Actor) -> None:
    """Who is on it, whose its tasks are, and who has to learn of it."""
    named = set(contact.readers or ())
    on_it = Attachment.objects.filter(
        partnership_id=contact.partnership_id, subject=contact.subject, ends_at=None
    )
    for user in {str(key) for key in on_it.values_list("user", flat=True)} - named:
        detach(user, subject=contact.subject, by=by)
    for user in sorted(named):
        if not _reads_the_hub(roles.get(user, ())):
            attach(user, subject=contact.subject, because=BECAUSE, by=by)
    itself = system_actor("contacts.restricting", partnership=by.partnership, at=by.at)
    put_before_named(contact.hub_path, by=itself)
    for user in sorted(named - set(before) - {by.user}):
        key = f"{contact.subject}:named:{user}:{contact.version}"
        queue(
            Notice(key, "named", user, contact.subject, contact.hub_path, contact.reference), by=by
        )


def _reads_the_hub(held: Collection[str]) -> bool:
    return any(reach_of(Role(role), P.CONTACT_READ) == Reach.HUB for role in held)
