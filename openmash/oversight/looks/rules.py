"""What a pasted address means, and what stands in the way of asking who looked."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def key_in(pasted: str) -> uuid.UUID | None:
    """The number of a record in what was pasted: the number alone, or the address of its page."""
    found = _KEY.search(pasted)
    return uuid.UUID(found[0]) if found else None


def why_no_record(pasted: str) -> Iterator[tuple[str, str]]:
    """What stands in the way of looking a record up by what was pasted."""
    if pasted and key_in(pasted) is None:
        yield "of", "Paste the number of the record, or the address of its page"


def why_not_these_days(since: date | None, until: date | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the days, by the field it is about."""
    if since and until and until < since:
        yield "until", "The last day comes before the first"
