"""What every row of the register carries: where it was said, when and by whom it was written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.people.models import Part, Person

Row = TypeVar("Row", bound=Part)


@dataclass(frozen=True)
class Once:
    """A key made with the page, so that pressing twice says a thing once; and since when it is so."""

    key: uuid.UUID | None = None
    starts_on: date | None = None

    def pk(self) -> uuid.UUID:
        """The page's key; a new one where there is no page."""
        return self.key or uuid.uuid4()


ONCE = Once()


def said(source: str, by: Actor) -> dict[str, object]:
    """The columns of a row's provenance."""
    return {
        "partnership_id": by.partnership,
        "source": source,
        "recorded_at": by.at,
        "recorded_by": by.name,
    }


def write_once(
    rows: QuerySet[Row], key: uuid.UUID, person: Person, columns: Mapping[str, object]
) -> tuple[Row, bool]:
    """The row of this person under a key made with the page, and whether it is new.

    A key that is somebody else's was not made with this page: it leads nowhere.
    """
    try:
        with transaction.atomic():
            return rows.get_or_create(pk=key, person=person, defaults=dict(columns))
    except IntegrityError as taken:
        raise NotFound("This page was not complete. Load it again") from taken
