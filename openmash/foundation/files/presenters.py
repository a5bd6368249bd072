"""Files as pages draw them: what each is, where it came from, and whether it can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.files.access import record_facts
from openmash.foundation.files.belonging import Owner
from openmash.foundation.files.kinds import PICTURES, SHAPES, Kind
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.queries import limits_of
from openmash.foundation.files.rules import Limits
from openmash.foundation.files.states import FileState
from openmash.foundation.files.words import say_size
from openmash.foundation.ui.wording import full_when, short_when

READY = "Ready: no malware was found"
HELD = "Held: it is being checked for malware, and can be opened once that is done"
HELD_LONG = (
    "Held: the check for malware takes longer than usual, and the hub knows. Ask by telephone for what"
    " cannot wait"
)
MALWARE = "Malware was found in it. It is shut away, and nobody can open it"


@dataclass(frozen=True)
class FileRow:
    """One file in a list."""

    key: str
    number: int
    name: str
    words: str
    source: str
    state: str  # why nobody can open it
    ready: str
    path: str
    clean: bool
    take_back: str


@dataclass(frozen=True)
class FilePage:
    """One file on its own page."""

    row: FileRow
    reference: str
    back: str
    kept: str
    is_picture: bool
    set_aside: str


def draw_files(
    files: Sequence[StoredFile], limits: Limits, by: Actor, *, writes: bool = False
) -> tuple[FileRow, ...]:
    """The files of one thing; `writes` for those who may still take back what is not sent."""
    late = by.at - limits.alert_after
    return tuple(_row(one, late, by, writes) for one in files)


def draw_file(one: StoredFile, owner: Owner, by: Actor) -> FilePage:
    """One file with its provenance."""
    facts = record_facts(one.about, sent=one.sent_at is not None, by=by)
    ended = one.sent_at is None or one.state == FileState.IN_ERROR
    aside = may(by, P.FILE_SET_ASIDE, facts) and not ended
    return FilePage(
        row=draw_files([one], limits_of(by.partnership), by, writes=owner.lets_write(by))[0],
        reference=owner.reference,
        back=owner.path,
        kept=_kept(one),
        is_picture=one.kind in PICTURES and one.state == FileState.CLEAN,
        set_aside=reverse("file_error", args=[one.pk]) if aside else "",
    )


def _row(one: StoredFile, late: datetime, by: Actor, writes: bool) -> FileRow:
    unsent = one.sent_at is None
    return FileRow(
        key=str(one.pk),
        number=one.number,
        name=one.name,
        words=f"{SHAPES[Kind(one.kind)].words}, {say_size(one.size)}",
        source=f"{one.added_by}, {short_when(one.added_at, by.at)}{', not sent yet' if unsent else ''}",
        state=_state(one, late),
        ready=READY if one.state == FileState.CLEAN else "",
        path=reverse("file", args=[one.pk]),
        clean=one.state == FileState.CLEAN,
        take_back=reverse("file_take_back", args=[one.pk]) if unsent and writes else "",
    )


def _state(one: StoredFile, late: datetime) -> str:
    match one.state:
        case FileState.HELD:
            return HELD_LONG if one.added_at < late else HELD
        case FileState.INFECTED:
            return MALWARE
        case FileState.IN_ERROR:
            return f"Entered in error, says {one.ended_by}: {one.ended_because}"
        case _:
            return ""


def _kept(one: StoredFile) -> str:
    scanned = f"No malware found by {one.scanned_by}, {full_when(one.scanned_at)}. " if (
        one.scanned_at and one.state == FileState.CLEAN) else ""  # fmt: skip
    drawn = "The picture was drawn anew, without the place it was taken at. " if (
        one.kind in PICTURES) else ""  # fmt: skip
    return f"{scanned}{drawn}Fingerprint of what came (SHA-256): {one.came_sha256}"
