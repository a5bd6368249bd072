"""A person’s page, or the door before it where the record is closed and opens in an emergency."""

from __future__ import annotations

import uuid

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.people.access import find_person, get_person
from openmash.foundation.people.glass.queries import closed_record
from openmash.foundation.people.models import Person


def known_or_closed(by: Actor, key: uuid.UUID) -> Person | None:
    """The person; nothing where it opens to this reader in an emergency. Else `NotFound`, as if absent."""
    try:
        return get_person(by, key)
    except NotFound:
        closed_record(key, by=by)
        return None


def is_known(by: Actor, key: uuid.UUID) -> bool:
    """Whether this reader sees the record as it is."""
    return find_person(by, key) is not None
