"""What every row of the register carries: where it was said, when and by whom it was written."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor


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
