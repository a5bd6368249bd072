"""Receiving a file: kept as it came, with its hash, until it is imported or discarded."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean, shorten
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.importing.access import record_facts
from openmash.foundation.importing.models import Import, ImportFile, Source
from openmash.foundation.importing.queries import limits
from openmash.foundation.importing.reading import Table, Unreadable, read_table
from openmash.foundation.importing.states import ImportEvent
from openmash.foundation.ledger.commands import record

FIRST_ROWS = 20
LONGEST_FILE_NAME = 100


@dataclass(frozen=True)
class NewFile:
    """What somebody sends, and whose extract it is."""

    agency: str
    source: str
    name: str
    content: bytes


@transaction.atomic
def receive(new: NewFile, *, key: uuid.UUID, by: Actor) -> Import:
    """Keep a file that can be read, under a key made with the page: pressing twice keeps one."""
    permit(by, P.PERSON_IMPORT, record_facts(by))
    table = _readable(new.content, by)
    one, is_new = Import.objects.get_or_create(
        pk=key, partnership_id=by.partnership, defaults=_columns(new, table, by)
    )
    if is_new:
        ImportFile.objects.create(about=one, partnership_id=by.partnership, content=new.content)
        facts = {"hash": one.file_hash, "size": one.file_size}
        record(ImportEvent.RECEIVED, by=by, subject=one.subject, facts=facts)
    return one


def _readable(content: bytes, by: Actor) -> Table:
    try:
        table = read_table(content, limits(by))
        has_rows = bool(table.first(FIRST_ROWS))
    except Unreadable as problem:
        raise NotReady(str(problem)) from problem
    refuse_if([] if has_rows else ["This file has headings and no row below them"])
    return table


def _columns(new: NewFile, table: Table, by: Actor) -> dict[str, object]:
    return {
        "source": _source(new, by),
        "file_name": shorten(clean(new.name), LONGEST_FILE_NAME),
        "file_hash": hashlib.sha256(new.content).hexdigest(),
        "file_size": len(new.content),
        "read_as": table.read_as,
        "headings": list(table.headings),
        "received_at": by.at,
        "received_by": by.name,
        "for_user_id": by.user,
        "for_role": by.role,
        "for_agency": by.agency,
    }


def _source(new: NewFile, by: Actor) -> Source:
    agency = Agency.objects.filter(pk=new.agency, partnerships=by.partnership).first()
    name = shorten(new.source, LONGEST_FILE_NAME)
    if agency is None or not name:
        raise NotReady("Say which agency the file comes from, and what its extract is called")
    known = Source.objects.filter(partnership_id=by.partnership, agency=agency, name__iexact=name)
    return known.first() or Source.objects.create(
        partnership_id=by.partnership, agency=agency, name=name
    )
