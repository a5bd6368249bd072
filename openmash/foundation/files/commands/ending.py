"""Sending files with what they came with, taking them back before, and setting them aside after."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.files.access import permitted_step
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.queries import unsent
from openmash.foundation.files.rules import why_not_set_aside, why_not_taken_back
from openmash.foundation.files.states import FileState
from openmash.foundation.moves.mover import move


@transaction.atomic
def send_files(about: str, *, by: Actor) -> list[StoredFile]:
    """What was added goes with what is sent now, in its transaction; malware stays behind."""
    going = unsent(about)
    for one in going:
        step, allowed = permitted_step(one, "send", by)
        move(one, step, allowed, about=[about], changes={"sent_at": by.at})
    return going


@transaction.atomic
def take_back(one: StoredFile, *, by: Actor) -> StoredFile:
    """Not sent, so nobody has seen it: its bytes are not kept. Taken back twice is taken back once."""
    one = StoredFile.objects.select_for_update().get(pk=one.pk)
    if one.state == FileState.TAKEN_BACK:
        return one
    step, allowed = permitted_step(one, "take_back", by)
    refuse_if(why_not_taken_back(one.sent_at))
    move(one, step, allowed, about=[one.about], changes=_ended(by))
    FileContent.objects.filter(of=one).update(content=b"", preview=b"")
    return one


@transaction.atomic
def set_aside(one: StoredFile, reason: str, *, by: Actor) -> StoredFile:
    """Sent and wrong, of another child perhaps: it stays on record and is opened by nobody."""
    one = StoredFile.objects.select_for_update().get(pk=one.pk)
    why = clean(reason).strip()
    step, allowed = permitted_step(one, "set_aside", replace(by, reason=why))
    refuse_if(why_not_set_aside(one.sent_at, why))
    move(one, step, allowed, about=[one.about], changes=_ended(by) | {"ended_because": why})
    return one


def _ended(by: Actor) -> dict[str, object]:
    return {"ended_at": by.at, "ended_by": by.name}
