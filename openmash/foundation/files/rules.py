"""What stands in the way of adding, taking back or setting aside a file: every reason, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST_REASON = 10
LONGEST_NAME = 150


@dataclass(frozen=True)
class Limits:
    """How much a partnership takes."""

    megabytes: int
    files: int
    kinds: tuple[str, ...]
    alert_minutes: int

    @property
    def alert_after(self) -> timedelta:
        """How long a file is held before somebody is told."""
        return timedelta(minutes=self.alert_minutes)


def why_too_large(size: int, limits: Limits) -> Iterator[str]:
    """The limit in the words of the page."""
    if size > limits.megabytes * 1024 * 1024:
        yield f"It is larger than {limits.megabytes} megabytes. Make it smaller, or add it in parts"


def why_too_many(there: int, more: int, limits: Limits) -> Iterator[str]:
    """No more than people can look through."""
    if there + more > limits.files:
        yield f"No more than {limits.files} files go with one. Put several pages into one PDF"


def why_not_taken_back(sent_at: datetime | None) -> Iterator[str]:
    """What was sent may have been read: it is not undone, only marked."""
    if sent_at is not None:
        yield "It was sent, and may have been opened: mark it as entered in error instead"


def why_not_set_aside(sent_at: datetime | None, reason: str) -> Iterator[str]:
    """Only what was sent, and with the reason."""
    if sent_at is None:
        yield "It is not sent: take it back instead"
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"Say in at least {SHORTEST_REASON} characters why it does not belong here"
