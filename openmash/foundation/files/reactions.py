"""Malware in a file: whoever added it is told, and the hub, if it had come with something sent."""

from __future__ import annotations

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.roles import Role
from openmash.foundation.files.belonging import owner_of
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.states import FileEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.tasks.commands import Wanted, raise_task

MALWARE = "file.malware"


@on(FileEvent.INFECTED)
def say_that_malware_was_found(event: Event, by: Actor) -> None:
    """In words without the name of the file, which may hold a child's."""
    one = StoredFile.objects.get(pk=event.subject.partition(":")[2])
    reference = owner_of(one.about, by).reference
    path = reverse("file", args=[one.pk])
    key = f"{one.subject}:malware"
    queue(Notice(key, "file_malware", one.added_by_user, one.subject, path, reference), by=by)
    if one.sent_at is not None:
        title = f"A file that came with {reference} holds malware: ask for it in another way"
        raise_task(
            Wanted(MALWARE, title, one.subject, path, for_agency=council(by.partnership),
                   for_role=Role.MASH_MGR), by=by)  # fmt: skip
