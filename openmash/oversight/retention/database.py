"""What the database answers when it is asked to let records go: it asks everything for itself."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from datetime import date

from django.db import Error, connection, transaction

from openmash.core.refusals import NotReady
from openmash.oversight.retention.models import Destruction

RAISED = "P0001"  # the function itself said no
WHOLE = "The database refuses all of it: {why}. Refuse it too, and have it proposed anew"


def kept_by_database(one: Destruction, today: date) -> dict[uuid.UUID, str]:
    """The contacts of a proposal that the database would not let go by a day, each with every reason."""
    said: dict[uuid.UUID, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept, because FROM public.kept_of_proposed(%s, %s)", [one.pk, today])
        for contact, because in cursor.fetchall():
            said[contact].append(because)
    return {contact: "; ".join(reasons) for contact, reasons in said.items()}


def destroy(one: Destruction) -> dict[str, int]:
    """Have what is left of it destroyed: how many rows of each table went.

    `NotReady` with the database's own words where it refuses; then nothing was destroyed.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT public.destroy_proposed(%s)", [one.pk])
            [rows] = cursor.fetchone()
    except Error as refusal:
        if getattr(refusal.__cause__, "sqlstate", "") != RAISED:
            raise
        said = str(refusal).partition("\n")[0]  # without the lines that tell where
        raise NotReady(WHOLE.format(why=said)) from refusal
    found: dict[str, int] = json.loads(rows) if isinstance(rows, str) else rows
    return found
