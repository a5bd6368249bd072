"""Who sees a file: whoever may read what it came with. Every look is written down."""

from __future__ import annotations

import uuid
from datetime import datetime

from openmash.core.actor import Actor, system_actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.files.belonging import Owner, owner_of
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FILE


def record_facts(about: str, *, sent: bool, by: Actor) -> RecordFacts:
    """A file is addressed to those who may write what it comes with; the hub has it once it is sent."""
    owner = owner_of(about, by)
    writers = frozenset({by.user}) if owner.lets_write(by) else frozenset()
    return RecordFacts(partnership=by.partnership, in_hub=sent, addressed_users=writers)


def permitted_step(one: StoredFile, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step in the life of a file, with this actor's permit to take it."""
    step = FILE[name]
    facts = record_facts(one.about, sent=one.sent_at is not None, by=by)
    return step, permit(by, step.permission, facts)


def scanning_step(one: StoredFile, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step that only the worker takes."""
    step = FILE[name]
    facts = RecordFacts(partnership=one.partnership_id, in_hub=True)
    return step, permit(by, step.permission, facts)


def may_add(about: str, *, by: Actor) -> Permit:
    """The permit to put a file to something."""
    return permit(by, P.FILE_ADD, record_facts(about, sent=False, by=by))


def get_file(by: Actor, key: uuid.UUID, *, shown: str = "page") -> tuple[StoredFile, Owner]:
    """A file and what it came with, for somebody who may read that; the look is logged."""
    found = StoredFile.objects.filter(pk=key, partnership_id=by.partnership).first()
    owner = owner_of(found.about, by) if found is not None else None
    if found is None or owner is None or not _is_for(found, owner, by):
        raise NotFound("There is no such file for you")
    about = [found.about, *owner.about]
    log_read(Action.VIEW, by=by, subject=found.subject, about=about, facts={"shown": shown})
    return found, owner


def _is_for(one: StoredFile, owner: Owner, by: Actor) -> bool:
    """What is not sent is its writers'; what is sent is read by whoever reads what it came with."""
    return owner.lets_write(by) if one.sent_at is None else owner.lets_read(by)


def scanning_actor(*, partnership: str, at: datetime) -> Actor:
    """The part of the system that has files scanned."""
    return system_actor("files.scan", partnership=partnership, at=at)
