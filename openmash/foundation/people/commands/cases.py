"""Workers on a case of somebody, when several records are that human being."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.access.models import Attachment
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.whole import roots_of

BECAUSE = "on a case of another record of the same person"


@transaction.atomic
def carry(people: Iterable[str], *, by: Actor) -> None:
    """Whoever is on a case of any record of these people is on the record that stands for them.

    `people` are typed references. What no longer follows from a record is taken back, so that
    joining and undoing leave nobody with more or less than before. The caller holds the permit.
    """
    keys = [uuid.UUID(subject.partition(":")[2]) for subject in people]
    for root in set(roots_of(keys, by=by).values()):
        _carry(root, by)


def _carry(root: uuid.UUID, by: Actor) -> None:
    records = visible_to(by).filter(root_id=root).values_list("pk", flat=True)
    others = [f"person:{key}" for key in records if key != root]
    standing = f"person:{root}"
    wanted = _on(others, by, carried=False) - _on([standing], by, carried=False)
    for user in _on([standing], by, carried=True) - wanted:
        detach(user, subject=standing, by=by)
    for user in wanted:
        attach(user, subject=standing, because=BECAUSE, by=by, carried=True)
    for subject in others:
        for user in _on([subject], by, carried=True):
            detach(user, subject=subject, by=by)


def _on(subjects: list[str], by: Actor, *, carried: bool) -> set[str]:
    found = Attachment.objects.filter(
        partnership_id=by.partnership, subject__in=subjects, ends_at=None, carried=carried
    )
    return {str(key) for key in found.values_list("user_id", flat=True)}
