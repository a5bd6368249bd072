"""Having held files scanned, each in commits of its own: killed anywhere, it is scanned again.

The bytes are read in one transaction, the scanner is asked outside of any, and what it says is written
in another. Two workers that scan the same file write it once.
"""

from __future__ import annotations

import logging
import uuid

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.row_security import act_as
from openmash.foundation.files.access import scanning_step
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.scanning import NoVerdict, Silent, Verdict, scanner
from openmash.foundation.files.states import FileState
from openmash.foundation.moves.mover import move

log = logging.getLogger("openmash.files")

AT_ONCE = 100


def scan_waiting(*, by: Actor) -> int:
    """Scan what is held, oldest first, until the scanner is silent; how many have a verdict now."""
    done = 0
    for key in _waiting(by):
        said = scan_one(key, by=by)
        if said is None:
            break
        done += said
    return done


def scan_one(key: uuid.UUID, *, by: Actor) -> bool | None:
    """Scan one; None where the scanner is silent, False where there is nothing to write about it."""
    content = _content(key, by)
    if content is None:
        return False
    try:
        verdict = scanner().scan(content)
    except Silent as why:
        log.warning("scanner silent", extra={"file_id": str(key), "why": str(why)})
        return False if isinstance(why, NoVerdict) else None
    return _write(key, verdict, by)


def _waiting(by: Actor) -> list[uuid.UUID]:
    with transaction.atomic():
        act_as(by)
        held = StoredFile.objects.filter(partnership_id=by.partnership, state=FileState.HELD)
        return list(held.order_by("added_at", "id").values_list("pk", flat=True)[:AT_ONCE])


def _content(key: uuid.UUID, by: Actor) -> bytes | None:
    with transaction.atomic():
        act_as(by)
        found = FileContent.objects.filter(of=key, of__state=FileState.HELD).first()
        return bytes(found.content) if found else None


def _write(key: uuid.UUID, verdict: Verdict, by: Actor) -> bool:
    with transaction.atomic():
        act_as(by)
        one = StoredFile.objects.get(pk=key)
        step, allowed = scanning_step(one, "quarantine" if verdict.malware else "find_clean", by)
        said: dict[str, object] = {"scanned_by": verdict.scanner, "malware": verdict.malware}
        try:
            move(one, step, allowed, about=[one.about], changes={**said, "scanned_at": by.at})
        except MovedMeanwhile:
            return False  # taken back, or scanned by another worker
        return True
