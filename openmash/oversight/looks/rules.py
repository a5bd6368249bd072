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


def why_no_answer(pasted: str, since: date | None, until: date | None) -> Iterator[tuple[str, str]]:
    """Everything that stands in the way of an answer, by the field it is about."""
    if pasted and key_in(pasted) is None:
        yield "of", "Paste the number of the record, or the address of its page"
    if since and until and until < since:
        yield "until", "The last day comes before the first"
