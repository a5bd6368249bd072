"""A partner's nightly extract, imported as a steward would: same checks, same limits, same ledger."""

from __future__ import annotations

import time
import uuid
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.importing.commands import (
    NewColumns,
    NewFile,
    check,
    receive,
    start,
)
from openmash.foundation.importing.fields import Field, guess, plain
from openmash.foundation.importing.models import Import, Source
from openmash.foundation.importing.queries import counts_of
from openmash.foundation.importing.states import AT_WORK, ImportState
from openmash.foundation.importing.working import go_on
from openmash.web.clock import now
from openmash.web.sign_in.holdings import current_holdings_of
from openmash.web.sign_in.recording import actor_in

T = TypeVar("T")
LOOK_AGAIN = 0.5
UNKNOWN_COLUMNS = (
    "Nobody has said yet what these columns hold: {}. Import one file by hand, then this will do"
)


class Command(BaseCommand):
    """Ends with an error when nothing was imported, so that a timer's log shows it."""

    help = "Import a file of people from a source whose columns are known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="agency code/name of the extract")
        parser.add_argument("--as", dest="steward", required=True, help="a data steward’s e-mail")
        parser.add_argument("--full", action="store_true", help="the extract holds everybody")
        parser.add_argument(
            "--endings", type=int, default=0, help="end at most so many involvements (with --full)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        holding = _steward(options["steward"])
        agency, _, name = options["source"].partition("/")
        content = _content(options["file"])
        new = NewFile(agency, name, options["file"].name, content)
        one = _as(holding, lambda by: _received(new, options["full"], by))
        _work_on(one.pk, holding)
        _as(holding, lambda by: _started(one.pk, options["endings"], by))
        _work_on(one.pk, holding)
        self.stdout.write(_as(holding, lambda by: _said(one.pk)))


def _as(holding: RoleHolding, do: Callable[[Actor], T]) -> T:
    """One transaction in the steward's name; a refusal ends the command with its reasons."""
    try:
        with transaction.atomic():
            by = actor_in(holding)
            act_as(by)
            return do(by)
    except NotReady as refusal:
        raise CommandError("; ".join(refusal.reasons)) from None


def _work_on(key: uuid.UUID, holding: RoleHolding) -> None:
    """Work until it is done; a worker that runs meanwhile may do some or all of it."""
    while True:
        go_on(key, partnership=holding.partnership_id, now=now)
        one = _as(holding, lambda by: Import.objects.get(pk=key))
        if one.state not in AT_WORK:
            return
        if one.problem:
            raise CommandError(one.problem)
        time.sleep(LOOK_AGAIN)


def _steward(email: str) -> RoleHolding:
    holdings = current_holdings_of(email, at=now())
    found = next((held for held in holdings if held.role == Role.DATA_STEWARD), None)
    if found is None:
        raise CommandError(f"{email} is no data steward")
    return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}") from None


def _received(new: NewFile, full: bool, by: Actor) -> Import:
    source = Source.objects.filter(
        partnership_id=by.partnership, agency_id=new.agency, name__iexact=new.source
    ).first()
    known = source.columns if source else {}
    one = receive(new, key=uuid.uuid4(), by=by)
    unknown = [heading for heading in one.headings if plain(heading) not in known]
    if unknown:
        raise NotReady(UNKNOWN_COLUMNS.format(", ".join(unknown)))
    columns: dict[int, Field] = guess(one.headings, known)
    month_first = source.month_first if source else None
    return check(one, NewColumns(columns, month_first, full_extract=full), by=by)


def _started(key: uuid.UUID, endings: int, by: Actor) -> Import:
    one = Import.objects.select_related("source__agency").get(pk=key)
    if one.state != ImportState.CHECKED:
        raise NotReady(one.problem or "The file could not be checked")
    agreed = one.endings if one.endings <= endings else None
    return start(one, endings_agreed=agreed, by=by)


def _said(key: uuid.UUID) -> str:
    one = Import.objects.get(pk=key)
    counts = counts_of(one)
    words = ", ".join(f"{counts[o]} {o}" for o in ("new", "changed", "nothing", "rejected"))
    return f"{one.state}: {words}; {one.ended} involvements ended. /imports/{one.pk}/"
