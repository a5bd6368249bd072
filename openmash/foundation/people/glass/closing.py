"""Keeping what may be known of a restricted record in step with its restrictions (`roles.md` §4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.people.models import ClosedRecord, Person


@transaction.atomic
def note_closed(
    records: Iterable[Person],
    root: uuid.UUID,
    markers: Iterable[str],
    readers: Iterable[str] | None,
    *,
    by: Actor,
) -> None:
    """Every record of one human being is closed to all but these readers, or open again (`None`)."""
    keys, found = [one.pk for one in records], sorted(set(markers))
    if readers is None:
        ClosedRecord.objects.filter(person_id__in=keys, closed=True).update(closed=False)
        return
    named = sorted(readers)
    for key in keys:
        said = {"root_id": root, "markers": found, "readers": named, "closed": True}
        ClosedRecord.objects.update_or_create(
            person_id=key, defaults={"partnership_id": by.partnership, **said}
        )
