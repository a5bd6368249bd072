"""Reading files: those of something, those that wait, and how much a partnership takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.rules import Limits
from openmash.foundation.files.states import SENDABLE, STANDING, FileState
from openmash.foundation.reference.commands import SETTINGS
from openmash.foundation.reference.models import RuleSetting
from openmash.foundation.reference.queries import settings_of, settings_rows

KEYS = ("file-most-megabytes", "files-most", "file-kinds", "file-scan-alert-minutes")
SHOWN = STANDING | {FileState.IN_ERROR}


def limits_of(partnership: str) -> Limits:
    """How much a partnership takes."""
    return limits_in(settings_of(partnership, KEYS))


def limit_rows(partnership: str) -> QuerySet[RuleSetting]:
    """Where its limits stand, to be asked for with other questions."""
    return settings_rows(partnership, KEYS)


def limits_in(said: Mapping[str, object]) -> Limits:
    """The same of settings that were read with others; what is not set is as we set it up."""
    large, many, kinds, minutes = (said.get(key, SETTINGS[key][0]) for key in KEYS)
    if not (isinstance(large, int) and isinstance(many, int) and isinstance(minutes, int)):
        raise TypeError("The limits of files are whole numbers")
    if not isinstance(kinds, list):
        raise TypeError("The kinds of files are a list")
    return Limits(large, many, tuple(map(str, kinds)), minutes)


def files_of(about: str) -> QuerySet[StoredFile]:
    """The files of one thing, also those not sent yet, in the order they were added."""
    return StoredFile.objects.filter(about=about, state__in=list(SHOWN)).order_by("number")


def sent_with(abouts: Iterable[str]) -> QuerySet[StoredFile]:
    """What was sent with several things, in the order it was added. The caller has logged the look."""
    rows = StoredFile.objects.filter(about__in=list(abouts), state__in=list(SHOWN))
    return rows.exclude(sent_at=None).order_by("added_at", "number")


def unsent(about: str) -> list[StoredFile]:
    """What goes with the next answer."""
    rows = StoredFile.objects.filter(about=about, sent_at=None, state__in=list(SENDABLE))
    return list(rows.order_by("number"))


def content_of(one: StoredFile) -> FileContent:
    """The bytes of a file that the caller got through `access`."""
    return FileContent.objects.get(of=one)


def held_since(at: datetime, *, by: Actor) -> int:
    """How many files nobody has scanned since then."""
    held = StoredFile.objects.filter(partnership_id=by.partnership, state=FileState.HELD)
    return held.filter(added_at__lte=at).count()
