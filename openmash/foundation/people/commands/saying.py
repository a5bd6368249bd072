"""What every row of the register carries: where it was said, when and by whom it was written."""

from __future__ import annotations

from openmash.core.actor import Actor


def said(source: str, by: Actor) -> dict[str, object]:
    """The columns of a row's provenance."""
    return {
        "partnership_id": by.partnership,
        "source": source,
        "recorded_at": by.at,
        "recorded_by": by.name,
    }
