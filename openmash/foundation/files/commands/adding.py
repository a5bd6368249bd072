"""Taking files in: looked at by their content, kept once, and held until they are scanned."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean, shorten
from openmash.foundation.files.access import may_add
from openmash.foundation.files.belonging import owner_of
from openmash.foundation.files.kinds import Fit, Unfit
from openmash.foundation.files.kinds.looking import look_at
from openmash.foundation.files.models import FileContent, StoredFile
from openmash.foundation.files.queries import limits_of
from openmash.foundation.files.queue import defer_scan
from openmash.foundation.files.rules import LONGEST_NAME, Limits, why_too_large, why_too_many
from openmash.foundation.files.states import STANDING, FileEvent
from openmash.foundation.ledger.commands import record


@dataclass(frozen=True)
class NewFile:
    """A file as it came."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What makes two files the same."""
        return hashlib.sha256(self.content).hexdigest()


@transaction.atomic
def add_files(about: str, new: Sequence[NewFile], *, by: Actor) -> int:
    """Keep files with something, all or none; how many were new. One that is there already is one.

    Where what they come with is with the hub already, they are there at once: whoever knows that thing
    says so, never the caller. A refusal counts the files and names none: names are typed by people,
    and may hold a child's.
    """
    may_add(about, by=by)
    sent = owner_of(about, by).with_hub
    _one_at_a_time(about)
    standing = StoredFile.objects.filter(about=about, state__in=list(STANDING))
    known = set(standing.values_list("came_sha256", flat=True))
    fresh = list({one.sha256: one for one in new if one.sha256 not in known}.values())
    limits = limits_of(by.partnership)
    refuse_if(why_too_many(len(known), len(fresh), limits))
    fits = _looked_at(new, fresh, limits)
    for one, fit in zip(fresh, fits, strict=True):
        _keep(about, one, fit, sent, by)
    return len(fresh)


def _one_at_a_time(about: str) -> None:
    """Two presses at once are one after the other, and the second finds what the first kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [about])


def _looked_at(new: Sequence[NewFile], fresh: Sequence[NewFile], limits: Limits) -> list[Fit]:
    fits: list[Fit] = []
    problems: list[str] = []
    for one in fresh:
        try:
            fits.append(_fit(one, limits))
        except Unfit as why:
            problems.append(_said(why, new, one))
    refuse_if(problems)
    return fits


def _fit(one: NewFile, limits: Limits) -> Fit:
    for problem in why_too_large(len(one.content), limits):
        raise Unfit(problem)
    return look_at(one.content, limits.kinds)


def _said(why: Unfit, new: Sequence[NewFile], one: NewFile) -> str:
    return str(why) if len(new) == 1 else f"File {new.index(one) + 1} of {len(new)}: {why}"


def _keep(about: str, one: NewFile, fit: Fit, sent: bool, by: Actor) -> None:
    last = StoredFile.objects.filter(about=about).aggregate(last=Max("number"))["last"] or 0
    kept = StoredFile.objects.create(
        partnership_id=by.partnership,
        about=about,
        number=last + 1,
        name=shorten(_plain(one.name), LONGEST_NAME) or f"File {last + 1}",
        kind=fit.kind,
        size=len(fit.content),
        sha256=hashlib.sha256(fit.content).hexdigest(),
        came_sha256=one.sha256,
        added_at=by.at,
        added_by=by.name,
        added_by_user=by.user,
        added_by_agency=by.agency,
        sent_at=by.at if sent else None,
    )
    FileContent.objects.create(
        of=kept, partnership_id=by.partnership, content=fit.content, preview=fit.preview
    )
    facts = {"number": kept.number, "kind": kept.kind, "size": kept.size, "hash": kept.sha256}
    record(FileEvent.ADDED, by=by, subject=kept.subject, about=[about], facts=facts)
    defer_scan(kept)


def _plain(name: str) -> str:
    """The last part of a path, in one line, without marks that turn the order of letters round."""
    words = " ".join(clean(name).replace("\\", "/").rpartition("/")[2].split())
    return "".join(sign for sign in words if sign.isprintable())
