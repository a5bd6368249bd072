"""How a field of a page is called: the question's key, and which child it is about."""

from __future__ import annotations

import re

_FIELD = re.compile(r"([A-Z][A-Za-z0-9_]*)(?:-([0-9]{1,3}))?")


def field_name(key: str, position: int | None = None) -> str:
    """`B2` about all, `B1-2` about the second child; also the field's id on the page."""
    return key if position is None else f"{key}-{position}"


def parse_field(name: str) -> tuple[str, int | None] | None:
    """The question and the child's position; None when it is no field of the form."""
    found = _FIELD.fullmatch(name)
    if not found:
        return None
    return found[1], int(found[2]) if found[2] else None
