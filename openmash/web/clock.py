"""The web's clock: read once for each request (architecture §8)."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # one of the three clock readers
